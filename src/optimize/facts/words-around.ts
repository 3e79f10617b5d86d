/** Ends of a statement: of a sentence, a line, or a string in JSON. */
const BOUNDARY = /[.!?;](?=\s|$)|\n|"\s?[,:}\]]|[,:{[]\s?"/g;

/** How far words are looked for, in code units. */
const REACH = { before: 60, after: 120 };

/** Words on either side, in their order. */
export interface Around<Side> {
  readonly before: Side;
  readonly after: Side;
}

/**
 * The words around `start` to `end` of a line, in lower case, up to the ends of their statement and at most so many. A few
 * rather than the sentence, so that another line wrapping, or another notation of the rest, makes no other fact.
 */
export function wordsAround(
  line: string,
  [start, end]: readonly [start: number, end: number],
  most: Around<number>,
): Around<readonly string[]> {
  const before = line
    .slice(Math.max(0, start - REACH.before), start)
    .split(BOUNDARY)
    .at(-1)!;
  const after = line.slice(end, end + REACH.after).split(BOUNDARY, 1)[0]!;
  return { before: wordsOf(before).slice(-most.before), after: wordsOf(after).slice(0, most.after) };
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_'’]+/gu) ?? [];
}
