import type { AnchoredNode } from './anchors.js';
import { commonOrder } from './common-order.js';

/** Columns beyond which objects are no table. */
const MAX_COLUMNS = 100;
/** Share of the cells that must be filled: a row of commas is hard to read. Of those of a column's own columns more. */
const MIN_FILL = 0.25;
const MIN_FILL_BELOW = 0.4;
/** Steps of a column's path. */
const MAX_STEPS = 5;

type ObjectNode = Extract<AnchoredNode, { kind: 'object' }>;

/** A key that objects share: with the columns of its own where its values are like objects. */
export interface Column {
  /** With its quotes. */
  readonly key: string;
  /** Of what is below it; absent in a leaf. */
  readonly columns?: readonly Column[];
}

/** What a table has of one object: the value at each leaf column, undefined where the object has none. */
export type Cells = readonly (AnchoredNode | undefined)[];

export interface Layout {
  readonly columns: readonly Column[];
  /** Each row's cells; undefined for a row that does not fit. */
  readonly rows: readonly (Cells | undefined)[];
}

/**
 * The columns that objects can share: all of their keys, in an order that each object's own keys follow. Undefined if
 * too few of the rows fit or too many cells would be empty.
 *
 * @param mayMiss share of the rows that may not fit
 */
export function layoutOf(rows: readonly AnchoredNode[], mayMiss: number): Layout | undefined {
  const columns = columnsOf(rows, MAX_STEPS);
  if (!columns || leaves(columns) > MAX_COLUMNS) return undefined;
  let [fit, filled] = [0, 0];
  const cells = rows.map((row) => {
    const own: (AnchoredNode | undefined)[] = [];
    if (!isRow(row) || !addCells(columns, row, own)) return undefined;
    fit++;
    for (const cell of own) if (cell) filled++;
    return own;
  });
  if (fit < rows.length * (1 - mayMiss) || filled < MIN_FILL * fit * leaves(columns)) return undefined;
  return { columns, rows: cells };
}

function leaves(columns: readonly Column[]): number {
  return columns.reduce((sum, column) => sum + (column.columns ? leaves(column.columns) : 1), 0);
}

function isRow(node: AnchoredNode): node is ObjectNode {
  return (
    node.kind === 'object' &&
    node.members.length > 0 &&
    new Set(node.members.map(({ key }) => key)).size === node.members.length
  );
}

function columnsOf(rows: readonly AnchoredNode[], steps: number): readonly Column[] | undefined {
  const values = new Map<string, AnchoredNode[]>();
  const shapes = new Map<string, readonly string[]>();
  for (const row of rows) {
    if (!isRow(row)) continue;
    const keys = row.members.map(({ key }) => key);
    shapes.set(keys.join(), keys);
    for (const { key, value } of row.members) {
      const known = values.get(key);
      if (known) known.push(value);
      else values.set(key, [value]);
    }
    if (values.size > MAX_COLUMNS) return undefined;
  }
  const order = commonOrder([...shapes.values()]);
  return order.map((key) => {
    const below = values.get(key)!;
    const split = steps > 1 && below.length > 1 && areRows(below) ? splitOf(below, steps - 1) : undefined;
    return split ? { key, columns: split } : { key };
  });
}

function areRows(nodes: readonly AnchoredNode[]): nodes is readonly ObjectNode[] {
  return nodes.every(isRow);
}

/** The columns of objects that all fit into them, and fill most of them. Names of objects are not taken for columns. */
function splitOf(rows: readonly ObjectNode[], steps: number): readonly Column[] | undefined {
  const isMap = rows.every(({ members }) => members.every(({ value }) => value.kind !== 'scalar'));
  const columns = isMap ? undefined : columnsOf(rows, steps);
  const cells: (AnchoredNode | undefined)[] = [];
  if (!columns?.length || !rows.every((row) => addCells(columns, row, cells))) return undefined;
  const filled = cells.filter((cell) => cell !== undefined).length;
  return filled >= MIN_FILL_BELOW * cells.length ? columns : undefined;
}

/** Adds an object's cells; false if its keys are not in the order of the columns. */
function addCells(
  columns: readonly Column[],
  { members }: ObjectNode,
  cells: (AnchoredNode | undefined)[],
): boolean {
  let next = 0;
  for (const { key, columns: below } of columns) {
    const value = members[next]?.key === key ? members[next++]!.value : undefined;
    if (!below) cells.push(value);
    else if (value?.kind === 'object') addCells(below, value, cells);
    else for (let left = leaves(below); left > 0; left--) cells.push(undefined);
  }
  return next === members.length;
}
