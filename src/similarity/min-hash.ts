import { mix32 } from './shingles.js';

/** Numbers in a signature. Divisible by every row count that the banding uses. */
export const SIGNATURE_SIZE = 120;

/** One seed for each hash function: the golden-ratio sequence, fixed so that signatures are the same everywhere. */
const SEEDS = Uint32Array.from({ length: SIGNATURE_SIZE }, (_, k) => mix32(Math.imul(k + 1, 0x9e3779b9)));

/**
 * The MinHash signature of a set of 32-bit hashes: for each of {@link SIGNATURE_SIZE} hash functions the smallest
 * value over the set. Two signatures agree at a place with the probability of the sets' Jaccard index (A. Broder,
 * "On the resemblance and containment of documents", 1997). All ones for the empty set.
 */
export function minHash(set: Uint32Array): Uint32Array {
  const signature = new Uint32Array(SIGNATURE_SIZE);
  for (let k = 0; k < SIGNATURE_SIZE; k++) {
    const seed = SEEDS[k]!;
    let least = 0xffffffff;
    for (let at = 0; at < set.length; at++) {
      const value = mix32(set[at]! ^ seed);
      if (value < least) least = value;
    }
    signature[k] = least;
  }
  return signature;
}
