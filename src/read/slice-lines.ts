import { fitLines } from '../tokens/fit-lines.js';
import type { Tokenizer } from '../tokens/tokenizer.js';
import { type LineRange, lineSpec } from './line-range.js';
import type { SourceLines } from './source-lines.js';

interface SliceOptions {
  /** Puts the number and a tab before each line: in tokens the cheapest gutter. */
  readonly numbered: boolean;
  /** Tokens, a note about what was cut included. */
  readonly budget: number;
  readonly tokenizer: Tokenizer;
  /** Another way to what is cut, to be named in the note, e.g. `one definition: view:"symbol"`. */
  readonly elsewise?: string;
}

/** What the note about a cut may cost, in tokens. */
const NOTE_TOKENS = 48;

/** Ranges that the note names; a longer list would cost more than it tells. */
const RANGES_NAMED = 3;

/**
 * The lines of some ranges, exactly as they stand in the file, as far as the budget reaches. Cut after a whole line, and
 * within one only where the first line alone is over the budget; a last line then says how to get the rest.
 */
export function sliceLines(lines: SourceLines, ranges: readonly LineRange[], options: SliceOptions): string {
  const text = ranges
    .map((range) => (options.numbered ? numberedLines(lines, range) : plainLines(lines, range)))
    .join('');
  const fitted = fitLines(text, options.budget - NOTE_TOKENS, options.tokenizer);
  if (!fitted.cut) return text;
  if (fitted.lines > 0) return fitted.text + cutNote(after(ranges, fitted.lines), options.elsewise);
  const rest = afterCharacters(ranges, fitted.text.length, options);
  return `${fitted.text}\n${cutNote(rest, options.elsewise)}`;
}

function plainLines(lines: SourceLines, { start, end, column = 1 }: LineRange): string {
  return lines.slice(start, end).slice(column - 1);
}

/** Lines exactly as they stand in the file, each after its number and a tab. */
export function numberedLines(lines: SourceLines, { start, end, column = 1 }: LineRange): string {
  const all: string[] = [];
  for (let line = start; line <= end; line += 1) {
    const text = lines.slice(line, line);
    all.push(`${line}\t${line === start ? text.slice(column - 1) : text}`);
  }
  return all.join('');
}

/** The ranges without their first `count` lines. */
function after(ranges: readonly LineRange[], count: number): readonly LineRange[] {
  let left = count;
  return ranges.flatMap((range) => {
    const skipped = Math.min(left, range.end - range.start + 1);
    left -= skipped;
    if (skipped === 0) return [range];
    return range.start + skipped > range.end ? [] : [{ start: range.start + skipped, end: range.end }];
  });
}

/** The ranges without that many characters of their first line, its gutter among them. */
function afterCharacters(
  ranges: readonly LineRange[],
  shown: number,
  { numbered }: SliceOptions,
): readonly LineRange[] {
  const { start, column = 1 } = ranges[0]!;
  const characters = Math.max(0, numbered ? shown - `${start}\t`.length : shown);
  return [{ start, end: start, column: column + characters }, ...after(ranges, 1)];
}

function cutNote(rest: readonly LineRange[], elsewise: string | undefined): string {
  const more = rest.length > RANGES_NAMED ? ', then the ranges after' : '';
  const way = `lines:"${lineSpec(rest.slice(0, RANGES_NAMED))}"${more}`;
  return `[cut to fit the budget; the rest: ${way}${elsewise ? `; ${elsewise}` : ''}]`;
}
