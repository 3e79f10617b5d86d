import { dialectOf, type SqlDialect, type SqlToken, sqlToken } from './sql-token.js';
import { initialState, isDefining, isOpen, mayLackEnd, see } from './statement-state.js';

/** A statement without what ends it. */
export interface SqlStatement {
  /** Without comments; of a statement that defines nothing, only the first ones. */
  readonly tokens: readonly SqlToken[];
  /** UTF-16 offsets: of its first token, and behind its last one. */
  readonly start: number;
  readonly end: number;
  /** Where the comments before it and in it begin. */
  readonly comments: readonly number[];
  /** Rows in parentheses after VALUES, or lines of data behind it. */
  readonly rows: number;
}

/** Tokens that are kept of a statement that defines nothing. */
const TOKENS_KEPT = 20;

/** The statements of a script in any of the common dialects, in one pass. */
export function* readStatements(text: string): Generator<SqlStatement, void> {
  const dialect = dialectOf(text);
  let delimiter = ';';
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; ; ) {
    const directive = directiveAt(text, at);
    if (directive) {
      delimiter = directive.delimiter ?? delimiter;
      at = directive.end;
      continue;
    }
    const read = readStatement(text, at, delimiter, dialect);
    if (!read) return;
    at = read.next;
    const { statement } = read;
    if (statement.tokens.length === 0) continue;
    const data = dataBehind(text, statement, at);
    if (data) {
      at = data.end;
      yield { ...statement, rows: data.lines, end: data.end };
    } else yield statement;
  }
}

interface Directive {
  readonly delimiter: string | undefined;
  readonly end: number;
}

const DIRECTIVE = /DELIMITER[ \t]+(\S+)[^\n]*|\\[^\n]*|(?:GO|\/)(?=[ \t]*(?:\r?\n|\r?$(?![\s\S])))/iy;
const BLANKS = /\s*/y;

/** A line for the program that reads the script, not for the database. */
function directiveAt(text: string, at: number): Directive | undefined {
  DIRECTIVE.lastIndex = behindBlanks(text, at);
  const found = DIRECTIVE.exec(text);
  return found ? { delimiter: found[1], end: DIRECTIVE.lastIndex } : undefined;
}

function behindBlanks(text: string, at: number): number {
  BLANKS.lastIndex = at;
  BLANKS.test(text);
  return BLANKS.lastIndex;
}

interface Read {
  readonly statement: SqlStatement;
  readonly next: number;
}

/** `undefined` at the end of the text. */
function readStatement(text: string, from: number, delimiter: string, dialect: SqlDialect): Read | undefined {
  const tokens: SqlToken[] = [];
  const comments: number[] = [];
  const state = initialState(dialect);
  let end = from;
  const done = (next: number): Read => {
    const { rows } = state;
    return { statement: { tokens, start: tokens[0]?.start ?? end, end, comments, rows }, next };
  };
  for (let at = from; ; ) {
    const start = behindBlanks(text, at);
    if (delimiter !== ';' && text.startsWith(delimiter, start)) return done(start + delimiter.length);
    const token = beforeDelimiter(text, sqlToken(text, start, dialect), delimiter);
    if (!token) return tokens.length > 0 ? done(text.length) : undefined;
    at = token.end;
    if (token.type === 'comment') {
      comments.push(token.start);
      if (tokens.length === 0 && directiveAt(text, at)) return done(at);
      continue;
    }
    const char = token.type === 'symbol' ? text[token.start]! : '';
    if (char === ';' && delimiter === ';' && !isOpen(state)) return done(at);
    const word = token.type === 'word' ? text.slice(token.start, token.end).toUpperCase() : '';
    if (tokens.length > 0 && isFirstOnLine(text, token.start)) {
      if (dialect.batches && (word === 'GO' || char === '/') && directiveAt(text, token.start))
        return done(token.start);
      if (word === 'CREATE' && mayLackEnd(state)) return done(token.start);
    }
    see(state, token, word, char);
    if (tokens.length < TOKENS_KEPT || isDefining(state)) tokens.push(token);
    end = token.end;
  }
}

/** A word may hold a delimiter: `END$$`. */
function beforeDelimiter(text: string, token: SqlToken | undefined, delimiter: string): SqlToken | undefined {
  if (token?.type !== 'word' || delimiter === ';') return token;
  const at = text.slice(token.start, token.end).indexOf(delimiter);
  return at === -1 ? token : { ...token, end: token.start + at };
}

function isFirstOnLine(text: string, at: number): boolean {
  let before = at - 1;
  while (text[before] === ' ' || text[before] === '\t') before--;
  return before < 0 || text[before] === '\n';
}

const COPY = /^COPY\s[\s\S]*\sFROM\s+STDIN\b/i;

/** The lines behind a COPY of PostgreSQL, which end with a backslash and a period. */
function dataBehind(text: string, { start, end }: SqlStatement, from: number) {
  if (!COPY.test(text.slice(start, Math.min(end, start + COPY_LIMIT)))) return undefined;
  let lines = 0;
  let at = text.indexOf('\n', from);
  while (at !== -1 && at + 1 < text.length) {
    const lineFeed = text.indexOf('\n', at + 1);
    const lineEnd = lineFeed === -1 ? text.length : lineFeed;
    if (text.startsWith('\\.', at + 1)) return { lines, end: lineEnd - (text[lineEnd - 1] === '\r' ? 1 : 0) };
    lines++;
    at = lineFeed;
  }
  return { lines, end: text.length };
}

const COPY_LIMIT = 5_000;
