import { joinStretches, type Stretch } from './join-stretches.js';
import { hasPlainLines, linesOf, plainText } from './plain-text.js';

/**
 * The text that a pass left, with lines of the text before it put back: each before the next line that both share, so
 * behind the marker that stands where it was taken out. Undefined where a line of the plain text is read from several of
 * the text, as in JSON over many lines. Linear.
 *
 * @param wanted numbers of lines of the plain text of `before`, from 0. None is doubled that was kept
 * @param stretches numbers of lines that are put back whether or not they were kept, and how many lines before and behind
 *   each come with it, in one piece
 */
export function putBack(
  before: string,
  after: string,
  wanted: ReadonlySet<number>,
  stretches: ReadonlyMap<number, number> = new Map(),
): string | undefined {
  const had = before.split('\n');
  const rowOf = rowsOf(before, had);
  if (!rowOf) return undefined;
  const kept = after.split('\n');
  const origins = originsOf(kept, had);
  const there = new Set(origins);
  const missing = Array.from(wanted, rowOf).filter((at) => !there.has(at));
  const pieces = joinStretches([
    ...missing.map((at): Stretch => [at, at + 1]),
    ...Array.from(stretches, ([line, around]) => stretchOf(rowOf(line), around, had.length)),
  ]);
  const mended: string[] = [];
  let next = 0;
  const putNext = () => {
    const [start, end] = pieces[next++]!;
    for (let at = start; at < end; at++) mended.push(had[at]!);
  };
  kept.forEach((line, at) => {
    const origin = origins[at];
    while (origin !== undefined && next < pieces.length && pieces[next]![0] < origin) putNext();
    mended.push(line);
  });
  while (next < pieces.length) putNext();
  return mended.join('\n');
}

/**
 * Tells of a line of the plain text which line of the text it is read from, by numbers from 0. Undefined where that is not
 * one line each.
 */
function rowsOf(text: string, had: readonly string[]): ((line: number) => number) | undefined {
  if (hasPlainLines(text)) return (line) => line;
  const plain = linesOf(plainText(text));
  const rows: number[] = [];
  for (const [row, line] of had.entries()) {
    const isLast = row === had.length - 1;
    for (const own of plainText(isLast ? line : line.replace(/\r+$/, '')).split('\n')) {
      if (own !== plain[rows.length]) return undefined;
      rows.push(row);
    }
  }
  return rows.length === plain.length ? (line) => rows[line]! : undefined;
}

function stretchOf(row: number, around: number, count: number): Stretch {
  return [Math.max(0, row - around), Math.min(count, row + around + 1)];
}

/** For each line that was kept, which of the old ones it is: the first equal one behind the line before. */
function originsOf(kept: readonly string[], had: readonly string[]): readonly (number | undefined)[] {
  const places = new Map<string, number[]>();
  for (let at = had.length - 1; at >= 0; at--) {
    const known = places.get(had[at]!);
    if (known) known.push(at);
    else places.set(had[at]!, [at]);
  }
  let last = -1;
  return kept.map((line) => {
    const open = places.get(line);
    while (open && open.length > 0 && open.at(-1)! <= last) open.pop();
    const origin = open?.pop();
    if (origin !== undefined) last = origin;
    return origin;
  });
}
