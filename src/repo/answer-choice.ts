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
const LOOKED_AT = 40;

/** Of the best score, what a body must have to be shown: this while nothing is spent, twice as much for what fills the room. */
const LEAST_SCORE = 0.45;

/** A body of so many tokens needs just that; a longer one a higher score, by this power of its tokens: it costs more bodies. */
const USUAL_TOKENS = 100;
const COST_POWER = 0.1;

/** Lines of the largest class that is shown as a whole; of a larger one, its members are. */
const SMALL_CLASS = 40;
const HOLDS_MEMBERS = /class|struct|interface|trait|impl|module|namespace|enum|object|record|heading/;

/** The definitions to be shown in full, the best first: none within another, and all together in the room there is. */
export function chooseBodies(
  symbols: readonly RankedSymbol[],
  { room, symbolOf, cost }: BodyRoom,
): readonly RankedSymbol[] {
  const best = symbols[0]?.score ?? 0;
  const likely = symbols
    .slice(0, LOOKED_AT)
    .filter((ranked) => !isLargeClass(symbolOf(ranked)))
    .map((ranked) => {
      const tokens = cost(ranked);
      return { ranked, tokens, worth: ranked.score / best / (tokens / USUAL_TOKENS) ** COST_POWER };
    })
    .sort((a, b) => b.worth - a.worth);
  const chosen: RankedSymbol[] = [];
  let spent = 0;
  for (const { ranked, tokens, worth } of likely) {
    const after = spent + tokens;
    if (after > room || (chosen.length > 0 && worth < LEAST_SCORE * (1 + after / room))) continue;
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
