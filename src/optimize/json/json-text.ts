/**
 * A JSON text without white space outside its strings; undefined if the text is not one JSON object or array. Works
 * on the text, not on values: numbers, escapes, and keys given twice stay exactly as written. Linear, and safe on any
 * depth of brackets.
 */
export function minifyJson(text: string): string | undefined {
  const trimmed = text.trim();
  const ends = (trimmed[0] ?? '') + (trimmed.at(-1) ?? '');
  if ((ends !== '{}' && ends !== '[]') || !isJson(trimmed)) return undefined;
  const pieces: string[] = [];
  let from = 0;
  for (let at = 0; at < trimmed.length; ) {
    const code = trimmed.charCodeAt(at);
    if (code === QUOTE) at = stringEnd(trimmed, at);
    else if (code > SPACE) at++;
    else {
      pieces.push(trimmed.slice(from, at));
      while (trimmed.charCodeAt(at) <= SPACE) at++;
      from = at;
    }
  }
  return from === 0 ? trimmed : pieces.join('') + trimmed.slice(from);
}

/** Where the string literal that opens at `at` ends: the index after its closing quote, or the text's length. */
export function stringEnd(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && text.charCodeAt(end) !== QUOTE)
    end += text.charCodeAt(end) === BACKSLASH ? 2 : 1;
  return Math.min(end + 1, text.length);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
