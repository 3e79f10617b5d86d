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

/** Of the best score, what a body must have to be shown. */
const LEAST_SCORE = 0.5;

/** What is spent before the scores must be better: of the room, and of the best score. */
const MODEST_SHARE = 0.4;
const SURE_SCORE = 0.75;

/** The power of a body's tokens that its score is divided by: of two that are about as likely, the short one comes first. */
const COST_POWER = 0.15;

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
    .filter((ranked) => ranked.score >= LEAST_SCORE * best && !isLargeClass(symbolOf(ranked)))
    .map((ranked) => ({ ranked, tokens: cost(ranked) }))
    .sort((a, b) => worth(b) - worth(a));
  const chosen: RankedSymbol[] = [];
  let spent = 0;
  for (const { ranked, tokens } of likely) {
    if (spent + tokens > room) continue;
    if (spent + tokens > MODEST_SHARE * room && chosen.length > 0 && ranked.score < SURE_SCORE * best)
      continue;
    if (chosen.some((other) => overlap(ranked, other, symbolOf))) continue;
    chosen.push(ranked);
    spent += tokens;
  }
  return chosen;
}

function worth({ ranked, tokens }: { readonly ranked: RankedSymbol; readonly tokens: number }): number {
  return ranked.score / tokens ** COST_POWER;
}

function isLargeClass({ kind, startLine, endLine }: IndexedSymbol): boolean {
  return HOLDS_MEMBERS.test(kind) && endLine - startLine >= SMALL_CLASS;
}

function overlap(a: RankedSymbol, b: RankedSymbol, symbolOf: BodyRoom['symbolOf']): boolean {
  if (a.path !== b.path) return false;
  const [one, other] = [symbolOf(a), symbolOf(b)];
  return one.startLine <= other.endLine && other.startLine <= one.endLine;
}
