import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExchangeGroup } from '../../src/session/summarize-exchanges.js';
import { COSTS, exchangeRecord, refused, without } from '../contracts/exchange-store.js';
import { usageEvent } from '../contracts/store.js';
import { summarized } from './summarized.js';

const DAY = 86_400_000;
const dollars = (amount: number) => expect.closeTo(amount, 9);

/** Two requests to Claude on two days, one to a model without a price, one refused, one that the upstream failed. */
const unpriced = without(exchangeRecord({ id: '3', at: DAY + 3, model: 'llama3', session: 't' }), ...COSTS);
const failed = without(
  exchangeRecord({
    id: '5',
    at: DAY + 5,
    status: 502,
    outcome: 'upstream_failed',
    tokensBefore: 0,
    tokensAfter: 0,
    savedFresh: 0,
    savedReplayed: 0,
    overheadMs: 20,
    passes: [],
  }),
  'usage',
  ...COSTS,
);
const traffic = [
  exchangeRecord({ id: '1', at: 1 }),
  exchangeRecord({ id: '2', at: DAY + 2, cachingSaved: 0.001, passes: ['known-outputs'] }),
  unpriced,
  { ...refused, at: DAY + 4 },
  failed,
];
const retrieval = usageEvent({
  at: DAY,
  project: 'engine',
  view: 'original',
  baseline: 0,
  returned: 1_900,
  sent: 100,
});

