import type { CodeSyntax, SpecialSyntax } from '../scan/code-syntax.js';

/** What a comment may follow: elsewhere `#` is part of a word. */
const BEFORE_COMMENT = /[\s;(){}|,[\]]/;

const special: SpecialSyntax = {
  characters: `#<@$'"`,
  tokenAt(text, start) {
    const next = text[start + 1];
    switch (text[start]) {
      case '#':
        if (start > 0 && !BEFORE_COMMENT.test(text[start - 1]!)) return undefined;
        return { type: 'comment', end: behind(text, '\n', start, 0) };
      case '<':
        return next === '#' ? { type: 'comment', end: behind(text, '#>', start + 2, 2) } : undefined;
      case '@':
        return isHereString(text, start)
          ? { type: 'string', end: behind(text, `\n${next}@`, start + 2, 3) }
          : undefined;
      case '$':
        // a name may be anything in braces
        return next === '{' ? { type: 'string', end: behind(text, '}', start + 2, 1) } : undefined;
      case "'":
        return { type: 'string', end: behind(text, "'", start + 1, 1) };
      case '"':
        return { type: 'string', end: expandableEnd(text, start) };
      default:
        return undefined;
    }
  },
};

/** Comments, strings and statements of PowerShell. */
export const powershellCode: CodeSyntax = {
  lineComments: [],
  blockComments: false,
  quotes: '',
  special,
  separators: '\n;',
  interpolation: '@',
  continued: /[|{]/y,
  unfinished: '|,`=',
};

function behind(text: string, what: string, from: number, length: number): number {
  const found = text.indexOf(what, from);
  return found === -1 ? text.length : found + length;
}

/** `@'` or `@"` at the end of a line. */
function isHereString(text: string, start: number): boolean {
  const quote = text[start + 1];
  return (quote === "'" || quote === '"') && (text[start + 2] === '\n' || text.startsWith('\r\n', start + 2));
}

/** UTF-16 units behind its start within which an expression in a string has to end. */
const EXPRESSION_LIMIT = 10_000;

/** Of a string in double quotes: a backtick escapes, and `$(` opens an expression, with strings of its own. */
function expandableEnd(text: string, start: number): number {
  /** Of the strings and expressions that are open: a quote, or a parenthesis. */
  const open = ['"'];
  let simple: number | undefined;
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at]!;
    const inside = open.at(-1)!;
    if (char === '`') at++;
    else if (inside === '(') {
      if (char === ')') open.pop();
      else if (char === '(' || char === '"') open.push(char);
      else if (char === "'") at = behind(text, "'", at + 1, 0);
    } else if (char === '"') {
      simple ??= at + 1;
      open.pop();
      if (open.length === 0) return at + 1;
    } else if (char === '$' && text[at + 1] === '(') {
      open.push('(');
      at++;
    }
    // what never ends is no expression
    if (at - start > EXPRESSION_LIMIT && open.length > 1) return simple ?? text.length;
  }
  return simple ?? text.length;
}
