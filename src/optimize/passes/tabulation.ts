import { encodeTables } from '../json-table.js';
import { minifyJson } from '../json-text.js';
import { definePass } from '../pass.js';
import { holdsPreserved, rewriteUnlessRead } from '../rewrite.js';

/**
 * Writes arrays of like objects in a result that is one JSON text as tables, in the notation of `json-table.ts`;
 * `decodeTable` gives the JSON back.
 */
export const tabulation = definePass({
  name: 'tabulation',
  kind: 'lossless',
  run: (parts, env) =>
    rewriteUnlessRead(parts, env, ({ text }) => {
      const minified = holdsPreserved(text, env) ? undefined : minifyJson(text);
      if (minified === undefined) return undefined;
      const table = encodeTables(minified);
      return table === minified ? undefined : table;
    }),
});
