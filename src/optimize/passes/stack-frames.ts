import { marker } from '../../context/handle.js';
import { definePass } from '../pass.js';
import { hasMarker, looksLikeDiff, rewriteUnlessRead } from '../rewrite.js';
import { foldStacks } from '../stacks/fold-stacks.js';

/** Leaves of a stack trace the frame nearest to the error and those of the user's own code, and of equal traces the first. */
export const stackFrames = definePass({
  name: 'stack-frames',
  kind: 'reversible',
  waste: 'stack frames in libraries',
  run: rewriteUnlessRead((part, env) => {
    const { text } = part;
    if (hasMarker(text) || looksLikeDiff(text)) return undefined;
    const folded = foldStacks(text.split('\n'), (line) => env.preserved(line));
    return folded && [marker('stack frames folded where … stands', env.handle(part)), ...folded].join('\n');
  }),
});
