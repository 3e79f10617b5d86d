import { addCells, type CellType, type Column, newColumn } from '../../outline/table/column-types.js';
import type { TableRow } from '../../outline/table/read-records.js';

/** What the rows of a table have in a column. */
export interface ColumnSummary {
  readonly name: string;
  readonly column: Column;
  /** Each value with its count, as long as there are few. */
  values: Map<string, number> | undefined;
  least: string;
  most: string;
}

/** Different values that are listed. */
const FEW = 8;
const ORDERED: ReadonlySet<CellType> = new Set(['integer', 'number', 'date', 'time']);

/** One for each column that a header names. */
export function newSummaries(header: TableRow): readonly ColumnSummary[] {
  return header.cells.map((name) => ({
    name,
    column: newColumn(),
    values: new Map(),
    least: '',
    most: '',
  }));
}

/** Takes a row into the summaries of its columns. */
export function addRow(summaries: readonly ColumnSummary[], row: TableRow): void {
  addCells(
    summaries.map(({ column }) => column),
    row,
  );
  for (const [at, summary] of summaries.entries()) {
    const cell = row.cells[at] ?? '';
    if (cell === '') continue;
    if (summary.values) {
      summary.values.set(cell, (summary.values.get(cell) ?? 0) + 1);
      if (summary.values.size > FEW) summary.values = undefined;
    }
    const [type] = summary.column.types;
    if (!type) continue;
    if (summary.least === '' || isLess(type, cell, summary.least)) summary.least = cell;
    if (summary.most === '' || isLess(type, summary.most, cell)) summary.most = cell;
  }
}

/** `amount: number 1.5–90, 3 empty`; the values themselves where they are few. */
export function describeSummary({ name, column, values, least, most }: ColumnSummary, rows: number): string {
  const [type] = column.types;
  const isRange = type !== undefined && ORDERED.has(type) && least !== most;
  const dash = type === 'integer' || type === 'number' ? '–' : ' – ';
  const said =
    column.filled === 0
      ? 'empty'
      : isRange
        ? `${type} ${least}${dash}${most}`
        : values
          ? Array.from(values, ([value, count]) => `${value} ×${count}`).join(', ')
          : (type ?? 'text');
  const empty = rows - column.filled;
  return `${name}: ${said}${empty > 0 && column.filled > 0 ? `, ${empty} empty` : ''}`;
}

/** Dates and times of one form are in order as they are written. */
function isLess(type: CellType, a: string, b: string): boolean {
  return type === 'integer' || type === 'number' ? Number(a) < Number(b) : a < b;
}
