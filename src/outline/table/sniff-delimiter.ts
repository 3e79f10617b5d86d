import { readRecords } from './read-records.js';

const DELIMITERS = [',', ';', '\t', '|'] as const;
const ROWS_LOOKED_AT = 20;
/** UTF-16 units that are looked at. */
const READ_LIMIT = 64_000;

/** What separates the cells of a table: what gives most of the first rows the same number of cells, and that a high one. */
export function sniffDelimiter(text: string): string {
  const head = text.slice(0, READ_LIMIT);
  const scored = DELIMITERS.map((delimiter) => {
    const widths: number[] = [];
    readRecords(head, delimiter, ({ width }) => widths.push(width) < ROWS_LOOKED_AT);
    const [first = 1] = widths;
    const alike = widths.filter((width) => width === first).length;
    return { delimiter, score: (alike / widths.length) * Math.log2(first) || 0 };
  });
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).delimiter;
}
