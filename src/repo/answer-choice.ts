import type { IndexedSymbol } from './file-facts.js';
import type { RankedSymbol } from './rank-symbols.js';

export interface BodyRoom {
  /** Tokens for all bodies. */
  readonly room: number;
  readonly symbolOf: (ranked: RankedSymbol) => IndexedSymbol;
  /** Tokens of a body, with what stands above it. */
  readonly cost: (ranked: RankedSymbol) => number;
}

/** Definitions that are looked at. */
const LOOKED_AT = 60;

/** How likely a body must be to answer, for each token that it takes: less than this is better asked for. The best is given in any case. */
const LEAST_WORTH = 1 / 10_000;

/** Tokens that a body costs its reader besides its own. */
const READING = 50;

/** Lines of the largest class that is shown as a whole; of a larger one, its members are. */
const SMALL_CLASS = 40;
const HOLDS_MEMBERS = /class|struct|interface|trait|impl|module|namespace|enum|object|record|heading/;

/**
 * The definitions to be shown in full, the ones worth most first: none within another, and all together in the room there
 * is. A body's worth is how likely it answers, by its tokens: taken in that order, they give most for what is spent.
 */
export function chooseBodies(
  symbols: readonly RankedSymbol[],
  { room, symbolOf, cost }: BodyRoom,
): readonly RankedSymbol[] {
  const likely = symbols
    .slice(0, LOOKED_AT)
    .filter((ranked) => !isLargeClass(symbolOf(ranked)))
    .map((ranked) => {
      const tokens = cost(ranked);
      return { ranked, tokens, worth: ranked.score / (tokens + READING) };
    })
    .sort((a, b) => b.worth - a.worth);
  const chosen: RankedSymbol[] = [];
  let spent = 0;
  for (const { ranked, tokens, worth } of likely) {
    const after = spent + tokens;
    if (after > room || (chosen.length > 0 && worth < LEAST_WORTH)) continue;
    if (chosen.some((other) => overlap(ranked, other, symbolOf))) continue;
    chosen.push(ranked);
    spent = after;
  }
  return chosen;
}

function isLargeClass({ kind, startLine, endLine }: IndexedSymbol): boolean {
  return HOLDS_MEMBERS.test(kind) && endLine - startLine >= SMALL_CLASS;
}

function overlap(a: RankedSymbol, b: RankedSymbol, symbolOf: BodyRoom['symbolOf']): boolean {
  if (a.path !== b.path) return false;
  const [one, other] = [symbolOf(a), symbolOf(b)];
  return one.startLine <= other.endLine && other.startLine <= one.endLine;
}
