import { describe, expect, it } from 'vitest';
import { turnsToCome, type WorthInput, worthOf } from '../../src/session/worth.js';

const MINUTES = 60_000;

/** Sonnet 4.5's prices, and its cache of five minutes. */
const given: WorthInput = {
  behind: 50_000,
  saved: 30_000,
  price: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
  turnsToCome: 20,
  idle: 10_000,
  cacheLife: 5 * MINUTES,
};

describe('worthOf', () => {
  it('weighs one more write against fewer reads on this turn and each to come', () => {
    // 50,000 × (3.75 − 0.30) $/M against 30,000 × 0.30 $/M × 21
    expect(worthOf(given)).toEqual({
      pays: true,
      expired: false,
      cost: expect.closeTo(0.1725, 10),
      gain: expect.closeTo(0.189, 10),
    });
    expect(worthOf({ ...given, turnsToCome: 18 }).pays).toBe(false);
    expect(worthOf({ ...given, behind: 60_000 }).pays).toBe(false);
    expect(worthOf({ ...given, saved: 27_000 }).pays).toBe(false);
  });

  it('stakes no more than was won, and what this turn saves', () => {
    // 575,000 × 0.30 $/M is what one more write costs here; 30,000 of that are saved at once
    expect(worthOf({ ...given, won: 545_000 }).pays).toBe(true);
    expect(worthOf({ ...given, won: 544_000 }).pays).toBe(false);
    expect(worthOf({ ...given, won: 0, idle: 60 * MINUTES }).pays).toBe(true);
  });

  it('costs nothing once the cache has run out, a coarse minute later', () => {
    expect(worthOf({ ...given, saved: 1, turnsToCome: 0, idle: 6 * MINUTES })).toMatchObject({
      expired: false,
      pays: false,
    });
    expect(worthOf({ ...given, saved: 1, turnsToCome: 0, idle: 6 * MINUTES + 1 })).toMatchObject({
      expired: true,
      pays: true,
      cost: 0,
    });
  });

  it('pays never if nothing is saved', () => {
    expect(worthOf({ ...given, saved: 0, behind: 0 }).pays).toBe(false);
    expect(worthOf({ ...given, saved: 0, idle: 60 * MINUTES }).pays).toBe(false);
    expect(worthOf({ ...given, saved: -5, idle: 60 * MINUTES }).pays).toBe(false);
  });

  it('is done for a model without a price only where it costs nothing', () => {
    const { price: _, ...unpriced } = given;
    expect(worthOf(unpriced).pays).toBe(false);
    expect(worthOf({ ...unpriced, idle: 7 * MINUTES }).pays).toBe(true);
  });
});

describe('turnsToCome', () => {
  it('is as many as there were', () => {
    expect(turnsToCome(12, 40_000, 200_000)).toBe(12);
    expect(turnsToCome(12, 40_000, undefined)).toBe(12);
    expect(turnsToCome(0, 0, 200_000)).toBe(0);
  });

  it('is bounded by the window', () => {
    expect(turnsToCome(30, 150_000, 200_000)).toBe(10);
    expect(turnsToCome(30, 250_000, 200_000)).toBe(0);
  });
});
