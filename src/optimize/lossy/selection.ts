import { searchTerms } from '../../repo/search-terms.js';
import type { Embedder } from '../../similarity/embedder.js';
import { cosine } from '../../similarity/restatements.js';
import type { Asked } from './asked-for.js';
import { bm25Scores } from './bm25-scores.js';
import { termLikeness, vectorLikeness } from './likeness.js';
import { marginalRelevance, type Room } from './marginal-relevance.js';

/** Passages that are compared with each other and embedded: the best by their terms. */
const MOST_CANDIDATES = 400;
/** What the meaning counts where there is an embedder; the rest is for the terms. */
const MEANING = 0.5;

/** What is asked, as an embedder sees it. */
export interface Meaning {
  readonly embedder: Embedder;
  readonly vector: Float32Array;
}

/**
 * Chooses of texts those that answer best what is asked, and do not say the same again, as far as there is room: by
 * BM25, by the cosine of the embeddings if there is a meaning, and by maximal marginal relevance. Depends on nothing but
 * these texts, so that what is chosen of one result does not change with another.
 *
 * @param room in letters
 * @returns numbers of those chosen
 */
export async function selectPassages(
  texts: readonly string[],
  asked: Asked,
  meaning: Meaning | undefined,
  room: Room,
): Promise<readonly number[]> {
  const scores = bm25Scores(texts.length, (at) => searchTerms(texts[at]!), asked.terms);
  const candidates = best(scores, MOST_CANDIDATES);
  const shown = candidates.map((at) => texts[at]!);
  const highest = candidates.reduce((most, at) => Math.max(most, scores[at]!), 0) || 1;
  const byTerms = candidates.map((at) => scores[at]! / highest);
  const vectors = meaning && (await meaning.embedder.embed(shown));
  const choosable = shown.map((text, at) => ({
    relevance: vectors
      ? (1 - MEANING) * byTerms[at]! + MEANING * Math.max(0, cosine(vectors[at]!, meaning!.vector))
      : byTerms[at]!,
    cost: text.length,
  }));
  const likeness = vectors ? vectorLikeness(vectors) : termLikeness(shown.map(searchTerms));
  return marginalRelevance(choosable, likeness, room).map((at) => candidates[at]!);
}

/** Numbers of the highest scores, of equal ones the first, in their order. */
function best(scores: Float64Array, most: number): readonly number[] {
  const all = [...scores.keys()];
  if (all.length <= most) return all;
  return all
    .sort((a, b) => scores[b]! - scores[a]! || a - b)
    .slice(0, most)
    .sort((a, b) => a - b);
}
