import { minifyJson } from '../json/json-text.js';
import { definePass } from '../pass.js';
import { holdsPreserved, rewriteUnlessRead } from '../rewrite.js';

/**
 * Removes the white space from a result that is one JSON text; every number, string and key stays as written.
 */
export const json = definePass({
  name: 'json',
  kind: 'lossless',
  waste: 'white space in JSON',
  run: rewriteUnlessRead(({ text }, env) => (holdsPreserved(text, env) ? undefined : minifyJson(text))),
});