describe('summarizeExchanges', () => {
  it('adds up what was billed, saved and fetched back', async () => {
    const summary = await summarized(traffic, [retrieval]);
    const charged = (2_000 * 1.2 * 6.25) / 1e6;
    expect(summary).toMatchObject({
      requests: 5,
      sessions: 2,
      period: { from: 1, to: DAY + 5 },
      usage: { input: 30, output: 1_500, cacheRead: 54_000, cacheWrite: 6_000, cacheWriteHour: 0 },
      cost: dollars(2 * 0.03405),
      costWithout: dollars(2 * 0.03685 - charged),
      net: dollars(2 * 0.0028 - charged),
      textSaved: dollars(2 * 0.0028 - 0.001),
      cachingSaved: dollars(0.001),
      retrieved: dollars(-charged),
      tokens: { takenOut: 1_200, notSent: 3_000, fetched: 2_000 },
      unpriced: { requests: 1, models: ['llama3'] },
      errors: [
        { name: '401 by ctxopt', requests: 1 },
        { name: 'upstream_failed', requests: 1 },
      ],
      overheadMs: { p50: 3.125, p95: expect.closeTo(20 - 0.15 * (20 - 3.125)) },
      factors: [],
      byPass: [
        { name: 'known-outputs', requests: 3 },
        { name: 'call-echoes', requests: 2 },
      ],
    });
    expect(summary.net).toBeLessThan(0);
  });

  it('counts as an error what failed, in whatever way, and nothing else', async () => {
    const ended = (status: number, outcome: string) => exchangeRecord({ status, outcome });
    const { errors } = await summarized(
      [
        ...[ended(200, 'complete'), ended(0, 'client_aborted'), ended(404, 'probed'), ended(426, 'refused')],
        ...[ended(529, 'complete'), ended(426, 'complete'), ended(429, 'refused')],
        ...[ended(200, 'truncated'), ended(200, 'error_midway'), ended(504, 'upstream_failed')],
      ],
      [],
    );
    expect(errors.map(({ name }) => name)).toEqual([
      '426',
      '429 by ctxopt',
      '529',
      'error_midway',
      'truncated',
      'upstream_failed',
    ]);
  });

  it('tells projects, models, sessions and days apart', async () => {
    const { byProject, byModel, bySession, byDay } = await summarized(traffic, []);
    const rows = (groups: readonly ExchangeGroup[]) =>
      groups.map(({ name, requests, prompt, net }) => [name, requests, prompt, Math.round(net * 1e4)]);
    expect(rows(byProject)).toEqual([
      ['engine', 4, 60_030, 56],
      ['', 1, 0, 0],
    ]);
    expect(rows(byModel)).toEqual([
      ['claude-opus-4-5', 3, 40_020, 56],
      ['llama3', 1, 20_010, 0],
      ['none', 1, 0, 0],
    ]);
    expect(rows(bySession)).toEqual([
      [exchangeRecord().session, 3, 40_020, 56],
      ['t', 1, 20_010, 0],
    ]);
    expect(rows(byDay)).toEqual([
      ['1970-01-01', 1, 20_010, 28],
      ['1970-01-02', 4, 40_020, 28],
    ]);
  });

  it('looks at what came before the time that is asked about, and does not count it', async () => {
    const summary = await summarized(traffic, [{ ...retrieval, at: 0 }], DAY);
    expect(summary.requests).toBe(4);
    // fetched with the first request, and carried as old text by the second
    expect(summary.tokens.fetched).toBe(0);
    expect(summary.retrieved).toEqual(dollars((-2_000 * 1.2 * 0.5) / 1e6));
  });

  it('is all zeros for nothing', async () => {
    expect(await summarized([], [retrieval])).toEqual({
      requests: 0,
      sessions: 0,
      usage: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
      cost: 0,
      costWithout: 0,
      net: 0,
      textSaved: 0,
      cachingSaved: 0,
      retrieved: 0,
      tokens: { takenOut: 0, notSent: 0, fetched: 0 },
      unpriced: { requests: 0, models: [] },
      errors: [],
      factors: [],
      byPass: [],
      byProject: [],
      byModel: [],
      bySession: [],
      byDay: [],
    });
  });

  const anyExchange = fc
    .record({
      at: fc.nat(5 * DAY),
      project: fc.constantFrom('', 'engine', 'mill'),
      session: fc.constantFrom('s', 't', 'u'),
      model: fc.constantFrom('claude-opus-4-5', 'gpt-5', 'llama3'),
      status: fc.constantFrom(200, 429, 529),
      tokensBefore: fc.integer({ min: 10_000, max: 40_000 }),
      tokensAfter: fc.integer({ min: 5_000, max: 10_000 }),
      cost: fc.double({ min: 0, max: 2, noNaN: true }),
      costWithout: fc.double({ min: 0, max: 3, noNaN: true }),
    })
    .map(exchangeRecord);
  const anyTraffic = fc
    .array(anyExchange, { maxLength: 40 })
    .map((all) => all.map((one, n) => ({ ...one, id: String(n) })).sort((a, b) => a.at - b.at));
  const anyRetrievals = fc
    .array(
      fc.record({ at: fc.nat(5 * DAY), project: fc.constantFrom('engine', 'loom'), returned: fc.nat(9_000) }),
      {
        maxLength: 20,
      },
    )
    .map((all) => all.map((one) => ({ ...retrieval, ...one })).sort((a, b) => a.at - b.at));

  it('law: the parts add up to the whole, however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(anyTraffic, anyRetrievals, fc.nat(5 * DAY), async (some, events, since) => {
        const whole = await summarized(some, events, since);
        expect(whole.net).toBeCloseTo(whole.textSaved + whole.cachingSaved + whole.retrieved, 9);
        expect(whole.net).toBeCloseTo(whole.costWithout - whole.cost, 9);
        for (const groups of [whole.byProject, whole.byModel, whole.bySession, whole.byDay]) {
          const total = (of: (group: ExchangeGroup) => number) =>
            groups.reduce((sum, group) => sum + of(group), 0);
          expect(total(({ requests }) => requests)).toBe(whole.requests);
          expect(total(({ prompt }) => prompt)).toBe(
            whole.usage.input + whole.usage.cacheRead + whole.usage.cacheWrite,
          );
          expect(total(({ cost }) => cost)).toBeCloseTo(whole.cost, 9);
          expect(total(({ net }) => net)).toBeCloseTo(whole.net, 9);
        }
      }),
    );
  });

  it('law: what is fetched back never raises the net, and no count is below 0', async () => {
    await fc.assert(
      fc.asyncProperty(anyTraffic, anyRetrievals, async (some, events) => {
        const without = await summarized(some, []);
        const fetched = await summarized(some, events);
        expect(fetched.net).toBeLessThanOrEqual(without.net + 1e-9);
        expect(fetched.cost).toBe(without.cost);
        const counts = [...Object.values(fetched.usage), ...Object.values(fetched.tokens), fetched.requests];
        expect(Math.min(...counts)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
