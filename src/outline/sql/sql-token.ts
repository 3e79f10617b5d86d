/** `end` is exclusive; both are UTF-16 offsets. */
export interface SqlToken {
  /** A `name` is a quoted one; a `symbol` is all else, a number too. */
  readonly type: 'word' | 'name' | 'string' | 'symbol' | 'comment';
  readonly start: number;
  readonly end: number;
}

/** What differs from one database to another. */
export interface SqlDialect {
  /** Whether a backslash escapes in any string: so in MySQL. */
  readonly backslash: boolean;
  /** Whether lines with nothing but `GO`, or a slash, part the statements. */
  readonly batches: boolean;
  /** Where each mark such as `$body$` stands last. */
  readonly lastMarks: ReadonlyMap<string, number>;
}

export function dialectOf(text: string): SqlDialect {
  const lastMarks = new Map<string, number>();
  for (const { 0: mark, index } of text.matchAll(/\$(?:[A-Za-z_]\w{0,62})?\$/g)) lastMarks.set(mark, index);
  const batches = /^[ \t]*(?:GO|\/)[ \t]*\r?$/im.test(text);
  return { backslash: text.includes('`'), batches, lastMarks };
}

const BLANKS = /\s+/y;
const WORD = /[A-Za-z_@#\u0080-\uFFFF][\w@#$\u0080-\uFFFF]*/y;
const NUMBER = /\d[\w.]*/y;
const BRACKETED = /\[[A-Za-z_][^\]\n]{0,126}\]/y;
const DOLLARS = /\$(?:[A-Za-z_]\w{0,62})?\$/y;

/** The token at an offset or behind the blanks there; `undefined` at the end. What is never closed ends with its line. */
export function sqlToken(text: string, from: number, dialect: SqlDialect): SqlToken | undefined {
  const { backslash } = dialect;
  const start = behind(BLANKS, text, from) ?? from;
  if (start >= text.length) return undefined;
  const char = text[start]!;
  const token = (type: SqlToken['type'], end: number): SqlToken => ({ type, start, end });
  const isComment = text.startsWith('--', start) || (char === '#' && /\s/.test(text[start + 1] ?? ' '));
  if (isComment) return token('comment', lineEnd(text, start));
  // what MySQL alone reads is a part of the statement
  if (text.startsWith('/*', start) && text[start + 2] !== '!') {
    const end = text.indexOf('*/', start + 2);
    return token('comment', end === -1 ? text.length : end + 2);
  }
  if (char === "'") {
    const escapes = backslash || /^[eE]$/.test(text[start - 1] ?? '');
    return token('string', quoteEnd(text, start, escapes));
  }
  if (char === '"') return token('name', quoteEnd(text, start, backslash));
  if (char === '`') return token('name', quoteEnd(text, start, false));
  if (char === '[' && !/[\w\]]/.test(text[start - 1] ?? '')) {
    const end = behind(BRACKETED, text, start);
    if (end !== undefined) return token('name', end);
  }
  if (char === '$' && !/\w/.test(text[start - 1] ?? '')) {
    const end = dollarEnd(text, start, dialect);
    if (end !== undefined) return token('string', end);
  }
  const word = behind(WORD, text, start);
  if (word !== undefined) return token('word', word);
  return token('symbol', behind(NUMBER, text, start) ?? start + 1);
}

function behind(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

/** A doubled quote is no end. */
function quoteEnd(text: string, start: number, backslash: boolean): number {
  const quote = text[start]!;
  for (let at = start + 1; at < text.length; at++) {
    if (backslash && text[at] === '\\') at++;
    else if (text[at] === quote) {
      if (text[at + 1] !== quote) return at + 1;
      at++;
    }
  }
  return lineEnd(text, start);
}

function dollarEnd(text: string, start: number, { lastMarks }: SqlDialect): number | undefined {
  const open = behind(DOLLARS, text, start);
  if (open === undefined) return undefined;
  const mark = text.slice(start, open);
  if ((lastMarks.get(mark) ?? 0) < open) return undefined;
  return text.indexOf(mark, open) + mark.length;
}
