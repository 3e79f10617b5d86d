import type { Part } from '../../context/context.js';

/** Results at the end of the context within which the reader is still at work. */
const NEWEST = 8;
/** Times that the assistant must have answered since, because many results may come of one turn. */
const TURNS = 3;

/**
 * The index before which the talk has left results behind: at least eight came after them, and the assistant spoke three
 * times. 0 if it has left none. What nobody has answered yet, nobody may have read.
 */
export function leftBehind(parts: readonly Part[]): number {
  let results = 0;
  let answers = 0;
  let isAnswered = false;
  for (let at = parts.length - 1; at >= 0; at--) {
    const { role } = parts[at]!;
    if (role === 'assistant') isAnswered = true;
    if (role !== 'tool') continue;
    if (isAnswered) answers++;
    isAnswered = false;
    if (results >= NEWEST && answers >= TURNS) return at + 1;
    results++;
  }
  return 0;
}
