import { HANDLES } from '../context/handle.js';
import { finalFrames } from './final-frames.js';
import { decodeTable, hasTable } from './json-table.js';
import { isReturn, overtyped, TERMINAL_CODES, type TerminalCode } from './terminal-codes.js';

/** Longer lines are cut by {@link linesOf}: no tool writes a location, a test's name or a signature further right. */
const LINE = 2000;

/**
 * In JSON: escapes that hide lines, words or terminal codes (what is not in {@link UNESCAPED} stands for itself), and a
 * string's end, after which nothing belongs to its last line.
 */
const JSON_STRINGS = /\\(?:u001[bB]|[bnrt"\\/])|"(?=\s*[,}\]])/g;

const UNESCAPED: Readonly<Record<string, string>> = { b: '\b', n: '\n', r: '\r', t: '\t', u: '\x1b' };

/** What the list of changes under a marker puts before each line. */
const CHANGE = /^[+-]\d{1,9}: /gm;

/**
 * The text as facts are looked for in it, in whatever notation it stands: terminal codes, backspaces and `ctx:` handles are
 * gone, tables are JSON again, in JSON the escapes are undone so that the log inside a string has lines, and `\n` is the
 * only line end. Of a progress line, which a carriage return draws over and over, each state is a line. This and what
 * follows remember their last text, because every extractor asks for the same one in turn.
 */
export const plainText = remembered((text: string): string => withLines(decoded(text)));

/** The same, without those states of progress lines that were drawn over. */
export const finalText = remembered((text: string): string => withLines(finalFrames(decoded(text))));

const decoded = remembered((text: string): string => {
  let plain = hasTable(text) ? withoutTables(text) : text;
  if (/^\s{0,64}[[{]/.test(plain)) {
    plain = plain.replace(JSON_STRINGS, (code) => (code === '"' ? '"\n' : (UNESCAPED[code[1]!] ?? code[1]!)));
  }
  if (/[\x1b\x9b]/.test(plain)) {
    plain = plain
      .replace(TERMINAL_CODES, (...match) => (isReturn(match.at(-1) as TerminalCode) ? '\r' : ''))
      .replace(/[\x1b\x9b]/g, '');
  }
  plain = overtyped(plain);
  if (plain.startsWith('[ctxopt: ')) plain = plain.replace(CHANGE, '');
  if (plain.includes('ctx:')) plain = plain.replace(HANDLES, '');
  return plain;
});

function withLines(text: string): string {
  return text.includes('\r') ? text.replace(/\r+\n?/g, '\n') : text;
}

/** The lines of a plain text, each cut to its first 2,000 code units. */
export const linesOf = remembered((plain: string): readonly string[] =>
  plain.split('\n').map((line) => (line.length > LINE ? line.slice(0, LINE) : line)),
);

/** Runs of white space as one space, none at the ends, at most `length` code units. */
export function collapse(text: string, length: number): string {
  return text
    .slice(0, 4 * length)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, length);
}

function withoutTables(text: string): string {
  try {
    return decodeTable(text);
  } catch {
    // Cut off by a later pass: then its cells are read as they stand.
    return text;
  }
}

/** Remembers the last call. */
function remembered<Result>(compute: (text: string) => Result): (text: string) => Result {
  let last: { readonly text: string; readonly result: Result } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, result: compute(text) };
    return last.result;
  };
}
