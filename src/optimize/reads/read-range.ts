import type { LineSpan } from './file-reads.js';

/** Lines after which readers stop on their own, such as Claude Code's `Read`. */
const READER_LIMIT = 2000;

type Input = Readonly<Record<string, unknown>>;

/** The lines that a call asks for, as the common file tools spell it; undefined if it asks for the file. */
export function requestedRange(input: Input): Partial<LineSpan> | undefined {
  if (Array.isArray(input.view_range)) return span(input.view_range[0], input.view_range[1]);
  if (typeof input.lines === 'string') return span(...(input.lines.split('-') as [string, string?]));
  if (input.should_read_entire_file === true) return undefined;
  const start = first(input, ['start_line', 'startLine', 'line_start', 'start_line_one_indexed']);
  const end = first(input, ['end_line', 'endLine', 'line_end', 'end_line_one_indexed_inclusive']);
  if (start !== undefined || end !== undefined) return span(start ?? 1, end);
  const { offset, limit, head, tail } = input;
  if (head !== undefined) return span(1, head);
  if (tail !== undefined) return {};
  if (offset === undefined && limit === undefined) return undefined;
  const from = toLine(offset) ?? 1;
  const count = toLine(limit);
  return span(from, count === undefined ? undefined : from + count - 1);
}

/**
 * The lines that a result shows; undefined if all of the file. Numbers printed before the lines decide; a whole file
 * that its reader cut off is a range too.
 */
export function shownRange(text: string, asked: Partial<LineSpan> | undefined): LineSpan | undefined {
  const lines = text.split('\n');
  const numbers = numbered(lines);
  const count = numbers ? numbers.end - numbers.start + 1 : lines.length;
  if (!asked && count < READER_LIMIT && !isCut(text)) return undefined;
  if (numbers) return numbers;
  const start = asked?.start ?? 1;
  return { start, end: asked?.end ?? start + count - 1 };
}

const LINE_NUMBER = /^ *(\d{1,7})[→\t|:]/;
/** Lines that may stand before or after the numbered ones: a heading, a reminder. */
const FRINGE = 20;

function numbered(lines: readonly string[]): LineSpan | undefined {
  const start = numberIn(lines.slice(0, FRINGE));
  const end = numberIn(lines.slice(-FRINGE).reverse());
  return start !== undefined && end !== undefined && end >= start ? { start, end } : undefined;
}

function numberIn(lines: readonly string[]): number | undefined {
  const match = lines.map((line) => LINE_NUMBER.exec(line)).find(Boolean);
  return match ? Number(match[1]) : undefined;
}

function isCut(text: string): boolean {
  return /truncated|omitted|more lines|content too long|\[\.\.\.\]|<\.\.\.>/i.test(
    `${text.slice(0, 300)}\n${text.slice(-300)}`,
  );
}

function span(start: unknown, end: unknown): Partial<LineSpan> {
  const [from, to] = [toLine(start), toLine(end)];
  return { ...(from === undefined ? {} : { start: from }), ...(to === undefined ? {} : { end: to }) };
}

/** A line number from 1; undefined for what is none, such as -1 for "to the end". */
function toLine(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : undefined;
}

function first(input: Input, keys: readonly string[]): unknown {
  return keys.map((key) => input[key]).find((value) => value !== undefined);
}
