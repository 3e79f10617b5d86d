import { type AnchoredNode, withAnchors } from './anchors.js';
import { readJson } from './json-node.js';
import { NAMES, tellsMessage, tellsState } from './record-keys.js';
import { stepOf, unquoted } from './table-cell.js';
import { type Cells, type Column, layoutOf } from './table-columns.js';

/** Rows from which a table is worth its head. */
const MIN_ROWS = 3;
/** Share of a table's rows that may be written as JSON, because they are unlike the others. */
const MAY_MISS = 0.25;

/**
 * A minified JSON text in the notation of `json-table.ts`, or the text itself if that would not take less.
 *
 * @param count what a text takes: tokens, or by default letters
 */
export function encodeTables(json: string, count: (text: string) => number = (text) => text.length): string {
  const root = readJson(json);
  if (!root) return json;
  const anchored = withAnchors(root);
  const [plain, short] = [encoded(root), anchored === root ? json : encoded(anchored)];
  const text = short.length < plain.length ? short : plain;
  return text === json || count(text) >= count(json) ? json : text;
}

/** Of each node once: it stands in a table and in the list that the table is held against. */
function encoded(root: AnchoredNode): string {
  const texts = new Map<AnchoredNode, string>();
  return textOf(root);

  function textOf(node: AnchoredNode): string {
    if (node.kind === 'scalar') return node.text;
    const known = texts.get(node) ?? encode(node);
    texts.set(node, known);
    return known;
  }

  function encode(node: Exclude<AnchoredNode, { kind: 'scalar' }>): string {
    if (node.kind === 'anchor') return `&${node.number} ${textOf(node.value)}`;
    if (node.kind === 'array') return shorter(`[${node.items.map(textOf).join(',')}]`, tableOf(node.items));
    const { members } = node;
    const table = tableOf(
      members.map(({ value }) => value),
      members.map(({ key }) => unquoted(key)),
    );
    return shorter(`{${members.map(({ key, value }) => `${key}:${textOf(value)}`).join(',')}}`, table);
  }

  /** @param keys of the rows, if they have any */
  function tableOf(rows: readonly AnchoredNode[], keys?: readonly string[]): string | undefined {
    if (rows.length < MIN_ROWS) return undefined;
    const layout = layoutOf(rows, MAY_MISS);
    if (!layout) return undefined;
    const leaves = leavesOf(layout.columns, '');
    const constants = constantCells(leaves, layout.rows);
    const columns = constants.filter((value) => value === undefined).length;
    const allFit = layout.rows.every((cells) => cells !== undefined);
    if (columns < (allFit ? 1 : 2)) return undefined;
    const heads = leaves.map(({ path }, at) =>
      constants[at] === undefined ? path : `${path}=${constants[at]}`,
    );
    const lines = layout.rows.map((cells, at) => {
      const own = cells?.filter((_, column) => constants[column] === undefined);
      const row = own ? own.map(cellOf).join(',') : textOf(rows[at]!);
      return keys ? `${keys[at]}: ${row}` : row;
    });
    return `<table ${keys ? 'key: ' : ''}${heads.join(',')}>\n${lines.join('\n')}\n</table>`;
  }

  function cellOf(node: AnchoredNode | undefined): string {
    if (!node) return '';
    return node.kind === 'scalar' ? unquoted(node.text) : textOf(node);
  }
}

function shorter(json: string, table: string | undefined): string {
  return table !== undefined && table.length < json.length ? table : json;
}

/**
 * By column, the cell that all rows have; undefined where they differ, and where it names a row or tells how it stands:
 * that is said in each.
 */
function constantCells(
  leaves: readonly Leaf[],
  rows: readonly (Cells | undefined)[],
): readonly (string | undefined)[] {
  const fitting = rows.filter((cells) => cells !== undefined);
  return leaves.map(({ key, path }, at) => {
    const cell = fitting[0]?.[at];
    if (cell?.kind !== 'scalar' || cell.text.startsWith('*')) return undefined;
    const isName = NAMES.includes(key) && path === stepOf(key);
    if (isName || tellsState(key) || tellsMessage(key)) return undefined;
    const same = (other: AnchoredNode | undefined) => other?.kind === 'scalar' && other.text === cell.text;
    return fitting.every((cells) => same(cells[at])) ? unquoted(cell.text) : undefined;
  });
}

interface Leaf {
  readonly key: string;
  /** As it stands in the head. */
  readonly path: string;
}

function leavesOf(columns: readonly Column[], before: string): readonly Leaf[] {
  return columns.flatMap(({ key, columns: below }) => {
    const path = before + stepOf(key);
    return below ? leavesOf(below, `${path}.`) : [{ key, path }];
  });
}
