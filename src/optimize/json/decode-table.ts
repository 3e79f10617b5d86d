import { CtxoptError } from '../../errors.js';
import { stringEnd } from './json-text.js';
import { quoted, stepsOf } from './table-cell.js';

/** Nesting of tables, deeper than any that is written. */
const MAX_DEPTH = 80;
/** UTF-16 units that a text may decode to: references can repeat what repeats. */
const MAX_LENGTH = 100_000_000;
const OPEN = '<table ';
const CLOSE = '</table>';

/** Whether a text holds a table or a reference in the notation of `json-table.ts`. */
export function hasTable(text: string): boolean {
  return (text.includes(OPEN) && text.includes(`\n${CLOSE}`)) || hasAnchors(text);
}

/** Only in JSON, and behind nothing but markers, does `*1` mean what `&1` stands for. */
function hasAnchors(text: string): boolean {
  return (
    text.includes('*1') &&
    /[[{:,\n ]&1 [["{<]/.test(text) &&
    /^(?:\[ctxopt: [^\n]*\n)*(?:[[{]|<table )/.test(text)
  );
}

/**
 * The minified JSON text that `encodeTables` was given, to the byte; other text around it stays.
 * @throws CtxoptError `invalid_input` if a table is cut off, a row has too many cells, or a reference has no anchor
 */
export function decodeTable(text: string): string {
  const read: Reading = { text, anchors: hasAnchors(text) ? new Map() : undefined, depth: 0, length: 0 };
  return readUntil(read, 0, '').json;
}

interface Reading {
  readonly text: string;
  /** The JSON that each number stands for; undefined if `&` and `*` mean nothing. */
  readonly anchors: Map<string, string> | undefined;
  depth: number;
  /** UTF-16 units that references came to. */
  length: number;
}

interface Piece {
  readonly json: string;
  /** Where it ends: the index of the character that ended it, or the text's length. */
  readonly end: number;
}

/**
 * Up to one of the characters outside of strings, brackets and tables; with none given, to the end of the text.
 * @param isOne whether the first bracket's end is the end
 */
function readUntil(read: Reading, start: number, ends: string, isOne = false): Piece {
  const { text, anchors } = read;
  const pieces: string[] = [];
  let [depth, from, at] = [0, start, start];
  const put = ({ json, end }: Piece) => {
    pieces.push(text.slice(from, at), json);
    at = from = end;
  };
  while (at < text.length) {
    const char = text[at]!;
    if (depth === 0 && ends.includes(char)) break;
    if (char === '"') at = stringEnd(text, at);
    else if (char === '<' && text.startsWith(OPEN, at)) put(readTable(read, at + OPEN.length));
    else if (anchors && char === '&') put(readAnchor(read, anchors, at));
    else if (anchors && char === '*') put(readReference(read, anchors, at));
    else {
      if (char === '[' || char === '{') depth++;
      else if (char === ']' || char === '}') depth--;
      at++;
    }
    if (isOne && depth <= 0) break;
  }
  return { json: pieces.join('') + text.slice(from, at), end: at };
}

function readAnchor(read: Reading, anchors: Map<string, string>, at: number): Piece {
  const space = read.text.indexOf(' ', at);
  const number = read.text.slice(at + 1, space < 0 ? at + 1 : Math.min(space, at + 12));
  if (!/^\d+$/.test(number)) return { json: '&', end: at + 1 };
  const value = nested(read, () => readUntil(read, space + 1, '', true));
  anchors.set(number, value.json);
  return value;
}

function readReference(read: Reading, anchors: ReadonlyMap<string, string>, at: number): Piece {
  const number = /^\d+/.exec(read.text.slice(at + 1, at + 12))?.[0];
  if (number === undefined) return { json: '*', end: at + 1 };
  const json = anchors.get(number);
  if (json === undefined) throw malformed(`nothing stands for *${number}`);
  read.length += json.length;
  if (read.length > MAX_LENGTH) throw malformed('it stands for too much');
  return { json, end: at + 1 + number.length };
}

function readTable(read: Reading, start: number): Piece {
  return nested(read, () => {
    const { text } = read;
    const isKeyed = text.startsWith('key: ', start);
    const areLines = text.startsWith('lines: ', start);
    const head = readCells(read, areLines || isKeyed ? text.indexOf(' ', start) + 1 : start, '>');
    const columns = head.cells.map((cell) => {
      const { keys, rest } = stepsOf(cell);
      return rest === '' ? { keys } : { keys, value: quoted(rest.slice(1)) };
    });
    const width = columns.filter(({ value }) => value === undefined).length;
    const rows: string[] = [];
    let at = head.end + 1;
    while (!text.startsWith(CLOSE, at)) {
      const key = isKeyed ? readKey(text, at) : { json: '', end: at };
      const row = readCells(read, key.end, '\n');
      if (row.cells.length !== width && row.cells.length !== 1)
        throw malformed(`a row has ${row.cells.length} cells of ${width}`);
      const isRow = row.cells.length === width;
      rows.push(key.json + (isRow ? objectOf(columns, row.cells) : quoted(row.cells[0]!)));
      at = row.end;
    }
    const array = isKeyed ? `{${rows.join(',')}}` : `[${rows.join(',')}]`;
    const json = areLines ? rows.join('\n') : array;
    return { json, end: at + CLOSE.length };
  });
}

/** A row's key with its colon. */
function readKey(text: string, at: number): Piece {
  const end = text[at] === '"' ? stringEnd(text, at) : text.indexOf(': ', at);
  if (end < 0 || !text.startsWith(': ', end)) throw malformed('a row has no key');
  return { json: `${quoted(text.slice(at, end))}:`, end: end + 2 };
}

/** Cells up to a terminator; `end` is the index after it. */
function readCells(read: Reading, start: number, terminator: string) {
  const cells: string[] = [];
  for (let at = start; ; ) {
    const { json, end } = readUntil(read, at, `,${terminator}`);
    if (end >= read.text.length) throw malformed('it is cut off');
    cells.push(json);
    at = end + 1;
    if (read.text[end] === terminator) return { cells, end: at };
  }
}

interface Head {
  readonly keys: readonly string[];
  /** What all rows have, if it is one. */
  readonly value?: string;
}

/** The object of a row: objects open and close where the paths of columns part. An empty cell is a member that is not there. */
function objectOf(columns: readonly Head[], cells: readonly string[]): string {
  let json = '{';
  let open: readonly string[] = [];
  let next = 0;
  let isFirst = true;
  for (const { keys, value } of columns) {
    const cell = value ?? cells[next++]!;
    if (cell === '') continue;
    const above = keys.slice(0, -1);
    let shared = 0;
    while (shared < open.length && open[shared] === above[shared]) shared++;
    json += '}'.repeat(open.length - shared);
    for (const key of above.slice(shared)) {
      json += `${isFirst ? '' : ','}${key}:{`;
      isFirst = true;
    }
    json += `${isFirst ? '' : ','}${keys.at(-1)}:${value ?? quoted(cell)}`;
    isFirst = false;
    open = above;
  }
  return `${json}${'}'.repeat(open.length)}}`;
}

function nested(read: Reading, decode: () => Piece): Piece {
  if (++read.depth > MAX_DEPTH) throw malformed('it is nested too deep');
  const piece = decode();
  read.depth--;
  return piece;
}

function malformed(what: string): CtxoptError {
  return new CtxoptError(
    'invalid_input',
    `The table cannot be decoded: ${what}.`,
    'Pass the whole table as it was given.',
  );
}
