/** First and last line, 1-based. */
export type Lines = readonly [first: number, last: number];

/** How many lines there are in all. */
export function linesIn(ranges: readonly Lines[]): number {
  return ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

/** In order, those that overlap or adjoin as one. */
export function joined(ranges: readonly Lines[]): readonly Lines[] {
  const all: [number, number][] = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const before = all.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else all.push([first, last]);
  }
  return all;
}
