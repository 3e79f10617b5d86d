import type { Listing } from './listing.js';

/** Lines before and after one that is to stay, by which an edit finds its place. */
const AROUND = 5;
/** What an outline says of a line, or a few, begins with its number. */
const NUMBER = /^(\d{1,9})(?:-\d{1,9})? /;

/** Of a listing's lines, from 0, those within five of the given ones; in order. */
export function linesAround({ lines }: Listing, wanted: ReadonlySet<number>): readonly number[] {
  const near = new Set<number>();
  for (const at of wanted) {
    for (let line = Math.max(0, at - AROUND); line <= at + AROUND && line < lines.length; line++)
      near.add(line);
  }
  return [...near].sort((a, b) => a - b);
}

/**
 * An outline with some lines of the file among its own, in the file's order and as they were printed. What the outline
 * says of those lines by themselves goes.
 * @param kept which lines of the listing, from 0, in order
 * @param printed the lines of the text that the listing was found in
 */
export function outlineAround(
  outline: string,
  listing: Listing,
  kept: readonly number[],
  printed: readonly string[],
): string {
  const isKept = new Set(kept.map((line) => listing.start + line));
  const shown: string[] = [];
  let next = 0;
  let isSaid = true;
  for (const line of outline.split('\n')) {
    const number = NUMBER.exec(line)?.[1];
    if (number !== undefined) {
      for (; next < kept.length && listing.start + kept[next]! < Number(number); next++)
        shown.push(printed[listing.at[kept[next]!]!]!);
      isSaid = !isKept.has(Number(number));
    }
    if (isSaid) shown.push(line);
  }
  for (; next < kept.length; next++) shown.push(printed[listing.at[kept[next]!]!]!);
  return shown.join('\n');
}
