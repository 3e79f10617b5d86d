import { describe, expect, it } from 'vitest';
import { bm25Scores } from '../../../src/optimize/lossy/bm25-scores.js';

const scores = (passages: readonly string[], query: string) =>
  bm25Scores(passages.length, (at) => passages[at]!.split(' '), query.split(' '));

describe('bm25Scores', () => {
  it('gives the figure of the formula', () => {
    const [first, second, third] = scores(['a b b c', 'c d', 'd e f g h i'], 'b');
    const idf = Math.log((3 - 1 + 0.5) / (1 + 0.5));
    expect(first).toBeCloseTo((idf * 2 * 2.2) / (2 + 1.2 * (0.25 + (0.75 * 4) / 4)), 10);
    expect([second, third]).toEqual([0, 0]);
  });

  it('holds rare terms, many of them and short passages for better', () => {
    const [rare, common] = scores(['a x', 'b x', 'c y', 'd z', 'e z', 'f z'], 'a x');
    expect(rare).toBeGreaterThan(common!);
    const [twice, once] = scores(['a a b', 'a b b', 'c c c', 'd d d', 'e e e'], 'a');
    expect(twice).toBeGreaterThan(once!);
    const [short, long] = scores(['a b', 'a b c d e f', 'x y', 'x z', 'y z'], 'a');
    expect(short).toBeGreaterThan(long!);
  });

  it('is never below zero, however common a term', () => {
    for (const score of scores(['a', 'a', 'a b'], 'a')) expect(score).toBeGreaterThan(0);
    expect([...scores(['', ''], 'a')]).toEqual([0, 0]);
  });
});
