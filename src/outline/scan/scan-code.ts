import type { CodeSyntax } from './code-syntax.js';

/** A part of a text that tells where statements begin and end. `end` is exclusive; both are UTF-16 offsets. */
export interface CodeToken {
  readonly type: 'comment' | 'string' | 'open' | 'close' | 'separator';
  readonly start: number;
  readonly end: number;
}

/** Comments, strings, brackets and separators of a text in order, in one pass; all else lies between them. */
export function* scanCode(text: string, syntax: CodeSyntax): Generator<CodeToken, void> {
  const telling = tellingCharacters(syntax);
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  for (;;) {
    telling.lastIndex = at;
    const found = telling.exec(text);
    if (!found) return;
    const start = found.index;
    const token = tokenAt(text, start, syntax);
    if (token) yield token;
    at = token ? token.end : start + 1;
  }
}

function tellingCharacters({
  lineComments,
  blockComments,
  quotes,
  heredocs,
  special,
  separators,
}: CodeSyntax): RegExp {
  const comments = lineComments.map((mark) => mark[0]).join('');
  const all = `{}()[]${quotes}${separators}${comments}${blockComments ? '/' : ''}${heredocs ? '<' : ''}${special?.characters ?? ''}`;
  return new RegExp(`[${all.replace(/[\\\]^[-]/g, '\\$&')}]`, 'g');
}

function tokenAt(text: string, start: number, syntax: CodeSyntax): CodeToken | undefined {
  const char = text[start]!;
  const special = syntax.special?.tokenAt(text, start);
  if (special) return { start, ...special };
  if (syntax.lineComments.some((mark) => text.startsWith(mark, start)))
    return { type: 'comment', start, end: endOr(text, '\n', start) };
  if (char === '/' && syntax.blockComments && text[start + 1] === '*')
    return { type: 'comment', start, end: endOr(text, '*/', start + 2, 2) };
  if (syntax.quotes.includes(char)) return { type: 'string', start, end: stringEnd(text, start, syntax) };
  if (char === '<' && syntax.heredocs) {
    const end = heredocEnd(text, start);
    return end === undefined ? undefined : { type: 'string', start, end };
  }
  if (char === '(' && syntax.urls) {
    const end = urlEnd(text, start);
    if (end !== undefined) return { type: 'string', start, end };
  }
  if ('{(['.includes(char)) return { type: 'open', start, end: start + 1 };
  if ('})]'.includes(char)) return { type: 'close', start, end: start + 1 };
  if (syntax.separators.includes(char)) return { type: 'separator', start, end: start + 1 };
  return undefined;
}

function endOr(text: string, what: string, from: number, length = 0): number {
  const found = text.indexOf(what, from);
  return found === -1 ? text.length : found + length;
}

function stringEnd(text: string, start: number, { tripleQuotes, templates }: CodeSyntax): number {
  const quote = text[start]!;
  if (tripleQuotes && text.startsWith(quote.repeat(3), start)) return tripleEnd(text, start);
  /** Of the strings and expressions that are open: a quote, or a brace. */
  const open = [quote];
  const limit = Math.min(text.length, start + EXPRESSION_LIMIT);
  for (let at = start + 1; at < (open.length > 1 ? limit : text.length); at++) {
    const char = text[at]!;
    const inside = open.at(-1)!;
    if (char === '\\') at += text.startsWith('\r\n', at + 1) ? 2 : 1;
    else if (inside === '{') {
      if (char === '}') open.pop();
      else if (char === quote || char === '{') open.push(char);
    } else if (char === '\n') break;
    else if (char === inside) {
      open.pop();
      if (open.length === 0) return at + 1;
    } else if (templates && char === '{' && (text[at - 1] === '$' || text[at - 1] === '%')) open.push('{');
  }
  return endOr(text, '\n', start);
}

/** UTF-16 units behind its start within which an expression in a string has to end. */
const EXPRESSION_LIMIT = 2_000;

function tripleEnd(text: string, start: number): number {
  const mark = text.slice(start, start + 3);
  let end = text.indexOf(mark, start + 3);
  while (end !== -1 && text[end - 1] === '\\') end = text.indexOf(mark, end + 3);
  return end === -1 ? text.length : end + 3;
}

const HEREDOC = /<<-?([A-Za-z_]\w{0,80})[ \t]*\r?\n/y;
/** Characters of a line that are read to see whether it closes a heredoc. */
const MARK_LIMIT = 200;

function heredocEnd(text: string, start: number): number | undefined {
  HEREDOC.lastIndex = start;
  const found = HEREDOC.exec(text);
  if (!found) return undefined;
  for (let at = start + found[0].length; at < text.length; ) {
    const end = endOr(text, '\n', at);
    if (end - at < MARK_LIMIT && text.slice(at, end).trim() === found[1]) return end;
    at = end + 1;
  }
  return text.length;
}

/** Where a `url(` without quotes closes on its line. */
function urlEnd(text: string, start: number): number | undefined {
  if (!/url$/i.test(text.slice(Math.max(0, start - 3), start))) return undefined;
  for (let at = start + 1; at < text.length && text[at] !== '\n'; at++) {
    if (text[at] === ')') return at + 1;
    if ('"\'('.includes(text[at]!)) return undefined;
  }
  return undefined;
}
