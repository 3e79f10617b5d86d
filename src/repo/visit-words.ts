import type { Lexis } from './lexis.js';

/** Where a word stands. */
export type WordPlace = 'code' | 'comment' | 'string';

/** Called for each word: `text.slice(start, end)` is a run of letters, digits, `_`, `$` and characters beyond ASCII. */
export type WordVisitor = (start: number, end: number, place: WordPlace) => void;

const BACKSLASH = 92;
const LINE_FEED = 10;

const WORD = new Uint8Array(128);
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$')
  WORD[character.charCodeAt(0)] = 1;

/** Words after which a slash opens a regular expression, where after others it divides. */
const BEFORE_REGEX = /^(?:return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield)$/;

/**
 * Visits all words of a text in order and says which stand in code. No parse: what a lexis does not know of, such as a
 * string within a string, at worst misplaces words up to the end of its line. Linear for any text.
 */
export function visitWords(text: string, lexis: Lexis, visit: WordVisitor): void {
  const openings = openingsOf(lexis);
  /** Braces open in each template's code, innermost last. */
  const templates: number[] = [];
  let divides = false;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isWord(code)) {
      const end = wordEnd(text, at);
      visit(at, end, 'code');
      divides = !(end - at <= 6 && BEFORE_REGEX.test(text.slice(at, end)));
      at = end;
    } else if (code < 128 && openings[code] === 1) {
      const end = special(at);
      if (end === at) divides = code === 41 || code === 93 || code === 125;
      at = Math.max(end, at + 1);
    } else {
      // after a closing bracket a slash divides
      if (code > 32) divides = code === 41 || code === 93 || code === 125;
      at++;
    }
  }

  /** Where the comment or string that opens here ends; `from` itself if none does. */
  function special(from: number): number {
    for (const mark of lexis.lineComments) {
      if (text.startsWith(mark, from)) return words(from, lineEnd(text, from), 'comment');
    }
    for (const [open, close] of lexis.blockComments) {
      if (text.startsWith(open, from)) return words(from, after(close, from + open.length), 'comment');
    }
    for (const mark of lexis.longStrings) {
      if (text.startsWith(mark, from)) return words(from, after(mark, from + mark.length), 'string');
    }
    const character = text[from]!;
    if (lexis.strings.includes(character)) {
      divides = true;
      return words(from, stringEnd(text, from), 'string');
    }
    if (lexis.characters && character === "'") return words(from, characterEnd(text, from), 'string');
    return lexis.ecmascript ? ecmascript(character, from) : from;
  }

  function ecmascript(character: string, from: number): number {
    if (character === '`') return template(from + 1);
    if (character === '{' && templates.length > 0) templates[templates.length - 1]!++;
    if (character === '}' && templates.length > 0 && --templates[templates.length - 1]! === 0) {
      templates.pop();
      return template(from + 1);
    }
    if (character === '/' && !divides) {
      divides = true;
      return words(from, regexEnd(text, from), 'string');
    }
    return from;
  }

  /** The rest of a template, as far as its end or the code in it. */
  function template(from: number): number {
    for (let end = from; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code === BACKSLASH) end++;
      else if (code === 96) {
        divides = true;
        return words(from, end, 'string') + 1;
      } else if (code === 36 && text.charCodeAt(end + 1) === 123) {
        templates.push(1);
        divides = false;
        return words(from, end, 'string') + 2;
      }
    }
    return words(from, text.length, 'string');
  }

  function words(from: number, to: number, place: WordPlace): number {
    for (let i = from; i < to; ) {
      if (!isWord(text.charCodeAt(i))) {
        i++;
        continue;
      }
      const end = Math.min(to, wordEnd(text, i));
      visit(i, end, place);
      i = end;
    }
    return to;
  }

  function after(mark: string, from: number): number {
    const found = text.indexOf(mark, from);
    return found === -1 ? text.length : found + mark.length;
  }
}

/** ASCII characters that something other than code may open with. */
function openingsOf({ lineComments, blockComments, strings, longStrings, ...lexis }: Lexis): Uint8Array {
  const openings = new Uint8Array(128);
  const marks = [...lineComments, ...blockComments.map(([open]) => open), ...strings, ...longStrings];
  if (lexis.characters) marks.push("'");
  if (lexis.ecmascript) marks.push('`', '{', '}', '/');
  for (const mark of marks) openings[mark.charCodeAt(0)] = 1;
  return openings;
}

function isWord(code: number): boolean {
  return code < 128 ? WORD[code] === 1 : code !== 0xa0 && code !== 0xfeff && (code < 0x2000 || code > 0x206f);
}

function wordEnd(text: string, from: number): number {
  let end = from + 1;
  while (end < text.length && isWord(text.charCodeAt(end))) end++;
  return end;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/** After its delimiter, or at the end of the line that it is open on. */
function stringEnd(text: string, from: number): number {
  const delimiter = text.charCodeAt(from);
  for (let end = from + 1; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === delimiter) return end + 1;
    if (code === LINE_FEED) return end;
    if (code === BACKSLASH) end++;
  }
  return text.length;
}

function characterEnd(text: string, from: number): number {
  if (text.charCodeAt(from + 1) === BACKSLASH) return stringEnd(text, from);
  if (text[from + 2] === "'") return from + 3;
  return text[from + 3] === "'" && text.codePointAt(from + 1)! > 0xffff ? from + 4 : from;
}

function regexEnd(text: string, from: number): number {
  let inClass = false;
  for (let end = from + 1; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === LINE_FEED) return end;
    if (code === BACKSLASH) end++;
    else if (code === 91) inClass = true;
    else if (code === 93) inClass = false;
    else if (code === 47 && !inClass) return end + 1;
  }
  return text.length;
}
