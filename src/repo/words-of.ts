import { KEYWORDS } from './keywords.js';
import type { Lexis } from './lexis.js';
import { wordTerms } from './search-terms.js';
import { visitWords } from './visit-words.js';

/** 1-based and inclusive. */
export interface Lines {
  readonly startLine: number;
  readonly endLine: number;
}

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
const MOST_REPEATS = 4;
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
  const ownerOn = ownerByLine(definitions);
  let line = 1;
  let lineEnd = endOfLine(text, 0);
  let owner = ownerOn(line);
  let comment: string[] = [];
  let commented = outside;

  visitWords(text, lexis, (start, end, place) => {
    for (; start > lineEnd; owner = ownerOn(line)) {
      lineEnd = endOfLine(text, lineEnd + 1);
      line++;
    }
    if (comment.length > 0 && (place !== 'comment' || hasEnded(commented))) attach();
    const word = text.slice(start, end);
    if (place === 'comment') {
      if (comment.length === 0) commented = owner;
      comment.push(word);
      return;
    }
    if (owner !== outside || !importLines.has(line)) add(owner, word);
    if (place === 'code' && lexis.code && isName(word)) mentions.set(word, (mentions.get(word) ?? 0) + 1);
  });
  attach();
  const terms = Array.from(counts, joined);
  return { terms: terms.slice(0, outside), outside: terms[outside]!, mentions };

  function hasEnded(definition: number): boolean {
    return definition !== outside && definitions[definition]!.endLine < line;
  }

  function attach(): void {
    const to = hasEnded(commented) ? commented : owner;
    for (const word of comment) add(to, word);
    comment = [];
  }

  function add(to: number, word: string): void {
    counts[to] ??= new Map();
    const own = counts[to];
    for (const term of wordTerms(word)) {
      const count = own.get(term) ?? 0;
      if (count < MOST_REPEATS && (count > 0 || own.size < MOST_TERMS)) own.set(term, count + 1);
    }
  }
}

/** The innermost definition on a line, or how many there are where none is; asked line by line, never back. */
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

function isName(word: string): boolean {
  return word.length <= LONGEST_NAME && !/^\d/.test(word) && !KEYWORDS.has(word);
}

function joined(counts: ReadonlyMap<string, number> = new Map()): string {
  const terms: string[] = [];
  for (const [term, count] of counts) for (let i = 0; i < count; i++) terms.push(term);
  return terms.join(' ');
}
