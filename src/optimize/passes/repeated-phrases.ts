import { hasTable } from '../json/json-table.js';
import { leadingMarker } from '../notation/leading-marker.js';
import { encodePhrases } from '../notation/phrase-notation.js';
import { definePass } from '../pass.js';
import { holdsPreserved, looksLikeDiff, rewriteUnlessRead } from '../rewrite.js';

/**
 * Writes a letter for what a log says on many of its lines (date, host, process, level, class, the words of a
 * statement); `decodePhrases` gives the text back. Runs after the passes that read lines. Tables, JSON, diffs and files
 * that were read stay as they are, because programs and edits must match them.
 */
export const repeatedPhrases = definePass({
  name: 'repeated-phrases',
  kind: 'lossless',
  run: rewriteUnlessRead(({ text }, env) =>
    isVerbatim(text) || holdsPreserved(text, env) ? undefined : encodePhrases(text, env.count),
  ),
});

function isVerbatim(text: string): boolean {
  return hasTable(text) || looksLikeDiff(text) || JSON_START.test(text.slice(leadingMarker(text).length));
}

const JSON_START = /^\s{0,64}(?:\{|\[\s{0,64}[{["\]])/;
