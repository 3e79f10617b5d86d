import type { Tokenizer } from '../tokens/tokenizer.js';

const LINES = 2000;
const TOKENS = 25_000;

/** UTF-16 units that nearly always take more. */
const ENOUGH = 6 * TOKENS;

/**
 * Tokens that a client's own file reader would have put into the window for a whole file: those of its first 2,000
 * lines, and at most 25,000. What it adds, such as line numbers, is left out, so that no saving is overstated.
 */
export function clientReadBaseline(text: string, tokenizer: Tokenizer): number {
  const shown = firstLines(text);
  const isEnough = shown.length > ENOUGH && tokenizer.count(shown.slice(0, ENOUGH)) >= TOKENS;
  return isEnough ? TOKENS : Math.min(TOKENS, tokenizer.count(shown));
}

function firstLines(text: string): string {
  let end = -1;
  for (let line = 0; line < LINES; line += 1) {
    end = text.indexOf('\n', end + 1);
    if (end === -1) return text;
  }
  return text.slice(0, end + 1);
}
