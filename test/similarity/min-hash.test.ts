import { describe, expect, it } from 'vitest';
import { minHash, SIGNATURE_SIZE } from '../../src/similarity/min-hash.js';
import { mix32 } from '../../src/similarity/shingles.js';

const setOf = (from: number, to: number) =>
  Uint32Array.from({ length: to - from }, (_, k) => mix32(from + k));
const agreeing = (a: Uint32Array, b: Uint32Array) =>
  a.filter((value, k) => value === b[k]).length / SIGNATURE_SIZE;

describe('minHash', () => {
  it('is the same for the same set, in any order', () => {
    expect(minHash(setOf(0, 500).reverse())).toEqual(minHash(setOf(0, 500)));
  });

  it.each([
    [0.9, 53],
    [0.5, 333],
    [0.2, 667],
  ])('agrees in about the share %f that two sets have in common', (jaccard, shift) => {
    const shares = Array.from({ length: 20 }, (_, k) =>
      agreeing(
        minHash(setOf(k * 9000, k * 9000 + 1000)),
        minHash(setOf(k * 9000 + shift, k * 9000 + shift + 1000)),
      ),
    );
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeCloseTo(jaccard, 1);
  });
});
