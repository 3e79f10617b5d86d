import type { Lexis } from './lexis.js';
import { visitWords, type WordPlace } from './visit-words.js';

/** 1-based and inclusive. */
export interface Lines {
  readonly startLine: number;
  readonly endLine: number;
}

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

/** Asked line by line, never back. */
function ownerByLine(definitions: readonly Lines[]): (line: number) => number {
  const order = definitions.map((_, index) => index);
  order.sort((a, b) => definitions[a]!.startLine - definitions[b]!.startLine || a - b);
  const open: number[] = [];
  let next = 0;
  return (line) => {
    for (; next < order.length && definitions[order[next]!]!.startLine <= line; next++)
      open.push(order[next]!);
    while (open.length > 0 && definitions[open.at(-1)!]!.endLine < line) open.pop();
    return open.at(-1) ?? order.length;
  };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}
