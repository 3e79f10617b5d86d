/** How much what is wanted counts against what is new. */
const LAMBDA = 0.7;

export interface Choosable {
  /** From 0 to 1. */
  readonly relevance: number;
  /** What it takes of the room. */
  readonly cost: number;
}

/**
 * Chooses by maximal marginal relevance: again and again what is most wanted and least like what was chosen before, while
 * it fits. The first fits in any case. J. Carbonell, J. Goldstein, "The Use of MMR, Diversity-Based Reranking for
 * Reordering Documents and Producing Summaries" (SIGIR 1998). Of equal ones the first. O(chosen × given).
 *
 * @param likenessTo how like each of them is to one, from 0 to 1
 * @returns numbers of those chosen, the best first
 */
export function marginalRelevance(
  given: readonly Choosable[],
  likenessTo: (one: number) => Float64Array,
  room: number,
): readonly number[] {
  const likeness = new Float64Array(given.length);
  const left = new Set(given.keys());
  const chosen: number[] = [];
  let free = room;
  while (left.size > 0 && free > 0) {
    let best = -1;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (const at of left) {
      if (chosen.length > 0 && given[at]!.cost > free) {
        left.delete(at);
        continue;
      }
      const score = LAMBDA * given[at]!.relevance - (1 - LAMBDA) * likeness[at]!;
      if (score <= bestScore) continue;
      best = at;
      bestScore = score;
    }
    if (best < 0) break;
    chosen.push(best);
    left.delete(best);
    free -= given[best]!.cost;
    likenessTo(best).forEach((like, at) => {
      if (like > likeness[at]!) likeness[at] = like;
    });
  }
  return chosen;
}
