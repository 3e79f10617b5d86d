import { fileReads } from '../file-reads.js';
import { encodeTables } from '../json-table.js';
import { minifyJson } from '../json-text.js';
import { definePass } from '../pass.js';
import { holdsPreserved, rewriteEach } from '../rewrite.js';

/**
 * Writes arrays of like objects in a result that is one JSON text as tables, in the notation of `json-table.ts`;
 * `decodeTable` gives the JSON back.
 */
export const tabulation = definePass({
  name: 'tabulation',
  kind: 'lossless',
  run: (parts, env) => {
    const read = new Set(fileReads(parts).map((file) => file.part));
    return rewriteEach(parts, env, (part) => {
      const minified = read.has(part) ? undefined : minifyJson(part.text);
      if (minified === undefined || holdsPreserved(part.text, env)) return undefined;
      const table = encodeTables(minified);
      return table === minified ? undefined : table;
    });
  },
});
