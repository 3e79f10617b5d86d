import { stringEnd } from './json-text.js';

const WORD = /^"([\p{L}\d_./:@+-]+)"$/u;
const NAME = /^"([\p{L}\d_/@+-]+)"$/u;
const OTHER_VALUE = /^(?:true|false|null|[-+.\d]+(?:[eE][-+]?\d+)?)$/;

/** A JSON string without its quotes if it is a word that cannot be taken for a URL or another value; any other JSON as it is. */
export function unquoted(json: string): string {
  return wordIn(json, WORD);
}

/** The JSON of what {@link unquoted} gave. */
export function quoted(cell: string): string {
  return /^["{[]/.test(cell) || OTHER_VALUE.test(cell) ? cell : `"${cell}"`;
}

/** A key as a step of a column's path: words with a dot keep their quotes. */
export function stepOf(key: string): string {
  return wordIn(key, NAME);
}

/** The keys along a column's path, and what follows it in the head: empty, or `=` and a value. */
export function stepsOf(head: string): { readonly keys: readonly string[]; readonly rest: string } {
  const keys: string[] = [];
  for (let from = 0; ; ) {
    let to = from;
    if (head[from] === '"') to = stringEnd(head, from);
    else while (to < head.length && head[to] !== '.' && head[to] !== '=') to++;
    keys.push(quoted(head.slice(from, to)));
    if (head[to] !== '.') return { keys, rest: head.slice(to) };
    from = to + 1;
  }
}

function wordIn(json: string, pattern: RegExp): string {
  const word = pattern.exec(json)?.[1];
  const isPlain = word !== undefined && /\p{L}/u.test(word) && !word.includes('://');
  return isPlain && !OTHER_VALUE.test(word) ? word : json;
}
