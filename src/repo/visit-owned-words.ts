import type { Lexis } from './lexis.js';
import { type Lines, ownerByLine } from './owner-by-line.js';
import { visitWords, type WordPlace } from './visit-words.js';

/** Called for each word as `visitWords` does; `owner` is the index of the innermost definition on its line, or how many there are. */
export type OwnedWordVisitor = (
  start: number,
  end: number,
  place: WordPlace,
  owner: number,
  line: number,
) => void;

/**
 * Visits all words of a text in order, and says in which definition each stands. Linear.
 * @param definitions parents before their children
 */
export function visitOwnedWords(
  text: string,
  lexis: Lexis,
  definitions: readonly Lines[],
  visit: OwnedWordVisitor,
): void {
  const ownerOn = ownerByLine(definitions);
  let line = 1;
  let lineEnd = endOfLine(text, 0);
  let owner = ownerOn(line);
  visitWords(text, lexis, (start, end, place) => {
    for (; start > lineEnd; owner = ownerOn(line)) {
      lineEnd = endOfLine(text, lineEnd + 1);
      line++;
    }
    visit(start, end, place, owner, line);
  });
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}
