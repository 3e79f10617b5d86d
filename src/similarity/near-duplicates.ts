import { minHash, SIGNATURE_SIZE } from './min-hash.js';
import { jaccard, mix32, shingles } from './shingles.js';

/** Two texts, by their indices, that are nearly or quite the same. */
export interface NearDuplicate {
  /** The earlier text; never itself the `at` of another pair, so that it can stand for all its copies. */
  readonly of: number;
  /** The later copy. */
  readonly at: number;
  /** Jaccard index of their shingles, from the threshold to 1. */
  readonly similarity: number;
}

/** Candidates that one text is compared with, at most, so that one crowded neighborhood stays linear. */
const MAX_CANDIDATES = 24;
/** Texts remembered in one bucket, at most: the latest, since copies tend to stand near each other. */
const MAX_BUCKET = 16;
/** Rows a band may have, from the most selective; each divides the signature's size. */
const ROWS = [8, 6, 5, 4, 3, 2, 1] as const;
/** Chance with which a pair at the threshold must meet in some band. */
const RECALL = 0.995;

/**
 * Later texts that are near copies of earlier ones; each text is the `at` of at most one pair, of the copy most like
 * it. Candidates come from MinHash signatures cut into bands (locality-sensitive hashing: J. Leskovec, A. Rajaraman,
 * J. Ullman, "Mining of Massive Datasets", chapter 3); each is then confirmed by the Jaccard index of the shingles.
 * Deterministic; close to linear in the length of all texts together. Texts without a visible character match none.
 *
 * @param options.threshold least Jaccard index of a pair, above 0 and up to 1; 0.8 if not said
 */
export function nearDuplicates(
  texts: readonly string[],
  options: { readonly threshold?: number } = {},
): readonly NearDuplicate[] {
  return nearSketches(texts.map(sketchOf), options);
}

/** What of a text is compared: costs far more to make than to compare, so it is worth keeping. */
export interface Sketch {
  /** The shingles. */
  readonly set: Uint32Array;
  readonly signature: Uint32Array;
}

export function sketchOf(text: string): Sketch {
  const set = shingles(text);
  return { set, signature: minHash(set) };
}

/** As {@link nearDuplicates}, of texts whose sketches are at hand. */
export function nearSketches(
  sketches: readonly Sketch[],
  options: { readonly threshold?: number } = {},
): readonly NearDuplicate[] {
  const threshold = options.threshold ?? 0.8;
  const rows = rowsFor(threshold);
  const originals = new Map<number, Uint32Array>();
  const buckets = new Map<string, number[]>();
  const pairs: NearDuplicate[] = [];

  sketches.forEach(({ set, signature }, at) => {
    if (set.length === 0) return;
    const keys = bandKeys(signature, rows);
    let best: NearDuplicate | undefined;
    for (const of of candidates(keys, buckets)) {
      const similarity = jaccard(originals.get(of)!, set);
      if (similarity >= threshold && similarity > (best?.similarity ?? 0)) best = { of, at, similarity };
    }
    if (best) {
      pairs.push(best);
      return;
    }
    originals.set(at, set);
    for (const key of keys) {
      const bucket = buckets.get(key);
      if (!bucket) buckets.set(key, [at]);
      else if (bucket.push(at) > MAX_BUCKET) bucket.shift();
    }
  });
  return pairs;
}

/** The most rows a band can have while a pair at the threshold still meets in one with the wanted chance. */
function rowsFor(threshold: number): number {
  const recall = (rows: number) => 1 - (1 - threshold ** rows) ** (SIGNATURE_SIZE / rows);
  return ROWS.find((rows) => recall(rows) >= RECALL) ?? 1;
}

function bandKeys(signature: Uint32Array, rows: number): readonly string[] {
  const keys: string[] = [];
  for (let from = 0; from < signature.length; from += rows) {
    let [high, low] = [0, 0];
    for (let k = from; k < from + rows; k++) {
      high = mix32(high ^ signature[k]!);
      low = mix32(Math.imul(low, 31) + signature[k]!);
    }
    keys.push(`${from}:${high}:${low}`);
  }
  return keys;
}

/** Earlier texts that share a bucket, those with the most shared buckets first, then the earliest. */
function candidates(
  keys: readonly string[],
  buckets: ReadonlyMap<string, readonly number[]>,
): readonly number[] {
  const shared = new Map<number, number>();
  for (const key of keys) {
    for (const text of buckets.get(key) ?? []) shared.set(text, (shared.get(text) ?? 0) + 1);
  }
  return [...shared]
    .sort(([a, sharedByA], [b, sharedByB]) => sharedByB - sharedByA || a - b)
    .slice(0, MAX_CANDIDATES)
    .map(([text]) => text);
}
