import { brief, CtxoptError } from '../errors.js';

/** Lines of a file, 1-based and inclusive. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
  /** The first line is given from this character on, 1-based in UTF-16 code units; absent for all of it. */
  readonly column?: number;
}

export interface LineRanges {
  /** Sorted, apart from each other, within the file. */
  readonly ranges: readonly LineRange[];
  /** What was clamped, a few words; absent if nothing. */
  readonly note?: string;
}

/**
 * Reads `"10"`, `"10-40"`, `"800-"` (to the end), `"-50"` (the last 50), `"7:5001-"` (line 7 from its 5001st character),
 * and lists of them with commas.
 * @param total lines in the file
 * @throws CtxoptError `invalid_input` if it is none of these, or wholly beyond the end
 */
export function lineRanges(spec: string, total: number): LineRanges {
  const asked = spec.split(',').map((item) => parse(item.trim(), total));
  const inside = asked.filter((range) => range.start <= total);
  if (inside.length === 0) {
    throw new CtxoptError(
      'invalid_input',
      `Lines ${brief(spec)} lie beyond the end: ${total === 1 ? 'there is 1 line' : `there are ${total} lines`}.`,
      total === 0 ? 'The file is empty.' : `Ask for lines within 1-${total}.`,
    );
  }
  const clamped = inside.length < asked.length || inside.some((range) => range.end > total);
  const ranges = merged(inside.map((range) => ({ ...range, end: Math.min(range.end, total) })));
  return clamped ? { ranges, note: `ends at line ${total}` } : { ranges };
}

/** Ranges as {@link lineRanges} reads them. */
export function lineSpec(ranges: readonly LineRange[]): string {
  return ranges
    .map(({ start, end, column }) => {
      if (column !== undefined) return `${start}:${column}-`;
      return start === end ? `${start}` : `${start}-${end}`;
    })
    .join(',');
}

function parse(item: string, total: number): LineRange {
  const match = /^(?:(\d+)(?::(\d+)-|-(\d*))?|-(\d+))$/.exec(item);
  if (match === null) throw unreadable(item);
  const [, first, column, last, tail] = match;
  if (tail !== undefined) {
    if (Number(tail) === 0) throw unreadable(item);
    return { start: Math.max(1, total - Number(tail) + 1), end: Math.max(1, total) };
  }
  const start = Number(first);
  if (start === 0) throw unreadable(item);
  if (column !== undefined) return { start, end: start, column: Math.max(1, Number(column)) };
  if (last === undefined) return { start, end: start };
  const end = last === '' ? Math.max(start, total) : Number(last);
  if (end < start) throw unreadable(item);
  return { start, end };
}

function merged(ranges: readonly LineRange[]): readonly LineRange[] {
  const result: LineRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1);
    const joins = last !== undefined && range.start <= last.end + 1 && !hasColumn(last) && !hasColumn(range);
    if (joins) result[result.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else result.push(range);
  }
  return result;
}

function hasColumn(range: LineRange): boolean {
  return range.column !== undefined;
}

function unreadable(item: string): CtxoptError {
  return new CtxoptError(
    'invalid_input',
    `"${brief(item)}" is no range of lines.`,
    'Lines count from 1: "10-40", "10", "800-" (to the end), "-50" (the last 50), or several with commas.',
  );
}
