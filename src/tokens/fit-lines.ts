import type { Tokenizer } from './tokenizer.js';

export interface FittedLines {
  /** A prefix of the text, line ends included. */
  readonly text: string;
  /** Whole lines in it; 0 if not even the first one fits. */
  readonly lines: number;
  /** Lines of the whole text. What follows the last line end is a line if it is not empty. */
  readonly total: number;
  /** Whether anything was left out. */
  readonly cut: boolean;
}

/** Code units that a token of ordinary text stands for; only where the search begins depends on it. */
const UNITS_PER_TOKEN = 4;

/**
 * As many whole lines from the start of a text as fit a budget of tokens: those of the result do, and with the next
 * line they would not. If the first line alone is too long, it is cut inside, between code points, so that something
 * is returned; only where not even one code point fits, nothing is. Counts O(log n) prefixes, none of them much
 * longer than twice what fits.
 */
export function fitLines(text: string, budget: number, tokenizer: Tokenizer): FittedLines {
  const fits = (end: number): boolean => tokenizer.count(text.slice(0, end)) <= budget;
  const total = lineCount(text);

  let reach = Math.min(text.length, Math.max(1, Math.ceil(UNITS_PER_TOKEN * budget)));
  while (fits(reach)) {
    if (reach === text.length) return { text, lines: total, total, cut: false };
    reach = Math.min(text.length, 2 * reach);
  }

  const ends = lineEnds(text.slice(0, reach)).slice(0, -1);
  const lines = lastThat((count) => fits(ends[count - 1]!), ends.length);
  const end = lines > 0 ? ends[lines - 1]! : lastThat((units) => fits(codePointEnd(text, units)), reach - 1);
  return { text: text.slice(0, codePointEnd(text, end)), lines, total, cut: true };
}

function lineCount(text: string): number {
  let count = text === '' || text.endsWith('\n') ? 0 : 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** Where each line of a text ends, after its line feed. */
function lineEnds(text: string): readonly number[] {
  const ends: number[] = [];
  for (let end = text.indexOf('\n') + 1; end > 0; end = text.indexOf('\n', end) + 1) ends.push(end);
  if (!text.endsWith('\n') && text !== '') ends.push(text.length);
  return ends;
}

/** A number from 1 to `most` that passes while the next one does not, or is `most`; 0 if 1 does not pass. */
function lastThat(passes: (value: number) => boolean, most: number): number {
  let passed = 0;
  let failed = most + 1;
  while (failed - passed > 1) {
    const middle = (passed + failed) >> 1;
    if (passes(middle)) passed = middle;
    else failed = middle;
  }
  return passed;
}

/** The same place, or the one before if it is inside a surrogate pair. */
function codePointEnd(text: string, end: number): number {
  return end > 0 && text.codePointAt(end - 1)! > 0xffff ? end - 1 : end;
}
