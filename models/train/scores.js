import { forEachWord } from './dist.js';

/** The cosine of two vectors of length 1. */
export function cosine(a, b) {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += a[d] * b[d];
  return sum;
}

/** How often a member of `high` scores above one of `low`; a tie counts half. 0.5 is chance. */
export function areaUnderCurve(high, low) {
  let won = 0;
  for (const a of high) for (const b of low) won += a > b ? 1 : a === b ? 0.5 : 0;
  return won / (high.length * low.length);
}

/** Mean reciprocal rank, and the share of queries whose own document is first, or among the first ten. */
export function retrieval(scoresOf, count) {
  let [reciprocal, first, ten] = [0, 0, 0];
  for (let query = 0; query < count; query++) {
    const scores = scoresOf(query);
    let rank = 1;
    for (let k = 0; k < count; k++) if (k !== query && scores[k] >= scores[query]) rank++;
    reciprocal += 1 / rank;
    if (rank === 1) first++;
    if (rank <= 10) ten++;
  }
  return { mrr: reciprocal / count, at1: first / count, at10: ten / count };
}

/**
 * BM25 over the same words that the model sees (k1 = 1.2, b = 0.75; S. Robertson and H. Zaragoza, "The Probabilistic
 * Relevance Framework", 2009): a function from a query to the score of each document.
 */
export function bm25(documents) {
  const postings = new Map();
  const lengths = documents.map((document, at) => {
    const counts = countWords(document);
    let length = 0;
    for (const [word, count] of counts) {
      length += count;
      const list = postings.get(word);
      if (list) list.push(at, count);
      else postings.set(word, [at, count]);
    }
    return length;
  });
  const mean = lengths.reduce((sum, length) => sum + length, 0) / documents.length;
  return (query) => {
    const scores = new Float64Array(documents.length);
    for (const word of countWords(query).keys()) {
      const list = postings.get(word) ?? [];
      const holding = list.length / 2;
      const idf = Math.log(1 + (documents.length - holding + 0.5) / (holding + 0.5));
      for (let k = 0; k < list.length; k += 2) {
        const [at, count] = [list[k], list[k + 1]];
        scores[at] += (idf * count * 2.2) / (count + 1.2 * (0.25 + (0.75 * lengths[at]) / mean));
      }
    }
    return scores;
  };
}

function countWords(text) {
  const counts = new Map();
  forEachWord(text, Number.POSITIVE_INFINITY, (hash) => {
    counts.set(hash, (counts.get(hash) ?? 0) + 1);
  });
  return counts;
}
