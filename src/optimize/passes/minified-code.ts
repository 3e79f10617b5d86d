import { largeOldResults } from '../lossy/large-old-results.js';
import { minifiedHeads } from '../lossy/minified-heads.js';
import { definePass } from '../pass.js';
import { readsInUse } from '../reads/file-reads.js';
import { rewrite } from '../rewrite.js';

/**
 * Shows minified code by its beginning in results that are not among the newest where people talk, unless its file was
 * changed.
 */
export const minifiedCode = definePass({
  name: 'minified-code',
  kind: 'lossy',
  run: (parts, env) => {
    const old = largeOldResults(parts, env);
    if (old.size === 0) return parts;
    const inUse = readsInUse(parts);
    return parts.map((part) => {
      const text = old.has(part) && !inUse.has(part) ? minifiedHeads(part, env) : undefined;
      return text === undefined ? part : rewrite(part, text, env);
    });
  },
});
