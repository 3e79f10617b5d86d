import { HANDLES } from '../context/handle.js';
import { finalFrames } from './final-frames.js';
import { decodeTable, hasTable } from './json-table.js';

/** Longer lines are cut by {@link linesOf}: no tool writes a location, a test's name or a signature further right. */
const LINE = 2000;

/** Control sequences, operating system commands, device strings and two-letter escapes of ECMA-48. */
const TERMINAL_CODES =
  /(?:\x1b\[|\x9b)(?<params>[0-?]*)[ -/]*(?<final>[@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_][^\x1b]*\x1b\\|\x1b[()*+#%]\w|\x1b[0-Zc]/g;

/** Escapes that hide lines, words or terminal codes. What is not in {@link UNESCAPED} stands for itself. */
const JSON_ESCAPES = /\\(?:u001[bB]|[bnrt"\\/])/g;

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
  if (/^\s{0,64}[[{]/.test(plain) && plain.includes('\\')) {
    plain = plain.replace(JSON_ESCAPES, (code) => UNESCAPED[code[1]!] ?? code[1]!);
  }
  if (/[\x1b\x9b]/.test(plain)) plain = plain.replace(TERMINAL_CODES, toFirstColumn);
  if (plain.includes('\b')) plain = overtyped(plain);
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

/** A move to column 1 draws over the line as a carriage return does; any other code leaves nothing. */
function toFirstColumn(...match: readonly unknown[]): string {
  const { params, final } = match.at(-1) as Readonly<Record<string, string | undefined>>;
  return final === 'G' && /^[01]?$/.test(params ?? '') ? '\r' : '';
}

/** What a terminal shows of a text with backspaces: the next character takes the place of the one stepped over. */
function overtyped(text: string): string {
  const shown: string[] = [];
  let start = 0;
  let cursor = 0;
  for (const char of text) {
    if (char === '\b') cursor = Math.max(start, cursor - 1);
    else if (char === '\n' || char === '\r') {
      shown.push(char);
      start = cursor = shown.length;
    } else shown[cursor++] = char;
  }
  return shown.join('');
}

/** Remembers the last call. */
function remembered<Result>(compute: (text: string) => Result): (text: string) => Result {
  let last: { readonly text: string; readonly result: Result } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, result: compute(text) };
    return last.result;
  };
}
