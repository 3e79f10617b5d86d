import { expect, it } from 'vitest';
import { billOf, promptOf, sumOf } from '../../src/billing/bill.js';
import { findModel } from '../../src/tokens/models.js';

const price = findModel('claude-opus-4-5')!.price;
const million = { input: 1e6, cacheWrite: 1e6, cacheRead: 1e6, output: 1e6 };

it('bills each kind of token at its price, by Anthropic’s table: $5, $6.25, $10, $0.50, $25', () => {
  expect(billOf(million, price)).toBeCloseTo(5 + 6.25 + 0.5 + 25);
  expect(billOf({ ...million, cacheWriteHour: 1e6 }, price)).toBeCloseTo(5 + 10 + 0.5 + 25);
  expect(billOf({ ...million, cacheWriteHour: 0.5e6 }, price)).toBeCloseTo(5 + 3.125 + 5 + 0.5 + 25);
});

it('takes all writes for an hour’s where only their lifetime is known', () => {
  expect(billOf(million, price, 3_600_000)).toBeCloseTo(5 + 10 + 0.5 + 25);
  expect(billOf(million, price, 300_000)).toBeCloseTo(5 + 6.25 + 0.5 + 25);
  expect(billOf({ ...million, cacheWriteHour: 0 }, price, 3_600_000)).toBeCloseTo(5 + 6.25 + 0.5 + 25);
});

it('adds up, and tells the prompt', () => {
  const one = { input: 1, cacheWrite: 2, cacheRead: 3, output: 4 };
  expect(sumOf([one, one])).toEqual({ input: 2, cacheWrite: 4, cacheRead: 6, output: 8 });
  expect(sumOf([one, { ...one, cacheWriteHour: 2 }]).cacheWriteHour).toBe(2);
  expect(promptOf(one)).toBe(6);
});
