import type { Listing } from './listing.js';

/** Lines by their place in a listing, from 0; `end` is the one after the last. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Lines in a row that make a place in a file unmistakable, if they stand so only once. */
const ANCHOR = 3;
/** Share of an earlier stretch's lines that a later one must still have. */
const MIN_SHARED = 0.5;

/** A listing by its anchors, to be compared with many others. */
export interface AnchoredListing {
  readonly listing: Listing;
  /** Where each run of {@link ANCHOR} lines begins; -1 if it stands there more than once. */
  readonly anchors: ReadonlyMap<string, number>;
}

/** Numbers lines so that equal ones are equal numbers: keys made of them are short however long the lines are. */
export function lineNumbering(): (line: string) => number {
  const numbers = new Map<string, number>();
  return (line) => {
    const number = numbers.get(line) ?? numbers.size;
    numbers.set(line, number);
    return number;
  };
}

/** Linear in the listing. */
export function anchored(listing: Listing, number: (line: string) => number): AnchoredListing {
  const ids = listing.lines.map(number);
  const anchors = new Map<string, number>();
  for (let at = 0; at + ANCHOR <= ids.length; at++) {
    const key = ids.slice(at, at + ANCHOR).join();
    anchors.set(key, anchors.has(key) ? -1 : at);
  }
  return { listing, anchors };
}

/**
 * The stretch of an earlier listing that a later one shows in the state that it has by then: from the first place
 * that both know to the last. Edits in between are in the later one, since it leaves no line of the file out; what
 * stands before the first place or after the last may be nowhere else. Undefined if there is none, or if half of it
 * is gone, which is no edit but another text. Linear in both, as patience diff's anchors are (B. Cohen, 2003).
 */
export function shownAgain(
  earlier: AnchoredListing,
  later: AnchoredListing,
  within: Stretch,
): Stretch | undefined {
  let first: readonly [number, number] | undefined;
  let last: readonly [number, number] | undefined;
  for (const [key, place] of earlier.anchors) {
    const there = later.anchors.get(key) ?? -1;
    if (place < within.start || place + ANCHOR > within.end || there < 0) continue;
    if (!first) first = [place, there];
    else if (there < first[1]) return undefined;
    last = [place, there];
  }
  if (!first || !last || last[1] < first[1]) return undefined;
  const [before, after] = [earlier.listing.lines, later.listing.lines];
  let [start, from] = first;
  while (start > within.start && from > 0 && before[start - 1] === after[from - 1]) {
    start--;
    from--;
  }
  let [end, to] = [last[0] + ANCHOR, last[1] + ANCHOR];
  while (end < within.end && to < after.length && before[end] === after[to]) {
    end++;
    to++;
  }
  const shown = new Set(after.slice(from, to));
  const lines = before.slice(start, end).filter((line) => line.trim() !== '');
  const kept = lines.filter((line) => shown.has(line)).length;
  return kept >= MIN_SHARED * lines.length ? { start, end } : undefined;
}
