import { fileReads } from '../file-reads.js';
import { minifyJson } from '../json-text.js';
import { definePass } from '../pass.js';
import { holdsPreserved, rewriteEach } from '../rewrite.js';

/**
 * Removes the white space from a result that is one JSON text; every number, string and key stays as written. A file
 * that was read keeps its lines, because an edit must match them.
 */
export const json = definePass({
  name: 'json',
  kind: 'lossless',
  run: (parts, env) => {
    const read = new Set(fileReads(parts).map((file) => file.part));
    return rewriteEach(parts, env, (part) => {
      const minified = read.has(part) ? undefined : minifyJson(part.text);
      return minified === undefined || holdsPreserved(part.text, env) ? undefined : minified;
    });
  },
});
