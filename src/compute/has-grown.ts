import type { Context } from '../context/context.js';
import { patchesOf } from '../formats/splice.js';

/** Tokens, at most, by which it tells where a string stands: its ends may join with what is around it. */
const JOINTS = 8;

/**
 * Whether a body takes more tokens with the changed parts of its context written into it: a text that shrank may need more
 * escapes where it stands. What changed is counted by itself, and the whole only where that leaves it open.
 * @param encoded what the context's format makes of `body`
 */
export function hasGrown(
  body: string,
  encoded: string,
  context: Context,
  count: (text: string) => number,
): boolean {
  if (encoded === body) return false;
  const patches = patchesOf(context);
  const saved = patches.reduce(
    (sum, { start, end, text }) => sum + count(body.slice(start, end)) - count(text),
    0,
  );
  return saved < JOINTS * patches.length && count(encoded) > count(body);
}
