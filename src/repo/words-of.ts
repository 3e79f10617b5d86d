import { KEYWORDS } from './keywords.js';
import type { Lexis } from './lexis.js';
import type { Lines } from './owner-by-line.js';
import { wordTerms } from './search-terms.js';
import { visitOwnedWords } from './visit-owned-words.js';

interface Words {
  /** For each definition the terms of its own lines, joined with blanks. */
  readonly terms: readonly string[];
  /** The same of the lines outside all of them, imports left out. */
  readonly outside: string;
  /** Identifiers in code, each with how often. */
  readonly mentions: Map<string, number>;
}

/** Different terms kept of one definition, and of what is outside all. */
const MOST_TERMS = 1_000;
/** A repeated term is kept so often: a score grows little with more. */
const MOST_REPEATS = 12;
/** A comment's word is kept so many times: it says in the reader's words what the code does. */
const COMMENT_REPEATS = 2;
/** UTF-16 units of a name; longer ones are made by programs. */
const LONGEST_NAME = 80;

/**
 * What the words of a file say: to which definition each belongs, and which names are mentioned in code. A line belongs to
 * the innermost definition on it, a comment to what follows it if that lies within the same definition.
 * @param definitions parents before their children
 * @param importLines on which imports begin
 */
export function wordsOf(
  text: string,
  lexis: Lexis,
  definitions: readonly Lines[],
  importLines: ReadonlySet<number>,
): Words {
  const outside = definitions.length;
  const counts: (Map<string, number> | undefined)[] = Array.from({ length: outside + 1 });
  const mentions = new Map<string, number>();
  let comment: string[] = [];
  let commented = outside;

  visitOwnedWords(text, lexis, definitions, (start, end, place, owner, line) => {
    if (comment.length > 0 && (place !== 'comment' || hasEnded(commented, line))) attach(owner, line);
    const word = text.slice(start, end);
    if (place === 'comment') {
      if (comment.length === 0) commented = owner;
      comment.push(word);
      return;
    }
    if (owner !== outside || !importLines.has(line)) add(owner, word, 1);
    if (place === 'code' && lexis.code && isName(word)) mentions.set(word, (mentions.get(word) ?? 0) + 1);
  });
  attach(outside, Number.POSITIVE_INFINITY);
  const terms = Array.from(counts, joined);
  return { terms: terms.slice(0, outside), outside: terms[outside]!, mentions };

  function hasEnded(definition: number, line: number): boolean {
    return definition !== outside && definitions[definition]!.endLine < line;
  }

  function attach(owner: number, line: number): void {
    const to = hasEnded(commented, line) ? commented : owner;
    for (const word of comment) add(to, word, COMMENT_REPEATS);
    comment = [];
  }

  function add(to: number, word: string, times: number): void {
    counts[to] ??= new Map();
    const own = counts[to];
    for (const term of wordTerms(word)) {
      const count = own.get(term) ?? 0;
      if (count > 0 || own.size < MOST_TERMS) own.set(term, Math.min(MOST_REPEATS, count + times));
    }
  }
}

function isName(word: string): boolean {
  return word.length <= LONGEST_NAME && !/^\d/.test(word) && !KEYWORDS.has(word);
}

function joined(counts: ReadonlyMap<string, number> = new Map()): string {
  const terms: string[] = [];
  for (const [term, count] of counts) for (let i = 0; i < count; i++) terms.push(term);
  return terms.join(' ');
}
