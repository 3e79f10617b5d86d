import type { Tokenizer } from './tokenizer.js';

/** The same tokenizer, which counts no text twice. It holds every text that it counted: for one run, not for a server's life. */
export function remembering(tokenizer: Tokenizer): Tokenizer {
  const counts = new Map<string, number>();
  const { id, exact } = tokenizer;
  return {
    id,
    exact,
    count(text) {
      const count = counts.get(text) ?? tokenizer.count(text);
      counts.set(text, count);
      return count;
    },
  };
}
