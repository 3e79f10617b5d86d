import { minifiedHeads } from '../lossy/minified-heads.js';
import { definePass } from '../pass.js';
import { readsInUse } from '../reads/file-reads.js';
import { leftBehind } from '../reads/left-behind.js';
import { mentionsIn } from '../reads/mentions.js';
import { isRewritable, rewrite } from '../rewrite.js';

/**
 * Shows minified code by its beginning where the talk has left it behind, unless its file was changed or somebody named it
 * since.
 */
export const oldMinifiedCode = definePass({
  name: 'old-minified-code',
  kind: 'reversible',
  waste: 'minified code that the talk has left behind',
  run: (parts, env) => {
    const end = leftBehind(parts);
    if (end === 0) return parts;
    const mentions = mentionsIn(parts);
    const inUse = readsInUse(parts, (path) => mentions.last(path) >= end);
    return parts.map((part, at) => {
      if (at >= end || !isRewritable(part) || inUse.has(part)) return part;
      const text = minifiedHeads(part, env);
      return text === undefined ? part : rewrite(part, text, env);
    });
  },
});
