import { encodeTables } from '../json/json-table.js';
import { minifyJson } from '../json/json-text.js';
import { definePass } from '../pass.js';
import { holdsPreserved, rewriteUnlessRead } from '../rewrite.js';

/**
 * Writes like objects in a result that is one JSON text as tables, and long values that come again once, in the notation
 * of `json/json-table.ts`; `decodeTable` gives the JSON back.
 */
export const tabulation = definePass({
  name: 'tabulation',
  kind: 'lossless',
  waste: 'repeated keys in JSON',
  run: rewriteUnlessRead(({ text }, env) => {
    const minified = holdsPreserved(text, env) ? undefined : minifyJson(text);
    if (minified === undefined) return undefined;
    const table = encodeTables(minified, env.count);
    return table === minified ? undefined : table;
  }),
});
