import { isHeader } from '../../outline/table/column-types.js';
import { readRecords, type TableRow } from '../../outline/table/read-records.js';
import { sniffDelimiter } from '../../outline/table/sniff-delimiter.js';
import { isCriticalLine } from '../gate/critical-line.js';
import { createRareValues, type RareValues } from '../gate/rare-values.js';
import { addRow, type ColumnSummary, describeSummary, newSummaries } from './column-summary.js';

/** A table of fewer rows or columns is left alone. */
const MIN_ROWS = 20;
const MIN_COLUMNS = 3;
const MAX_COLUMNS = 200;
const FIRST = 3;
const LAST = 2;
/** UTF-16 units of a column's name. */
const MAX_NAME = 80;

export interface CsvSample {
  readonly rows: number;
  readonly columns: number;
  /** What each column holds, a blank line, the header, and the rows that stay, with the count of those left out between them. */
  readonly text: string;
}

/** Lines of a row, 1-based and inclusive. */
interface Place {
  readonly startLine: number;
  readonly endLine: number;
}

/** Share of the rows beyond which those with a rare value are no rarity. */
const MOST_RARE = 0.05;

/**
 * A sample of a table of comma, semicolon or tab separated values: the first and the last rows, those that speak of an error or
 * have a value unlike nearly all others of its column, and of each column its type with the range or the few values that it has. Linear.
 *
 * @param isKept lines to be left as they are
 * @returns undefined if the text is no such table: every row has as many cells as the header, which holds names only
 */
export function csvSample(text: string, isKept: (line: string) => boolean): CsvSample | undefined {
  if (!/^[^\n]*[,;\t]/.test(text.slice(0, 10_000))) return undefined;
  const delimiter = sniffDelimiter(text);
  if (delimiter === '|') return undefined;
  const lines = text.split('\n');
  const own = ({ startLine, endLine }: Place) => lines.slice(startLine - 1, endLine);
  const places: Place[] = [];
  const kept = new Set<number>();
  let header: TableRow | undefined;
  let summaries: readonly ColumnSummary[] = [];
  let columns: readonly RareValues[] = [];
  let isTable = true;
  const unclosed = readRecords(text, delimiter, (row) => {
    if (!header) {
      header = row;
      isTable = isNames(row);
      summaries = newSummaries(row);
      columns = row.cells.map(createRareValues);
      return isTable;
    }
    isTable = row.width === header.width;
    if (!isTable) return false;
    addRow(summaries, row);
    const number = places.length;
    for (const [at, column] of columns.entries()) column.add(row.cells[at] ?? '', number);
    const place = { startLine: row.startLine, endLine: row.endLine };
    places.push(place);
    if (own(place).some((line) => isCriticalLine(line) || isKept(line))) kept.add(number);
    return true;
  });
  const rows = places.length;
  if (!header || !isTable || unclosed !== undefined || rows < MIN_ROWS) return undefined;
  // Sentences with as many commas each are no table.
  if (!summaries.some(({ column }) => column.filled > 0 && column.types.length > 0)) return undefined;
  const rare = new Set(columns.flatMap((column) => column.rows()));
  if (rare.size <= MOST_RARE * rows) for (const number of rare) kept.add(number);
  for (let number = 0; number < FIRST; number++) kept.add(number);
  for (let number = rows - LAST; number < rows; number++) kept.add(number);

  const written = summaries.map((summary) => describeSummary(summary, rows));
  written.push('', ...lines.slice(0, header.endLine));
  let next = 0;
  for (const number of [...kept].sort((a, b) => a - b)) {
    if (number > next) written.push(left(number - next));
    for (const line of own(places[number]!)) written.push(line);
    next = number + 1;
  }
  return { rows, columns: header.width, text: written.join('\n') };
}

/** The lines of the names that a table begins with; undefined if it begins with none. Reads no further. */
export function csvHeader(text: string): string | undefined {
  const delimiter = sniffDelimiter(text);
  let header: string | undefined;
  readRecords(text, delimiter, (row) => {
    if (isNames(row)) header = text.split('\n', row.endLine).join('\n');
    return false;
  });
  return header;
}

function isNames(row: TableRow): boolean {
  const { cells, width } = row;
  return (
    width >= MIN_COLUMNS &&
    width <= MAX_COLUMNS &&
    isHeader(row) &&
    cells.every((cell) => /\p{L}/u.test(cell) && cell.length < MAX_NAME) &&
    new Set(cells).size === width
  );
}

function left(count: number): string {
  return `… ${count} ${count === 1 ? 'row' : 'rows'}`;
}
