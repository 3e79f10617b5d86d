import { addShape, type Shape, type ShapeType, shapeOf } from './shape.js';

const DEPTH_KEPT = 6;

/** A table or an array with all that can still be added to; its shape keeps the first of it. */
export interface Table {
  readonly shape: Shape;
  /** What is within, by key; of an array of tables, the latest. */
  readonly tables: Map<string, Table>;
  readonly parent?: Table;
  readonly depth: number;
}

/** Where a value stands, and what is said of it. */
export interface Entry {
  readonly line: number;
  readonly endLine?: number;
  readonly sample?: string;
  readonly doc?: string | undefined;
}

/** The key of an array's latest table. */
const LATEST = '';

export function rootTable(): Table {
  return { shape: shapeOf('object', { key: '', line: 1 }), tables: new Map(), depth: 0 };
}

export function addValue(parent: Table, key: string, type: ShapeType, entry: Entry): Table {
  const { line, sample = '', doc, endLine = line } = entry;
  const shape = shapeOf(type, { key, line, sample, ...(doc !== undefined && { doc }) });
  shape.endLine = endLine;
  addShape(parent.shape, shape, parent.depth < DEPTH_KEPT);
  return { shape, tables: new Map(), parent, depth: parent.depth + 1 };
}

/** The table of a key, made if there is none; where the key is an array's, its latest table. */
export function childTable(parent: Table, key: string, entry: Entry): Table {
  const known = parent.tables.get(key);
  if (known) return known.tables.get(LATEST) ?? known;
  const table = addValue(parent, key, 'object', entry);
  parent.tables.set(key, table);
  return table;
}

/** A further table in the array of a key. */
export function elementIn(parent: Table, key: string, entry: Entry): Table {
  const array = parent.tables.get(key) ?? addValue(parent, key, 'array', entry);
  parent.tables.set(key, array);
  const element = addValue(array, `[${array.shape.size}]`, 'object', { line: entry.line });
  array.tables.set(LATEST, element);
  return element;
}

/** The table at the end of a path, those on the way made if there are none. */
export function tableAt(root: Table, keys: readonly string[], line: number): Table {
  return keys.reduce((at, key) => childTable(at, key, { line }), root);
}

/** Tells a table, and all around it below another, that they reach to a line. */
export function extendTo(table: Table, line: number, below?: Table): void {
  for (let at: Table | undefined = table; at && at !== below; at = at.parent)
    if (at.shape.endLine < line) at.shape.endLine = line;
}
