import type { TableRow } from './read-records.js';

export type CellType = 'integer' | 'number' | 'date' | 'time' | 'boolean' | 'text';

/** What has been seen of a column. */
export interface Column {
  /** Cells that are not empty. */
  filled: number;
  /** What all of them may be, the narrowest first. */
  types: readonly CellType[];
}

/** The narrower before the wider. */
const PATTERNS: readonly (readonly [CellType, RegExp])[] = [
  ['integer', /^[-+]?\d{1,18}$/],
  ['number', /^[-+]?(?:\d+(?:[.,]\d+)?|\.\d+)(?:[eE][-+]?\d+)?$/],
  [
    'date',
    /^(?:\d{4}([-/.])\d\d?\1\d\d?|\d\d?([-/.])\d\d?\2\d{4})(?:[T ]\d\d?:\d\d(?::\d\d(?:[.,]\d+)?)?.{0,6})?$/,
  ],
  ['time', /^\d\d?:\d\d(?::\d\d(?:[.,]\d+)?)?$/],
  ['boolean', /^(?:true|false|yes|no)$/i],
];

export function newColumn(): Column {
  return { filled: 0, types: PATTERNS.map(([type]) => type) };
}

export function addCells(columns: readonly Column[], { cells }: TableRow): void {
  for (let at = 0; at < columns.length && at < cells.length; at++) {
    const column = columns[at]!;
    const cell = cells[at]!;
    if (cell === '') continue;
    column.filled++;
    if (column.types.length > 0) column.types = column.types.filter((type) => couldBe(type, cell));
  }
}

/** What a column is, and how much of it is empty, e.g. `number, 25 % empty`. */
export function describeColumn({ filled, types }: Column, rows: number): string {
  if (filled === 0) return 'empty';
  const [type = 'text'] = types;
  if (filled === rows) return type;
  const percent = Math.round(((rows - filled) / rows) * 100);
  return `${type}, ${percent === 0 ? 'under 1' : Math.min(percent, 99)} % empty`;
}

/** Whether a row names the columns: nothing in it is a number, a date, a time or a boolean. */
export function isHeader({ cells }: TableRow): boolean {
  return !cells.some((cell) => PATTERNS.some(([type]) => couldBe(type, cell)));
}

function couldBe(type: CellType, cell: string): boolean {
  return PATTERNS.some(([name, pattern]) => name === type && pattern.test(cell));
}
