import { HANDLES } from '../../context/handle.js';
import { pageText } from '../html/page-text.js';
import { decodeTable, hasTable } from '../json/json-table.js';
import { alignedTables } from '../notation/aligned-tables.js';
import { boxRows } from '../notation/box-tables.js';
import { containerLines } from '../notation/container-lines.js';
import { splitPlaces } from '../notation/finding-places.js';
import { decodePaths } from '../notation/path-notation.js';
import { decodePhrases } from '../notation/phrase-notation.js';
import { isJump, overtyped, TERMINAL_CODES, type TerminalCode } from '../terminal/terminal-codes.js';
import { isRedrawn, screenRows } from '../terminal/terminal-screen.js';
import { finalFrames } from './final-frames.js';

/** Longer lines are cut by {@link headsOf}: no tool writes a location, a test's name or a signature further right. */
const HEAD = 2000;

/**
 * How JSON begins, below markers: with an object, or an array by its first value. In a log a bracket holds a time, a level
 * or a number alone.
 */
const JSON_START =
  /^(?:(?:\[ctxopt: |… )[^\n]*\n)*\s{0,64}(?:\{|\[\s{0,64}(?:["'[{\]]|-?\d{1,24}(?:\.\d{1,24})?(?:[eE][+-]?\d{1,3})?\s{0,64},|(?:true|false|null)\b))/;

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
 * gone, a page of HTML is what it says, paths and phrases are whole, a container's log is text, the cells of
 * drawn and aligned tables have tabs between them, places have lines of their own and tables JSON again, in JSON the escapes are undone so that the log inside a string
 * has lines, and `\n` is the only line end. Of a progress line, which a carriage return draws over and over, each state is
 * a line. This and what follows remember their last text, because every extractor asks for the same one in turn.
 */
export const plainText = remembered((text: string): string => withLines(decoded(saidIn(text) ?? text)));

const saidIn = remembered(pageText);

/** Whether the lines of a text are those of its plain text, one for one. */
export function hasPlainLines(text: string): boolean {
  return saidIn(text) === undefined && text.split('\n').length === linesOf(plainText(text)).length;
}

/** The same with the markup of pages, without those states of progress lines that were drawn over. */
export const finalText = remembered((text: string): string =>
  withLines(finalFrames(decoded(finalScreen(text)))),
);

const decoded = remembered((text: string): string => {
  const unfolded = splitPlaces(decodePaths(decodePhrases(text)));
  let plain = containerLines(hasTable(unfolded) ? withoutTables(unfolded) : unfolded);
  if (JSON_START.test(plain)) {
    plain = plain.replace(JSON_STRINGS, (code) => (code === '"' ? '"\n' : (UNESCAPED[code[1]!] ?? code[1]!)));
  }
  if (/[\x1b\x9b]/.test(plain)) {
    plain = plain
      .replace(TERMINAL_CODES, (...match) => (isJump(match.at(-1) as TerminalCode) ? '\r' : ''))
      .replace(/[\x1b\x9b]/g, '');
  }
  plain = overtyped(plain);
  if (plain.startsWith('[ctxopt: ')) plain = plain.replace(CHANGE, '');
  plain = alignedTables(boxRows(plain));
  if (plain.includes('ctx:')) plain = plain.replace(HANDLES, '');
  return plain;
});

function finalScreen(text: string): string {
  if (!isRedrawn(text)) return text;
  return screenRows(text)
    .map((row) => row.text)
    .join('\n');
}

function withLines(text: string): string {
  return text.includes('\r') ? text.replace(/\r+\n?/g, '\n') : text;
}

/** The lines of a plain text. */
export const linesOf = remembered((plain: string): readonly string[] => plain.split('\n'));

/** The lines of a plain text, each cut to its first 2,000 code units. */
export const headsOf = remembered((plain: string): readonly string[] => linesOf(plain).map(headOf));

export function headOf(line: string): string {
  return line.length > HEAD ? line.slice(0, HEAD) : line;
}

/** As `matchAll`, without a copy of the pattern for every call: it is asked for line by line. */
export function matchesOf(pattern: RegExp, line: string): Iterable<RegExpExecArray> {
  pattern.lastIndex = 0;
  const first = pattern.exec(line);
  return first ? matchesFrom(first, pattern, line, pattern.lastIndex) : [];
}

function* matchesFrom(
  first: RegExpExecArray,
  pattern: RegExp,
  line: string,
  end: number,
): Iterable<RegExpExecArray> {
  for (let [found, next]: [RegExpExecArray | null, number] = [first, end]; found; ) {
    yield found;
    pattern.lastIndex = next;
    found = pattern.exec(line);
    next = pattern.lastIndex;
  }
}

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
