import { defineFacts } from '../fact.js';

/** A run of base64, to be stepped over; or a UUID, a ticket-like id, a word. Alternatives of one class each, so linear. */
const WORDS =
  /[A-Za-z0-9+/]{60,}|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|\b[A-Z]{2,10}-\d{1,9}\b|[A-Za-z0-9_$]+/g;

const LONGEST = 128;

/** Names out of code and ids: camelCase, PascalCase of two words and more, snake_case, CONSTANTS, hashes, UUIDs, `ABC-123`. */
export const identifier = defineFacts({
  name: 'identifier',
  critical: false,
  *find(text) {
    for (const [word] of text.matchAll(WORDS)) {
      if (word.length > 2 && word.length <= LONGEST && isIdentifier(word)) yield word;
    }
  },
});

function isIdentifier(word: string): boolean {
  if (word.includes('-')) return true;
  if (word.includes('+') || word.includes('/')) return false;
  if (/^[0-9a-f]{7,}$/i.test(word)) return /\d/.test(word) && /[a-f]/i.test(word);
  if (word.length >= 60 && /\d/.test(word) && /[A-Z]/.test(word)) return false;
  return /[A-Za-z0-9]_+[A-Za-z0-9]/.test(word) || /[a-z][A-Z]/.test(word);
}
