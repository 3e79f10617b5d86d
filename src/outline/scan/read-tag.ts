export interface Tag {
  /** By their names as written, each the first value; `''` for one without. Entities stay as they are. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Behind the closing angle bracket; where it is missing, before the next tag. */
  readonly end: number;
  readonly isSelfClosing: boolean;
}

const BLANKS = /\s*/y;
const SEPARATORS = /[\s/]*/y;
const NAME = /=?[^\s/>=<]*/y;
const BARE_VALUE = /[^\s>]*/y;
/** UTF-16 units that an expression in braces may have. */
const EXPRESSION_LIMIT = 2_000;

/**
 * Reads the rest of an opening tag.
 * @param from behind the tag's name
 * @param braces whether a value may be an expression in braces
 */
export function readTag(text: string, from: number, braces: boolean): Tag {
  const attributes = new Map<string, string>();
  let at = from;
  for (;;) {
    at = behind(SEPARATORS, text, at);
    if (at >= text.length || text[at] === '<') return { attributes, end: at, isSelfClosing: false };
    if (text[at] === '>') return { attributes, end: at + 1, isSelfClosing: text[at - 1] === '/' };
    const nameEnd = braces && text[at] === '{' ? expressionEnd(text, at) : behind(NAME, text, at);
    const name = text.slice(at, nameEnd);
    const sign = behind(BLANKS, text, nameEnd);
    let value = '';
    at = nameEnd;
    if (text[sign] === '=') {
      const start = behind(BLANKS, text, sign + 1);
      at = valueEnd(text, start, braces);
      value = text.slice(start, at).replace(/^(["'])(.*)\1$/s, '$2');
    }
    if (!attributes.has(name)) attributes.set(name, value);
  }
}

function behind(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  pattern.test(text);
  return pattern.lastIndex;
}

function valueEnd(text: string, start: number, braces: boolean): number {
  const first = text[start];
  if (first === '"' || first === "'") {
    const end = text.indexOf(first, start + 1);
    if (end !== -1) return end + 1;
  }
  return braces && first === '{' ? expressionEnd(text, start) : behind(BARE_VALUE, text, start);
}

/** Behind the brace that closes the one at `start`; of an expression that is too long, behind its first word. */
function expressionEnd(text: string, start: number): number {
  let depth = 0;
  const limit = Math.min(text.length, start + EXPRESSION_LIMIT);
  for (let at = start; at < limit; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at + 1;
  }
  return Math.max(start + 1, behind(BARE_VALUE, text, start));
}
