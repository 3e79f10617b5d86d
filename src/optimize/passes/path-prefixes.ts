import { hasTable } from '../json/json-table.js';
import { encodePaths } from '../notation/path-notation.js';
import { definePass } from '../pass.js';
import { holdsPreserved, looksLikeDiff, rewriteUnlessRead } from '../rewrite.js';

/**
 * Writes a path that many lines of a result begin with, or a folder that many of them name, once; `decodePaths` gives
 * the text back. Runs after the passes that read lines, because they would not know a line without its path.
 */
export const pathPrefixes = definePass({
  name: 'path-prefixes',
  kind: 'lossless',
  waste: 'repeated paths',
  run: rewriteUnlessRead(({ text }, env) =>
    hasTable(text) || looksLikeDiff(text) || holdsPreserved(text, env) ? undefined : encodePaths(text),
  ),
});
