const K1 = 1.2;
const B = 0.75;

/** What a term counts for at least that stands in more than half of all passages. */
const LEAST_IDF = 1e-6;

/**
 * How well each passage answers a query, from 0, by the weight that its terms have among these passages. S. Robertson,
 * H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009). Linear in the passages.
 *
 * @param termsOf the terms of a passage, with repetitions; asked once for each
 */
export function bm25Scores(
  size: number,
  termsOf: (passage: number) => readonly string[],
  query: readonly string[],
): Float64Array {
  const places = new Map(query.map((term, place) => [term, place]));
  const holders = new Float64Array(places.size);
  const lengths = new Float64Array(size);
  const hits: { readonly passage: number; readonly counts: ReadonlyMap<number, number> }[] = [];
  let total = 0;
  for (let passage = 0; passage < size; passage++) {
    const terms = termsOf(passage);
    const counts = new Map<number, number>();
    for (const term of terms) {
      const place = places.get(term);
      if (place !== undefined) counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    lengths[passage] = terms.length;
    total += terms.length;
    if (counts.size === 0) continue;
    for (const place of counts.keys()) holders[place]! += 1;
    hits.push({ passage, counts });
  }
  const idf = holders.map((held) => Math.max(LEAST_IDF, Math.log((size - held + 0.5) / (held + 0.5))));
  const average = total / size;
  const scores = new Float64Array(size);
  for (const { passage, counts } of hits) {
    const norm = K1 * (1 - B + (B * lengths[passage]!) / average);
    for (const [place, count] of counts) {
      scores[passage]! += (idf[place]! * count * (K1 + 1)) / (count + norm);
    }
  }
  return scores;
}
