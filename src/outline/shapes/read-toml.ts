import { firstSentence } from '../first-sentence.js';
import { type Shape, type ShapeType, sampleOf } from './shape.js';
import {
  addValue,
  childTable,
  type Entry,
  elementIn,
  extendTo,
  rootTable,
  type Table,
  tableAt,
} from './table-tree.js';
import { type TomlToken, tomlTokens } from './toml-tokens.js';

const DATE = /^\d{4}-\d\d-\d\d/;
const TIME = /^\d\d:\d\d/;

/**
 * Reads the shape of TOML in one pass and without recursion.
 * @returns the root table, and the first line, 1-based, that is not TOML
 */
export function readToml(text: string): { readonly root: Shape; readonly problemLine: number | undefined } {
  const nextToken = tomlTokens(text);
  const root = rootTable();
  let table = root;
  let token = nextToken();
  let lastLine = 1;
  let comments: TomlToken[] = [];
  let problemLine: number | undefined;

  const advance = (): void => {
    if (token.text !== '\n') lastLine = token.endLine;
    token = nextToken();
  };
  const isAtEnd = (): boolean => token.text === '\n' || token.text === '';
  const problem = (): void => {
    problemLine ??= token.text === '' ? lastLine : token.line;
  };

  const entryHere = (): Entry => {
    const isDoc = comments.at(-1)?.line === token.line - 1;
    const doc = isDoc ? firstSentence(comments.map((comment) => comment.text).join('\n')) : undefined;
    comments = [];
    return { line: token.line, doc };
  };
  const keysUpTo = (marks: string): readonly string[] => {
    let written = '';
    for (; !isAtEnd() && !marks.includes(token.text); advance()) written += token.text;
    const keys = [...written.matchAll(/"([^"\\]*(?:\\.[^"\\]*)*)"|'([^']*)'|[^.\s"']+/g)];
    if (keys.length === 0) problem();
    return keys.map((found) => found[1] ?? found[2] ?? found[0]);
  };

  const header = (): void => {
    extendTo(table, lastLine);
    const entry = entryHere();
    advance();
    const marks = token.text === '[' ? 2 : 1;
    if (marks === 2) advance();
    const keys = keysUpTo(']');
    const within = tableAt(root, keys.slice(0, -1), entry.line);
    const add = marks === 2 ? elementIn : childTable;
    table = add(within, keys.at(-1) ?? '', entry);
    for (let at = 0; at < marks; at++) {
      if (token.text === ']') advance();
      else problem();
    }
  };

  /** A key and the value behind it, of which all that is open stands on a stack. */
  const pair = (): void => {
    const open: Table[] = [];
    let at = table;
    for (let isFirst = true; isFirst || open.length > 0; isFirst = false) {
      while (open.length > 0 && (token.text === '\n' || token.text === ',' || token.text.startsWith('#')))
        advance();
      if (token.text === '') {
        problem();
        return;
      }
      if (open.length > 0 && (token.text === ']' || token.text === '}')) {
        if ((token.text === ']') !== (at.shape.type === 'array')) problem();
        at.shape.endLine = token.line;
        advance();
        open.pop();
        at = open.at(-1) ?? table;
        continue;
      }
      const entry = isFirst ? entryHere() : { line: token.line };
      const within = at;
      let into = at;
      let key = `[${at.shape.size}]`;
      if (at.shape.type === 'object') {
        const keys = keysUpTo('=]},');
        if (token.text !== '=') {
          problem();
          if (!isAtEnd()) advance();
          continue;
        }
        advance();
        into = tableAt(at, keys.slice(0, -1), entry.line);
        key = keys.at(-1) ?? '';
      }
      if (token.text === '[' || token.text === '{') {
        at = addValue(into, key, token.text === '[' ? 'array' : 'object', entry);
        open.push(at);
        advance();
      } else plain(into, key, entry);
      extendTo(into, lastLine, within);
    }
  };

  const plain = (into: Table, key: string, entry: Entry): void => {
    let written = token.text;
    if (isAtEnd() || /^[,=\]}#]/.test(written)) {
      problem();
      if (written === '=') advance();
      return;
    }
    if (typeOf(written) === undefined) problem();
    advance();
    if (DATE.test(written) && TIME.test(token.text)) {
      written += ` ${token.text}`;
      advance();
    }
    addValue(into, key, typeOf(written) ?? 'string', {
      ...entry,
      sample: sampleOf(shown(written)),
      endLine: lastLine,
    });
  };

  for (; token.text !== ''; ) {
    if (token.text === '\n') advance();
    else if (token.text.startsWith('#')) {
      if (comments.at(-1)?.line !== token.line - 1) comments = [];
      comments.push(token);
      advance();
    } else {
      if (token.text === '[') header();
      else pair();
      for (; !isAtEnd(); advance()) if (!token.text.startsWith('#')) problem();
    }
  }
  extendTo(table, lastLine);
  return { root: root.shape, problemLine };
}

/** Of a string of several lines, its first. */
function shown(written: string): string {
  if (!/^(?:"""|''')/.test(written)) return written;
  const [first = '', second] = written.slice(3, 2_000).trim().split('\n');
  return second === undefined ? written : `${written.slice(0, 3)}${first.trim()}…`;
}

/** `undefined` for what is no value. */
function typeOf(written: string): ShapeType | undefined {
  if (/^["']/.test(written)) return 'string';
  if (written === 'true' || written === 'false') return 'boolean';
  if (DATE.test(written) || TIME.test(written)) return 'date';
  return /^[-+]?(?:\d|inf$|nan$)/.test(written) ? 'number' : undefined;
}
