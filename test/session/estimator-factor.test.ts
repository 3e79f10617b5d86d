import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createLearnedFactors,
  factorOf,
  factorSample,
  leastFactor,
  modelFactors,
  percentile,
  SAMPLES,
} from '../../src/session/estimator-factor.js';
import { exchangeRecord } from '../contracts/exchange-store.js';

/** A request whose prompt was billed with so many tokens for 10,000 that were counted. */
const billed = (prompt: number, given = {}) =>
  exchangeRecord({
    tokensAfter: 10_000,
    usage: { input: 100, cacheRead: prompt - 600, cacheWrite: 500, output: 999 },
    ...given,
  });

describe('factorOf', () => {
  it('is the median, with the 10th and 90th percentile', () => {
    const ratios = [1.3, 1.1, 1.0, 1.2, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2.0];
    expect(factorOf(ratios)).toEqual({ factor: 1.5, low: 1.1, high: 1.9, requests: 11 });
  });

  it('needs five requests, and is not led astray by one', () => {
    expect(factorOf([1.1, 1.1, 1.1, 1.1])).toBeUndefined();
    expect(factorOf([1.1, 1.1, 40, 1.1, 1.1])?.factor).toBe(1.1);
  });

  it('forgets all but the latest 200', () => {
    const ratios = [...Array.from({ length: 500 }, () => 3), ...Array.from({ length: 200 }, () => 1.2)];
    expect(factorOf(ratios)).toEqual({ factor: 1.2, low: 1.2, high: 1.2, requests: 200 });
  });

  it('law: lies within its band, and the band within what was seen', () => {
    const ratio = fc.double({ min: 0.1, max: 10, noNaN: true });
    fc.assert(
      fc.property(fc.array(ratio, { minLength: 5, maxLength: 300 }), (ratios) => {
        const { factor, low, high } = factorOf(ratios)!;
        const seen = ratios.slice(-200);
        expect(low).toBeGreaterThanOrEqual(Math.min(...seen));
        expect(factor).toBeGreaterThanOrEqual(low);
        expect(high).toBeGreaterThanOrEqual(factor);
        expect(high).toBeLessThanOrEqual(Math.max(...seen));
      }),
    );
  });

  it('interpolates between ranks', () => {
    expect([0, 0.25, 0.5, 1].map((share) => percentile([10, 20, 30], share))).toEqual([10, 15, 20, 30]);
    expect(percentile([7], 0.95)).toBe(7);
  });
});

describe('leastFactor', () => {
  it('makes plain tokens of what is counted as more, or goes by the lowest bill', () => {
    expect(leastFactor('claude-opus-4-5-20251101', [])).toBeCloseTo(1 / 1.2, 12);
    expect(leastFactor('claude-opus-5-5', [1.1, 1.2])).toBeCloseTo(1 / 1.5, 12);
    expect(leastFactor('claude-opus-4-5', [0.7, 1.2])).toBe(0.7);
    expect(leastFactor('gpt-5', [1.02])).toBe(1);
    expect(leastFactor('llama3', [])).toBe(1);
  });
});

describe('factorSample', () => {
  it('is what was billed of the whole prompt, cached or not, by what was counted', () => {
    expect(factorSample(billed(12_000))).toEqual({ model: 'claude-opus-4-5', ratio: 1.2 });
    expect(factorSample(billed(12_000, { model: 'claude-opus-4-5-20251101' }))?.model).toBe(
      'claude-opus-4-5',
    );
  });

  it.each([
    ['was not counted', { tokensAfter: undefined }],
    ['was not billed', { usage: undefined }],
    ['is too short', { tokensAfter: 900 }],
    ['failed', { status: 529 }],
    ['is for no known model', { model: undefined }],
    ['was counted as no number', { tokensAfter: Number.NaN }],
    ['was billed as no number', { usage: { input: Number.NaN, cacheRead: 0, cacheWrite: 0, output: 0 } }],
    ['went to Ollama, which counts what it has not cached', { provider: 'ollama' }],
  ])('is nothing where the request %s', (_, given) => {
    expect(factorSample({ ...billed(12_000), ...given } as ReturnType<typeof billed>)).toBeUndefined();
  });
});

describe('modelFactors', () => {
  it('keeps models apart, the one most is known of first, and leaves out those of which too little is', () => {
    const many = (count: number, prompt: number, model: string) =>
      Array.from({ length: count }, () => ({ at: 0, model, counted: 10_000, billed: prompt }));
    const factors = modelFactors([
      ...many(5, 10_500, 'gpt-5'),
      ...many(4, 9_000, 'gpt-4o'),
      ...many(6, 13_000, 'claude-opus-4-5-20251101'),
      ...many(3, 11_000, 'claude-opus-4-5'),
    ]);
    expect(factors.map(({ model, factor, requests }) => [model, factor, requests])).toEqual([
      ['claude-opus-4-5', 1.3, 9],
      ['gpt-5', 1.05, 5],
    ]);
  });
});

describe('learned factors', () => {
  it('are by the latest requests of each model, whatever its name looks like', () => {
    const factors = createLearnedFactors(10);
    for (let n = 0; n < 3 * SAMPLES; n++) factors.learn(billed(n < 2 * SAMPLES + 50 ? 10_000 : 12_000));
    for (let n = 0; n < 5; n++) factors.learn(billed(15_000, { model: 'gpt-5' }));
    expect(factors.factorAtLeast('claude-opus-4-5-20251101')).toBe(1.2);
    expect(factors.factorAtLeast('gpt-5')).toBe(1.5);
    expect(factors.factorAtLeast('llama3')).toBe(1);
  });

  it('are the least there may be until enough is known', () => {
    const factors = createLearnedFactors(10);
    const seen = [1.3, 0.8, 1.3, 1.3, 1.3].map((ratio) => {
      factors.learn(billed(10_000 * ratio));
      return factors.factorAtLeast('claude-opus-4-5');
    });
    expect(seen.map((factor) => factor.toFixed(3))).toEqual(['0.833', '0.800', '0.800', '0.800', '1.300']);
  });

  it('are of so many models and no more', () => {
    const factors = createLearnedFactors(1);
    for (const model of ['gpt-5', 'claude-opus-4-5']) {
      for (let n = 0; n < 5; n++) factors.learn(billed(11_000, { model }));
    }
    expect(factors.factorAtLeast('gpt-5')).toBe(1.1);
    expect(factors.factorAtLeast('claude-opus-4-5')).toBe(1 / 1.2);
  });
});
