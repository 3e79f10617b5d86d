import { quotedStrings } from './quoted-strings.js';

const TOKEN = /"""|'''|'[^'\n]*'|[[\]{},=\n]|#[^\n]*|[^\s"'[\]{},=#]+|\S/y;
const BLANKS = /[^\S\n]+/y;

export interface TomlToken {
  /** As written; `''` at the end of the file. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  /** Another than `line` for a string of several lines. */
  readonly endLine: number;
}

/** Reads tokens one by one; of blanks only line ends are given. */
export function tomlTokens(text: string): () => TomlToken {
  const endOfString = quotedStrings(text);
  const stringAt = (start: number): string | undefined => {
    if (text[start] !== '"' || text.startsWith('"""', start)) return undefined;
    const end = endOfString(start);
    return end === undefined ? undefined : text.slice(start, end);
  };
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  return () => {
    BLANKS.lastIndex = at;
    if (BLANKS.test(text)) at = BLANKS.lastIndex;
    const start = at;
    TOKEN.lastIndex = at;
    const found = stringAt(at) ?? TOKEN.exec(text)?.[0] ?? '';
    at += found.length;
    const first = line;
    if (found === '\n') line++;
    else if (found === '"""' || found === "'''") {
      at = endOfLongString(text, at, found);
      for (
        let feed = text.indexOf('\n', start);
        feed !== -1 && feed < at;
        feed = text.indexOf('\n', feed + 1)
      )
        line++;
    }
    return { text: text.slice(start, at), line: first, endLine: found === '\n' ? first : line };
  };
}

/** Behind its quotes, of which a string may end in two more; the text's end if there are none. */
function endOfLongString(text: string, from: number, quotes: string): number {
  for (let at = from; at < text.length; at++) {
    if (quotes === '"""' && text[at] === '\\') at++;
    else if (text.startsWith(quotes, at)) {
      let end = at + 3;
      while (end < at + 5 && text[end] === quotes[0]) end++;
      return end;
    }
  }
  return text.length;
}
