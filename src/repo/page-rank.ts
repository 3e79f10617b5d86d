/** Weighted links between `size` nodes as compressed rows: node `n` links to `targets[i]` for `starts[n] ≤ i < starts[n + 1]`. */
export interface Links {
  readonly size: number;
  /** `size + 1` offsets. */
  readonly starts: Uint32Array;
  readonly targets: Uint32Array;
  /** Above 0, of any sum. */
  readonly weights: Float64Array;
}

const DAMPING = 0.85;
/** Change of all ranks together at which they are taken as settled. */
const TOLERANCE = 1e-9;
const MOST_ROUNDS = 100;

/**
 * Personalized PageRank by power iteration: the share of time that a surfer spends at each node who follows a link by
 * its weight with probability 0.85 and else, or where no link leads on, jumps by `personalization`. Adds up to 1.
 * L. Page, S. Brin, R. Motwani, T. Winograd, "The PageRank Citation Ranking" (1999).
 * @param personalization a probability a node, adding up to 1
 */
export function pageRank(links: Links, personalization: Float64Array): Float64Array {
  const { size, starts, targets, weights } = links;
  const shares = rowShares(links);
  let ranks = Float64Array.from(personalization);
  let next = new Float64Array(size);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    next.fill(0);
    let followed = 0;
    for (let node = 0; node < size; node++) {
      const passed = DAMPING * ranks[node]! * shares[node]!;
      if (passed === 0) continue;
      followed += DAMPING * ranks[node]!;
      const end = starts[node + 1]!;
      for (let i = starts[node]!; i < end; i++) next[targets[i]!]! += passed * weights[i]!;
    }
    let change = 0;
    for (let node = 0; node < size; node++) {
      next[node]! += (1 - followed) * personalization[node]!;
      change += Math.abs(next[node]! - ranks[node]!);
    }
    [ranks, next] = [next, ranks];
    if (change < TOLERANCE) break;
  }
  return ranks;
}

/** What a row's weights are to be multiplied by to add up to 1; 0 for a node without links. */
function rowShares({ size, starts, weights }: Links): Float64Array {
  const shares = new Float64Array(size);
  for (let node = 0; node < size; node++) {
    let sum = 0;
    const end = starts[node + 1]!;
    for (let i = starts[node]!; i < end; i++) sum += weights[i]!;
    shares[node] = sum > 0 ? 1 / sum : 0;
  }
  return shares;
}
