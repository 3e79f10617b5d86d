import { quotedStrings } from './quoted-strings.js';

const TOKEN = /[{}[\],:]|\/\/[^\n]*|\/\*|[^\s{}[\],:"'/]+|\n|\S/y;
const BLANKS = /[^\S\n]+/y;

/**
 * Reads the tokens of JSON, comments and commas left out, in one pass.
 * @param visit is given each token as written, its 1-based line, and its offset
 */
export function readJsonTokens(
  text: string,
  visit: (token: string, line: number, start: number) => void,
): void {
  const endOfString = quotedStrings(text);
  const endOfToken = (start: number): number => {
    TOKEN.lastIndex = start;
    TOKEN.test(text);
    return TOKEN.lastIndex;
  };
  let line = 1;
  let at = 0;
  while (at < text.length) {
    BLANKS.lastIndex = at;
    if (BLANKS.test(text)) {
      at = BLANKS.lastIndex;
      continue;
    }
    const start = at;
    at = (text[at] === '"' || text[at] === "'" ? endOfString(at) : undefined) ?? endOfToken(at);
    const token = text.slice(start, at);
    if (token === '\n') line++;
    else if (token === '/*') {
      const end = text.indexOf('*/', at);
      const comment = text.slice(at, end === -1 ? text.length : end + 2);
      line += comment.split('\n').length - 1;
      at += comment.length;
    } else if (token !== ',' && !token.startsWith('//')) visit(token, line, start);
  }
}
