import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exchangeCost, promptPrices } from '../../src/session/exchange-cost.js';
import type { Price } from '../../src/tokens/models.js';

/** Claude Opus 4.5. */
const opus: Price = { input: 5, output: 25, cacheRead: 0.5, cacheWrite: 6.25 };
/** GPT-5: to write costs no more than input. */
const gpt: Price = { input: 1.25, output: 10, cacheRead: 0.125, cacheWrite: 1.25 };

const nothing = { fresh: 0, replayed: 0, recached: 0 };
const saved = { fresh: 400, replayed: 600, recached: 0 };
const dollars = (microdollars: number) => expect.closeTo(microdollars / 1e6, 12);

describe('exchangeCost', () => {
  it('prices new text as written and old text as read where the request did both', () => {
    const usage = { input: 10, output: 500, cacheRead: 18_000, cacheWrite: 2_000 };
    expect(exchangeCost(usage, opus, saved, 1, false)).toEqual({
      cost: dollars(50 + 12_500 + 9_000 + 12_500),
      costWithout: dollars(34_050 + 400 * 6.25 + 600 * 0.5),
      cachingSaved: 0,
    });
  });

  it('prices it at twice the input where it was written for an hour', () => {
    const usage = { input: 0, output: 0, cacheRead: 1, cacheWrite: 2_000, cacheWriteHour: 2_000 };
    const { costWithout } = exchangeCost(usage, opus, saved, 1, false);
    expect(costWithout).toEqual(dollars(2_000 * 10 + 0.5 + 400 * 10 + 600 * 0.5));
  });

  it('prices all of it as input where nothing was cached', () => {
    const usage = { input: 20_000, output: 100, cacheRead: 0, cacheWrite: 0 };
    expect(exchangeCost(usage, opus, saved, 1, false)).toEqual({
      cost: dollars(100_000 + 2_500),
      costWithout: dollars(102_500 + 1_000 * 5),
      cachingSaved: 0,
    });
  });

  it('takes the price of input for old text where the provider had lost its cache', () => {
    const usage = { input: 0, output: 0, cacheRead: 0, cacheWrite: 20_000 };
    const { cost, costWithout } = exchangeCost(usage, opus, saved, 1, false);
    expect(costWithout - cost).toEqual(dollars(400 * 6.25 + 600 * 5));
  });

  it('counts what the client has cached itself for nobody', () => {
    const usage = { input: 1, output: 0, cacheRead: 90_000, cacheWrite: 10_000 };
    const { cost, costWithout } = exchangeCost(usage, opus, nothing, 1.3, false);
    expect(costWithout).toBe(cost);
  });

  it('multiplies what was counted by the factor', () => {
    const usage = { input: 1_000, output: 0, cacheRead: 8_000, cacheWrite: 0 };
    const { cost, costWithout } = exchangeCost(usage, gpt, saved, 1.5, false);
    expect(costWithout - cost).toEqual(dollars(1.5 * (400 * 1.25 + 600 * 0.125)));
  });

  it('subtracts what it cost to have cached text processed anew', () => {
    const usage = { input: 0, output: 0, cacheRead: 4_000, cacheWrite: 10_000 };
    const { cost, costWithout } = exchangeCost(usage, opus, { ...saved, recached: 9_000 }, 1, false);
    expect(costWithout - cost).toEqual(dollars(400 * 6.25 + 600 * 0.5 - 9_000 * 5.75));
    expect(costWithout).toBeLessThan(cost);
  });

  it('counts none of that where the cache had run out', () => {
    const usage = { input: 0, output: 0, cacheRead: 0, cacheWrite: 14_000 };
    const { cost, costWithout } = exchangeCost(usage, opus, { ...saved, recached: 9_000 }, 1, false);
    expect(costWithout - cost).toEqual(dollars(400 * 6.25 + 600 * 5));
  });

  it('prices as read what made the prompt too short for the cache, which may have served it before', () => {
    const usage = { input: 3_600, output: 0, cacheRead: 0, cacheWrite: 0 };
    const at = (minimum: number) => exchangeCost(usage, opus, saved, 1, false, minimum);
    expect(at(4_096).costWithout).toEqual(dollars(3_600 * 5 + 1_000 * 0.5));
    // too short in any case, and long enough in any case
    expect(at(5_000).costWithout).toEqual(dollars(3_600 * 5 + 1_000 * 5));
    expect(at(1_024).costWithout).toEqual(dollars(3_600 * 5 + 1_000 * 5));
  });

  it('tells the gain of breakpoints that were inserted apart, also where they are only written yet', () => {
    const first = { input: 100, output: 0, cacheRead: 0, cacheWrite: 10_000 };
    expect(exchangeCost(first, opus, saved, 1, true)).toEqual({
      cost: dollars(500 + 62_500),
      costWithout: dollars(10_100 * 5 + 1_000 * 5),
      cachingSaved: dollars(-12_500),
    });
    const next = { input: 100, output: 0, cacheRead: 10_000, cacheWrite: 1_000 };
    expect(exchangeCost(next, opus, saved, 1, true)).toEqual({
      cost: dollars(500 + 5_000 + 6_250),
      costWithout: dollars(11_100 * 5 + 1_000 * 5),
      cachingSaved: dollars(55_500 - 11_750),
    });
  });

  const anyUsage = fc
    .record({ input: fc.nat(1e6), output: fc.nat(1e5), cacheRead: fc.nat(1e6), cacheWrite: fc.nat(1e6) })
    .chain((usage) =>
      fc
        .option(fc.nat(usage.cacheWrite), { nil: undefined })
        .map((hour) => (hour === undefined ? usage : { ...usage, cacheWriteHour: hour })),
    );
  const anySaved = fc.record({ fresh: fc.nat(1e5), replayed: fc.nat(1e5), recached: fc.constant(0) });
  const anyPrice = fc.constantFrom(opus, gpt);
  const anyFactor = fc.double({ min: 0.5, max: 2, noNaN: true });

  it('law: with nothing written anew, what was saved never makes it dearer, and never pays more than twice the input', () => {
    fc.assert(
      fc.property(anyUsage, anyPrice, anySaved, anyFactor, (usage, price, tokens, factor) => {
        const { cost, costWithout, cachingSaved } = exchangeCost(usage, price, tokens, factor, false);
        expect(cost).toBeGreaterThanOrEqual(0);
        expect(costWithout).toBeGreaterThanOrEqual(cost);
        expect(cachingSaved).toBe(0);
        const most = ((tokens.fresh * 2 * price.input + tokens.replayed * price.input) * factor) / 1e6;
        expect(costWithout - cost).toBeLessThanOrEqual(most * (1 + 1e-9) + 1e-12);
      }),
    );
  });

  it('law: old text never counts for more than new text, nor caching of our own for anything but its gain', () => {
    fc.assert(
      fc.property(anyUsage, anyPrice, anySaved, anyFactor, (usage, price, tokens, factor) => {
        const { fresh, replayed } = promptPrices(usage, price);
        expect(replayed).toBeLessThanOrEqual(fresh + 1e-9);
        const marked = exchangeCost(usage, price, tokens, factor, true);
        const text = ((tokens.fresh + tokens.replayed) * factor * price.input) / 1e6;
        expect(marked.costWithout - marked.cost).toBeCloseTo(text + marked.cachingSaved, 9);
      }),
    );
  });
});
