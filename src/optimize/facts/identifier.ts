import { defineFacts } from '../fact.js';

/** A run of base64, to be stepped over; or a UUID, a ticket-like id, a block's negative number, a word. Alternatives of one class each, so linear. */
const WORDS =
  /[A-Za-z0-9+/]{60,}|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|\b[A-Z]{2,10}-\d{1,9}\b|[A-Za-z]+_-\d{4,}|[A-Za-z0-9_$]+/g;

/** What all but plain words need, which are found several times as fast by themselves. */
const NOT_PLAIN = /-|(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{60}/;
const PLAIN_WORDS = /[A-Za-z0-9_$]+/g;

const LONGEST = 128;

/** Names out of code and ids: camelCase, PascalCase of two words and more, snake_case, CONSTANTS, hashes, UUIDs, keys, `ABC-123`. */
export const identifier = defineFacts({
  name: 'identifier',
  find(line) {
    const words: readonly string[] = line.match(NOT_PLAIN.test(line) ? WORDS : PLAIN_WORDS) ?? [];
    return words.filter(isIdentifier);
  },
});

// By name, because a literal in a function is a new object at each call, and these are asked for every word.
const HINT = /[\d_-]|[a-z][A-Z]/;
const NAME = /[A-Za-z0-9]_+[A-Za-z0-9]|[a-z][A-Z]/;
const HEXADECIMAL = /^[0-9a-f]{7,}$/i;
const TURNS = /\d[A-Za-z]+\d/;
const MOMENT = /^\d{8}T\d/;

/** An opaque key, such as a ULID: letters and digits in turn, and no unit behind a number or time in ISO 8601. */
function isKey(word: string): boolean {
  return word.length >= 10 && TURNS.test(word) && !MOMENT.test(word);
}

function isIdentifier(word: string): boolean {
  if (word.length < 3 || word.length > LONGEST || !HINT.test(word)) return false;
  if (word.includes('-')) return true;
  if (word.includes('+') || word.includes('/')) return false;
  if (HEXADECIMAL.test(word)) return /\d/.test(word) && /[a-f]/i.test(word);
  if (word.length >= 60 && /\d/.test(word) && /[A-Z]/.test(word)) return false;
  return NAME.test(word) || isKey(word);
}
