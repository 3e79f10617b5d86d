import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearDuplicates } from '../../src/similarity/near-duplicates.js';
import { jaccard, shingles } from '../../src/similarity/shingles.js';

/** Words that look random and are the same in every run. */
function wordsFrom(seed: number, count: number): string[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return `w${state % 5000}`;
  });
}

/** The text with every so many words replaced. */
const altered = (words: readonly string[], every: number) =>
  words.map((word, k) => (k % every === 7 ? `${word}x` : word)).join(' ');

describe('nearDuplicates', () => {
  const a = wordsFrom(1, 400);
  const b = wordsFrom(2, 400);

  it('pairs a copy with the earlier text, and no others', () => {
    const texts = [a.join(' '), b.join(' '), altered(a, 60), wordsFrom(3, 400).join(' ')];
    expect(nearDuplicates(texts)).toEqual([{ of: 0, at: 2, similarity: expect.closeTo(0.9, 1) }]);
  });

  it('pairs every copy with the same earlier text, which is no copy itself', () => {
    const texts = [a.join(' '), altered(a, 100), altered(a, 90), a.join(' ')];
    expect(nearDuplicates(texts).map(({ of, at }) => [of, at])).toEqual([
      [0, 1],
      [0, 2],
      [0, 3],
    ]);
  });

  it('reports the exact Jaccard index of the shingles', () => {
    const texts = [a.join(' '), altered(a, 80)];
    const sets = texts.map((text) => {
      const words = text.split(' ');
      return new Set(words.slice(2).map((_, k) => words.slice(k, k + 3).join(' ')));
    });
    const both = [...sets[0]!].filter((shingle) => sets[1]!.has(shingle)).length;
    expect(nearDuplicates(texts)[0]?.similarity).toBeCloseTo(
      both / (sets[0]!.size + sets[1]!.size - both),
      12,
    );
  });

  it('finds what comparing all pairs finds', () => {
    const texts = Array.from({ length: 120 }, (_, k) =>
      altered(wordsFrom(k % 40, 200), 20 + 10 * Math.floor(k / 40)),
    );
    const sets = texts.map((text) => shingles(text));
    for (const threshold of [0.3, 0.6, 0.8]) {
      const originals: number[] = [];
      const expected = sets.flatMap((set, at) => {
        const isCopy = originals.some((of) => jaccard(sets[of]!, set) >= threshold);
        if (!isCopy) originals.push(at);
        return isCopy ? [at] : [];
      });
      expect(nearDuplicates(texts, { threshold }).map(({ at }) => at)).toEqual(expected);
      expect(expected.length).toBeGreaterThan(20);
    }
  });

  it('takes equal texts of any content for copies, unless they are blank', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const pairs = nearDuplicates([text, text]);
        expect(pairs).toEqual(shingles(text).length === 0 ? [] : [{ of: 0, at: 1, similarity: 1 }]);
      }),
    );
    expect(nearDuplicates(['', '', ' \n', ' \n'])).toEqual([]);
  });

  it('is done with thousands of texts that have much in common', () => {
    const common = wordsFrom(9, 150);
    const texts = Array.from({ length: 2000 }, (_, k) => [...common, ...wordsFrom(k + 10, 60)].join(' '));
    expect(nearDuplicates(texts)).toEqual([]);
  });

  it('is done with texts of 20 MB, and tells a copy by a sample', () => {
    const long = wordsFrom(5, 3_000_000).join(' ');
    const pairs = nearDuplicates([
      long,
      'a'.repeat(20_000_000),
      `one word more ${long}`,
      '\n'.repeat(20_000_000),
    ]);
    expect(pairs.map(({ of, at }) => [of, at])).toEqual([[0, 2]]);
    expect(pairs[0]!.similarity).toBeGreaterThan(0.99);
  });
});

describe('shingles', () => {
  it('do not depend on white space', () => {
    expect(shingles('if (a) {\n  b();\n}')).toEqual(shingles('if (a) {   b(); }'));
    expect(shingles('a b')).not.toEqual(shingles('ab'));
  });

  it('are a sample of the smallest hashes where there are too many', () => {
    const text = wordsFrom(4, 5000).join(' ');
    expect(shingles(text, { cap: 100 })).toEqual(shingles(text).slice(0, 100));
  });

  it('let the Jaccard index be estimated from samples', () => {
    const [left, right] = [wordsFrom(6, 20_000).join(' '), altered(wordsFrom(6, 20_000), 12)];
    const exact = jaccard(shingles(left, { cap: 1e6 }), shingles(right, { cap: 1e6 }), 1e6);
    const estimate = jaccard(shingles(left, { cap: 2000 }), shingles(right, { cap: 2000 }), 2000);
    expect(Math.abs(estimate - exact)).toBeLessThan(0.05);
  });
});
