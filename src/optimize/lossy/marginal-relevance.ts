/** How much what is wanted counts against what is new. */
const LAMBDA = 0.7;
/** Share of the highest relevance below which nothing is wanted. */
const WANTED = 0.2;

export interface Choosable {
  /** From 0 to 1. */
  readonly relevance: number;
  /** What it takes of the room. */
  readonly cost: number;
}

export interface Room {
  /** What those chosen may cost together. */
  readonly most: number;
  /** Up to what cost there may be some among them that nobody wants. */
  readonly least: number;
}

/**
 * Chooses by maximal marginal relevance: again and again what is most wanted and least like what was chosen before, while
 * it fits. The first fits in any case. J. Carbonell, J. Goldstein, "The Use of MMR, Diversity-Based Reranking for
 * Reordering Documents and Producing Summaries" (SIGIR 1998). Of equal ones the most wanted, then the first. O(chosen ×
 * given).
 *
 * @param likenessTo how like each of them is to one, from 0 to 1
 * @returns numbers of those chosen, in the order of the choice
 */
export function marginalRelevance(
  given: readonly Choosable[],
  likenessTo: (one: number) => Float64Array,
  room: Room,
): readonly number[] {
  const bar = WANTED * given.reduce((most, { relevance }) => Math.max(most, relevance), 0);
  const likeness = new Float64Array(given.length);
  const left = new Set(given.keys());
  const chosen: number[] = [];
  let taken = 0;
  const fits = ({ relevance, cost }: Choosable) => {
    const isWanted = relevance > 0 && relevance >= bar;
    return chosen.length === 0 || taken + cost <= (isWanted ? room.most : room.least);
  };
  while (left.size > 0) {
    let best: number | undefined;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (const at of left) {
      if (!fits(given[at]!)) {
        left.delete(at);
        continue;
      }
      const score = LAMBDA * given[at]!.relevance - (1 - LAMBDA) * likeness[at]!;
      // Two that differ in relevance by one bit can have the same score.
      const isAsGood =
        best !== undefined && score === bestScore && given[at]!.relevance > given[best]!.relevance;
      if (score <= bestScore && !isAsGood) continue;
      best = at;
      bestScore = score;
    }
    if (best === undefined) break;
    chosen.push(best);
    left.delete(best);
    taken += given[best]!.cost;
    likenessTo(best).forEach((like, at) => {
      if (like > likeness[at]!) likeness[at] = like;
    });
  }
  return chosen;
}
