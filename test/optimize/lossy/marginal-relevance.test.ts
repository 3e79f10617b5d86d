import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { termLikeness } from '../../../src/optimize/lossy/likeness.js';
import { marginalRelevance } from '../../../src/optimize/lossy/marginal-relevance.js';

const choose = (
  texts: readonly string[],
  relevance: readonly number[],
  most = 100,
  least = most,
): readonly number[] =>
  marginalRelevance(
    texts.map((text, at) => ({ relevance: relevance[at]!, cost: text.length })),
    termLikeness(texts.map((text) => text.split(' '))),
    { most, least },
  );

describe('marginalRelevance', () => {
  it('takes the most wanted first, then what is like nothing taken', () => {
    const texts = ['the cat sat here', 'the cat sat there', 'a dog ran'];
    expect(choose(texts, [1, 0.9, 0.7])).toEqual([0, 2, 1]);
    expect(choose(texts, [1, 0.9, 0.7], 26)).toEqual([0, 2]);
  });

  it('takes the most wanted first, by however little', () => {
    expect(choose(['a', 'a'], [0.9999999999999979, 0.999999999999998])[0]).toBe(1);
  });

  it('takes the first although it does not fit, and else only what fits', () => {
    expect(choose(['far too long for it', 'short'], [1, 0.5], 10)).toEqual([0]);
    expect(choose(['short', 'far too long for it', 'tiny'], [1, 0.9, 0.5], 10)).toEqual([0, 2]);
  });

  it('fills with what nobody wants up to the least only', () => {
    const texts = ['aaaa', 'bbbb', 'cccc', 'dddd', 'eeee'];
    expect(choose(texts, [0, 1, 0, 0.5, 0.1], 20, 12)).toEqual([1, 3, 4]);
    expect(choose(texts, [0, 0, 0, 0, 0], 20, 8)).toEqual([0, 1]);
  });

  it('chooses each once, within the room, and the same again', () => {
    const word = fc.constantFrom('a', 'b', 'c', 'd');
    const item = fc.record({
      text: fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' ')),
      relevance: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 30 }), fc.integer({ min: 1, max: 200 }), (items, most) => {
        const texts = items.map(({ text }) => text);
        const relevance = items.map((one) => one.relevance);
        const chosen = choose(texts, relevance, most, most / 2);
        expect(new Set(chosen).size).toBe(chosen.length);
        const cost = chosen.slice(1).reduce((sum, at) => sum + texts[at]!.length, 0);
        expect(cost).toBeLessThanOrEqual(most);
        expect(choose(texts, relevance, most, most / 2)).toEqual(chosen);
        if (items.length > 0) expect(relevance[chosen[0]!]).toBe(Math.max(...relevance));
      }),
    );
  });
});
