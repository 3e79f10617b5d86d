import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RetrievalCharge, retrievalCharges } from '../../src/session/retrieval-charges.js';
import type { ExchangeRecord } from '../../src/store/exchange-record.js';
import type { UsageEvent } from '../../src/store/store.js';
import { COSTS, exchangeRecord, without } from '../contracts/exchange-store.js';
import { usageEvent } from '../contracts/store.js';
import { storeOf } from './summarized.js';

const MINUTE = 60_000;

const request = (id: string, minute: number, given = {}) =>
  exchangeRecord({ id, at: minute * MINUTE, session: 's', project: 'engine', ...given });
const fetched = (minute: number, given = {}) =>
  usageEvent({
    at: minute * MINUTE,
    project: 'engine',
    view: 'original',
    baseline: 0,
    returned: 1_980,
    sent: 20,
    ...given,
  });
const all = async (
  exchanges: readonly ExchangeRecord[],
  events: readonly UsageEvent[],
  factor = 1,
): Promise<readonly RetrievalCharge[]> => {
  const store = await storeOf(exchanges, events);
  const totals = await store.exchangeTotals({});
  return retrievalCharges({ store, filter: {}, totals, events, factorFor: () => factor });
};
const charges = async (...given: Parameters<typeof all>) =>
  Object.fromEntries((await all(...given)).map(({ exchange, ...charge }) => [exchange.id, charge]));
const dollars = (microdollars: number) => expect.closeTo(microdollars / 1e6, 12);

describe('retrievalCharges', () => {
  it('charges an original as new text once, and as old text on every later request of the session', async () => {
    const exchanges = [request('a', 1), request('b', 3), request('c', 4), request('d', 5, { session: 't' })];
    expect(await charges(exchanges, [fetched(2)])).toEqual({
      b: { fetched: 2_000, cost: dollars(2_000 * 6.25) },
      c: { fetched: 0, cost: dollars(2_000 * 0.5) },
    });
  });

  it('charges at the price of the request that carries it, times the factor', async () => {
    const usage = { input: 20_000, output: 9, cacheRead: 0, cacheWrite: 0 };
    const exchanges = [request('b', 3, { model: 'gpt-5', usage }), request('c', 4, { usage })];
    expect(await charges(exchanges, [fetched(2)], 1.5)).toEqual({
      b: { fetched: 2_000, cost: dollars(2_000 * 1.25 * 1.5) },
      c: { fetched: 0, cost: dollars(2_000 * 5 * 1.5) },
    });
  });

  it('charges the price of a long prompt to one that is long', async () => {
    const usage = { input: 0, output: 9, cacheRead: 0, cacheWrite: 150_000 };
    const exchanges = [request('b', 3, { model: 'claude-haiku-5-5', usage })];
    expect(await charges(exchanges, [fetched(2)])).toEqual({
      b: { fetched: 2_000, cost: dollars(2_000 * 0.125 * 5) },
    });
  });

  it('takes the next request of the same project, and of any where that project has none', async () => {
    const exchanges = [request('other', 3, { project: 'mill', session: 't' }), request('own', 4)];
    expect(Object.keys(await charges(exchanges, [fetched(2)]))).toEqual(['own']);
    expect(Object.keys(await charges(exchanges, [fetched(2, { project: '/home/ada/loom' })]))).toEqual([
      'other',
    ]);
  });

  it('charges nothing to requests that had ended, or came much later, or carry nothing of ours', async () => {
    expect(await charges([request('a', 1)], [fetched(2)])).toEqual({});
    expect(await charges([request('a', 63)], [fetched(2)])).toEqual({});
    const untouched = { tokensBefore: 20_000, tokensAfter: 20_000 };
    expect(await charges([request('a', 3, untouched)], [fetched(2)])).toEqual({});
    expect(await charges([request('a', 3)], [fetched(2, { view: 'full' })])).toEqual({});
  });

  it('charges no more than the whole prompt, and no money where there is no price', async () => {
    const usage = { input: 0, output: 9, cacheRead: 1_000, cacheWrite: 500 };
    expect(await charges([request('a', 3, { usage })], [fetched(2)])).toEqual({
      a: { fetched: 1_500, cost: dollars(1_500 * 6.25) },
    });
    const unpriced = without(request('a', 3, { model: 'llama3' }), ...COSTS);
    expect(await charges([unpriced], [fetched(2)])).toEqual({ a: { fetched: 2_000, cost: 0 } });
  });

  it('law: each original is fetched once at most, and costs never below 0', async () => {
    const minute = fc.nat(200);
    const exchanges = fc
      .array(
        fc.record({ at: minute, session: fc.constantFrom('s', 't'), project: fc.constantFrom('p', 'q') }),
      )
      .map((all) =>
        all
          .map((given, n) => request(String(n), given.at, { session: given.session, project: given.project }))
          .sort((a, b) => a.at - b.at),
      );
    const events = fc
      .array(fc.record({ at: minute, project: fc.constantFrom('p', 'q', 'r'), returned: fc.nat(3_000) }))
      .map((all) =>
        all
          .map(({ at, project, returned }) => fetched(at, { project, returned, sent: 0 }))
          .sort((a, b) => a.at - b.at),
      );
    await fc.assert(
      fc.asyncProperty(exchanges, events, async (some, those) => {
        const found = await all(some, those);
        const sum = found.reduce((total, charge) => total + charge.fetched, 0);
        expect(sum).toBeLessThanOrEqual(those.reduce((total, { returned }) => total + returned, 0));
        for (const { cost, fetched: tokens } of found) {
          expect(cost).toBeGreaterThanOrEqual(0);
          expect(tokens).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
