import { hasTable } from '../json/json-table.js';
import { tabulateLines } from '../json/tabulate-lines.js';
import { definePass } from '../pass.js';
import { hasMarker, holdsPreserved, looksLikeDiff, rewriteUnlessRead } from '../rewrite.js';

/**
 * Writes JSON objects that stand a line each, as structured logs do, as tables in the notation of `json/json-table.ts`;
 * `decodeTable` gives the lines back.
 */
export const jsonLines = definePass({
  name: 'json-lines',
  kind: 'lossless',
  waste: 'repeated keys in JSON lines',
  run: rewriteUnlessRead(({ text }, env) => {
    const isTaken = !RECORD.test(text) || hasTable(text) || hasMarker(text) || looksLikeDiff(text);
    return isTaken || holdsPreserved(text, env) ? undefined : tabulateLines(text, env.count);
  }),
});

const RECORD = /^\{.*\}\s*$/m;
