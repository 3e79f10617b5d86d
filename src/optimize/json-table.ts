import { CtxoptError } from '../errors.js';
import { stringEnd } from './json-text.js';

/*
 * The table notation. An array of like objects inside a JSON text,
 *
 *     {"total":3,"users":[{"id":1,"name":"Ann"},{"id":2,"name":"Bo, Jr","admin":true},{"id":3,"name":null}]}
 *
 * is written with its keys once and one line for each object:
 *
 *     {"total":3,"users":<table id,name,admin>
 *     1,Ann,
 *     2,"Bo, Jr",true
 *     3,null,
 *     </table>}
 *
 * A cell is the value's JSON; a string loses its quotes where it is one word of letters, digits and `_ . / : @ + -`,
 * has a letter, and cannot be taken for a URL or another value. An empty cell is a key that the object does not have.
 * Outside of strings JSON has no `<`, so a table can stand at any place of a JSON text and is always recognized.
 */

/** Rows from which a table is worth its head. */
const MIN_ROWS = 3;
/** Share of the cells that must be filled. */
const MIN_FILL = 0.6;
/** Nesting beyond which a text is left as it is: every level copies what is below it once. */
const MAX_DEPTH = 64;

/**
 * A minified JSON text with each array of like objects as a table, or the text itself if it has none. Objects are
 * alike if the fullest of them has every key of the others, in the same order.
 */
export function encodeTables(json: string): string {
  return isDeep(json) ? json : encodeValue(json, 0).text;
}

/** Whether a text holds a table. */
export function hasTable(text: string): boolean {
  return text.includes('<table ') && text.includes('\n</table>');
}

/**
 * The minified JSON text that {@link encodeTables} was given, to the byte.
 * @throws CtxoptError `invalid_input` if a table is cut off or a row has too many cells
 */
export function decodeTable(text: string): string {
  const pieces: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; ) {
    if (text[at] === '"') at = stringEnd(text, at);
    else if (!text.startsWith('<table ', at)) at++;
    else {
      pieces.push(text.slice(from, at));
      const table = decodeOne(text, at + '<table '.length);
      pieces.push(table.json);
      at = from = table.end;
    }
  }
  return pieces.join('') + text.slice(from);
}

interface Encoded {
  readonly end: number;
  readonly text: string;
  /** Raw keys and values in order, for an object that has each key once. */
  readonly members?: ReadonlyMap<string, string>;
}

function encodeValue(json: string, at: number): Encoded {
  if (json[at] === '{') return encodeObject(json, at);
  if (json[at] === '[') return encodeArray(json, at);
  let end = at;
  if (json[at] === '"') end = stringEnd(json, at);
  else while (end < json.length && !',]}'.includes(json[end]!)) end++;
  return { end, text: json.slice(at, end) };
}

function encodeObject(json: string, start: number): Encoded {
  const members = new Map<string, string>();
  const pieces: string[] = [];
  let at = start + 1;
  while (json[at] !== '}') {
    const keyEnd = stringEnd(json, at);
    const key = json.slice(at, keyEnd);
    const value = encodeValue(json, keyEnd + 1);
    members.set(key, json.slice(keyEnd + 1, value.end));
    pieces.push(`${key}:${value.text}`);
    at = json[value.end] === ',' ? value.end + 1 : value.end;
  }
  const text = `{${pieces.join(',')}}`;
  return { end: at + 1, text, ...(members.size === pieces.length ? { members } : {}) };
}

function encodeArray(json: string, start: number): Encoded {
  const items: Encoded[] = [];
  let at = start + 1;
  while (json[at] !== ']') {
    const item = encodeValue(json, at);
    items.push(item);
    at = json[item.end] === ',' ? item.end + 1 : item.end;
  }
  const end = at + 1;
  const table = tableOf(items.map((item) => item.members));
  if (table !== undefined && table.length < end - start) return { end, text: table };
  return { end, text: `[${items.map((item) => item.text).join(',')}]` };
}

function tableOf(rows: readonly (ReadonlyMap<string, string> | undefined)[]): string | undefined {
  if (rows.length < MIN_ROWS) return undefined;
  let fullest: ReadonlyMap<string, string> = new Map();
  let filled = 0;
  for (const row of rows) {
    if (!row) return undefined;
    filled += row.size;
    if (row.size > fullest.size) fullest = row;
  }
  const columns = [...fullest.keys()];
  if (filled < MIN_FILL * rows.length * columns.length) return undefined;
  const lines: string[] = [];
  for (const row of rows as readonly ReadonlyMap<string, string>[]) {
    const keys = row.keys();
    let key = keys.next().value;
    const cells = columns.map((column) => {
      if (column !== key) return '';
      key = keys.next().value;
      return unquoted(row.get(column)!);
    });
    if (key !== undefined) return undefined;
    lines.push(cells.join(','));
  }
  return `<table ${columns.map(unquoted).join(',')}>\n${lines.join('\n')}\n</table>`;
}

const PLAIN = /^"([\p{L}\d_./:@+-]+)"$/u;
const OTHER_VALUE = /^(?:true|false|null|[-+.\d]+(?:[eE][-+]?\d+)?)$/;

function unquoted(json: string): string {
  const plain = PLAIN.exec(json)?.[1];
  const isPlain = plain !== undefined && /\p{L}/u.test(plain) && !plain.includes('://');
  return isPlain && !OTHER_VALUE.test(plain) ? plain : json;
}

function quoted(cell: string): string {
  return /^["{[]/.test(cell) || OTHER_VALUE.test(cell) ? cell : `"${cell}"`;
}

function decodeOne(text: string, start: number): { readonly json: string; readonly end: number } {
  const head = readCells(text, start, '>');
  const keys = head.cells.map(quoted);
  const rows: string[] = [];
  let at = head.end + 1;
  while (!text.startsWith('</table>', at)) {
    const row = readCells(text, at, '\n');
    if (row.cells.length !== keys.length)
      throw malformed(`a row has ${row.cells.length} cells of ${keys.length}`);
    const members = row.cells.flatMap((cell, k) => (cell === '' ? [] : [`${keys[k]}:${quoted(cell)}`]));
    rows.push(`{${members.join(',')}}`);
    at = row.end;
  }
  return { json: `[${rows.join(',')}]`, end: at + '</table>'.length };
}

/** Cells from `at` up to a terminator outside of strings and brackets; `end` is the index after it. */
function readCells(text: string, start: number, terminator: string) {
  const cells: string[] = [];
  let [depth, from, at] = [0, start, start];
  for (; at < text.length; at++) {
    const char = text[at]!;
    if (char === '"') at = stringEnd(text, at) - 1;
    else if (char === '[' || char === '{') depth++;
    else if (char === ']' || char === '}') depth--;
    else if (depth === 0 && (char === ',' || char === terminator)) {
      cells.push(text.slice(from, at));
      from = at + 1;
      if (char === terminator) return { cells, end: from };
    }
  }
  throw malformed('it is cut off');
}

function malformed(what: string): CtxoptError {
  return new CtxoptError(
    'invalid_input',
    `The table cannot be decoded: ${what}.`,
    'Pass the whole table as it was given.',
  );
}

function isDeep(json: string): boolean {
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const char = json[at];
    if (char === '"') at = stringEnd(json, at) - 1;
    else if (char === '[' || char === '{') {
      if (++depth > MAX_DEPTH) return true;
    } else if (char === ']' || char === '}') depth--;
  }
  return false;
}
