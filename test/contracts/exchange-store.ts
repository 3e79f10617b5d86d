import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Alert, ExchangeFilter, ExchangeRecord } from '../../src/store/exchange-record.js';
import type { ExchangeTotals } from '../../src/store/exchange-totals.js';
import type { Store } from '../../src/store/store.js';

/** A request to Claude that read most of its prompt from the cache, and 1,000 tokens of which had been taken out. */
export function exchangeRecord(given: Partial<ExchangeRecord> = {}): ExchangeRecord {
  return {
    id: '0c4c2f5e-0000-4000-8000-000000000001',
    at: 1_700_000_000_000,
    project: 'engine',
    session: 'b7d6a1c0-0000-4000-8000-000000000002',
    key: 'k_ada',
    provider: 'anthropic',
    upstream: 'anthropic',
    endpoint: 'anthropic-messages',
    model: 'claude-opus-4-5',
    status: 200,
    outcome: 'complete',
    firstByteMs: 812.25,
    totalMs: 4_031.5,
    overheadMs: 3.125,
    tokensBefore: 21_000,
    tokensAfter: 20_000,
    savedFresh: 400,
    savedReplayed: 600,
    breakpoints: 0,
    passes: ['call-echoes', 'known-outputs'],
    usage: { input: 10, output: 500, cacheRead: 18_000, cacheWrite: 2_000, cacheWriteHour: 0 },
    cost: 0.03405,
    costWithout: 0.03685,
    cachingSaved: 0,
    bypassed: false,
    ...given,
  };
}

export const COSTS = ['cost', 'costWithout', 'cachingSaved'] as const;

/** The record without members that may be absent. */
export function without(record: ExchangeRecord, ...names: (keyof ExchangeRecord)[]): ExchangeRecord {
  const left = Object.entries(record).filter(([name]) => !(names as string[]).includes(name));
  return Object.fromEntries(left) as unknown as ExchangeRecord;
}

/** All that may be absent is: a request that was refused. */
export const refused: ExchangeRecord = {
  id: '0c4c2f5e-0000-4000-8000-000000000003',
  at: 1_700_000_000_001,
  project: '',
  provider: 'openai',
  upstream: 'openai',
  status: 401,
  outcome: 'refused',
  totalMs: 0.5,
  overheadMs: 0,
  passes: [],
  error: '401',
  bypassed: true,
};

export function alertOf(given: Partial<Alert> = {}): Alert {
  return {
    at: 1_700_000_000_000,
    project: 'engine',
    kind: 'daily_cost',
    subject: '2023-11-14',
    value: 5.25,
    threshold: 5,
    ...given,
  };
}

const names = fc.constantFrom<string[]>('', 'engine', 'mill', "it's; «odd» \0");

/** What every store promises of the proxy's traffic. */
export function exchangeContract(given: () => Store): void {
  it('gives exchanges back as they were recorded, in order of time', async () => {
    const { cacheWriteHour: _, ...plain } = exchangeRecord().usage!;
    const early = exchangeRecord({ at: 5, session: "it's; a\0 «session»", usage: plain });
    const free = exchangeRecord({ at: 6, cost: 0, costWithout: 0, savedFresh: -3, savedReplayed: 0 });
    const records = [exchangeRecord(), refused, free, early];
    await given().recordExchanges(records);
    expect(await given().exchanges({})).toEqual([early, free, exchangeRecord(), refused]);
  });

  it('keeps exchanges of one moment apart and in order', async () => {
    const records = Array.from({ length: 50 }, (_, n) => exchangeRecord({ id: String(n) }));
    await given().recordExchanges(records);
    expect(await given().exchanges({})).toEqual(records);
    expect(await given().exchanges({ latest: 3 })).toEqual(records.slice(-3));
    expect(await given().exchanges({ latest: 0 })).toEqual([]);
  });

  it('leaves out an exchange that is not as it should be, and keeps those beside it', async () => {
    const odd = exchangeRecord({ id: 'odd', totalMs: undefined as unknown as number });
    const beside = ['1', '2'].map((id) => exchangeRecord({ id }));
    const kept = await given().recordExchanges([beside[0]!, odd, beside[1]!]);
    const found = await given().exchanges({});
    expect(found).toHaveLength(kept);
    expect(found.filter(({ id }) => id !== 'odd')).toEqual(beside);
  });

  it('filters exchanges by project, session and time, and sums up their cost', async () => {
    const some = fc.array(
      fc.record({ at: fc.nat(5), project: names, session: names, cost: fc.nat(100) }).map(exchangeRecord),
      { minLength: 12, maxLength: 12 },
    );
    const records = fc.sample(some, 1)[0]!.map((record, n) => ({ ...record, id: String(n) }));
    await given().recordExchanges(records);
    const filter = fc.record(
      {
        projects: fc.array(names, { maxLength: 2 }),
        session: names,
        since: fc.nat(6),
        latest: fc.integer({ min: 0, max: 5 }),
      },
      { requiredKeys: [] },
    );
    const inOrder = records.toSorted((a, b) => a.at - b.at);
    await fc.assert(
      fc.asyncProperty(filter, names, async ({ projects, session, since = 0, latest }, project) => {
        const asked = inOrder.filter(
          (record) =>
            (projects?.includes(record.project) ?? true) &&
            record.session === (session ?? record.session) &&
            record.at >= since,
        );
        const limits = { ...(latest === undefined ? {} : { latest }), since };
        const found = await given().exchanges({
          ...limits,
          ...(projects ? { projects } : {}),
          ...(session === undefined ? {} : { session }),
        });
        expect(found).toEqual(latest === undefined ? asked : asked.slice(Math.max(0, asked.length - latest)));
        const own = records.filter((record) => record.project === project && record.at >= since);
        expect(await given().spent(project, since)).toBe(own.reduce((sum, { cost }) => sum + cost!, 0));
      }),
      { numRuns: 60 },
    );
  });

  it('adds up the exchanges of a project and time by day, session, model and outcome', async () => {
    const day = 86_400_000;
    const { cacheWriteHour: _, ...plain } = exchangeRecord().usage!;
    const records = [
      exchangeRecord({ id: '1', at: day + 1 }),
      exchangeRecord({ id: '2', at: day + 2, tokensAfter: 21_000, savedFresh: -5 }),
      exchangeRecord({ id: '3', at: 2 * day, usage: plain }),
      without(exchangeRecord({ id: '4', at: 2 * day, passes: [] }), ...COSTS, 'session', 'tokensAfter'),
      { ...refused, at: 2 * day + 5 },
    ];
    await given().recordExchanges(records);
    const found = await given().exchangeTotals({});
    expect(found.reduce((sum, { requests }) => sum + requests, 0)).toBe(5);
    const first = found.filter((some) => some.day === day);
    const total = (of: (some: ExchangeTotals) => number) => first.reduce((sum, some) => sum + of(some), 0);
    expect([total((some) => some.requests), total((some) => some.smaller)]).toEqual([2, 1]);
    expect(total(({ usage }) => usage.cacheRead)).toBe(36_000);
    expect([total((some) => some.takenOut), total((some) => some.notSent)]).toEqual([395, 1_000]);
    expect(total((some) => some.costWithout - some.cost)).toBeCloseTo(0.0056, 12);
    expect(first[0]).toMatchObject({
      project: 'engine',
      session: exchangeRecord().session,
      model: 'claude-opus-4-5',
      status: 200,
      outcome: 'complete',
      passes: ['call-echoes', 'known-outputs'],
      billed: true,
      priced: true,
    });
    const later = await given().exchangeTotals({ since: 2 * day, projects: ['engine'] });
    expect(
      later.map(({ passes, priced, usage: { cacheWriteHour } }) => [passes.length, priced, cacheWriteHour]),
    ).toHaveLength(2);
    expect(later.find(({ priced }) => priced)?.usage).toEqual(plain);
    const open = later.find(({ priced }) => !priced)!;
    expect(open).toMatchObject({ passes: [], smaller: 0, notSent: 21_000, cost: 0 });
    expect(open).not.toHaveProperty('session');
    const own = await given().exchangeTotals({ projects: [''], since: 2 * day + 1 });
    expect(own).toMatchObject([{ outcome: 'refused', billed: false, requests: 1 }]);
    expect(await given().exchangeTotals({ since: 2 * day + 6 })).toEqual([]);
  });

  it('tells when and how long requests were that were not refused', async () => {
    const slow = without(exchangeRecord({ id: '2', at: 9, overheadMs: 7 }), 'firstByteMs');
    await given().recordExchanges([exchangeRecord({ at: 5 }), slow, { ...refused, at: 20 }]);
    const { period, overheadMs, firstByteMs } = await given().exchangeTimes({});
    expect(period).toEqual({ from: 5, to: 20 });
    expect(overheadMs.toSorted((a, b) => a - b)).toEqual([3.125, 7]);
    expect(firstByteMs).toEqual([812.25]);
    expect(await given().exchangeTimes({ projects: ['none'] })).toEqual({ overheadMs: [], firstByteMs: [] });
    expect((await given().exchangeTimes({ since: 6, projects: ['engine'] })).period).toEqual({
      from: 9,
      to: 9,
    });
  });

  it('gives the newest prompts of each model that were counted and billed', async () => {
    const records = [
      exchangeRecord({ id: '1', at: 1 }),
      exchangeRecord({ id: '2', at: 4, tokensAfter: 10_005 }),
      exchangeRecord({ id: '3', at: 3, model: 'gpt-5' }),
      exchangeRecord({ id: '4', at: 5 }),
      exchangeRecord({ id: '5', at: 6, tokensAfter: 900 }),
      exchangeRecord({ id: '6', at: 6, status: 529 }),
      exchangeRecord({ id: '7', at: 6, provider: 'ollama' }),
      without(exchangeRecord({ id: '8', at: 6 }), 'usage'),
      without(exchangeRecord({ id: '9', at: 6 }), 'model'),
      without(exchangeRecord({ id: '10', at: 6 }), 'tokensAfter'),
    ];
    await given().recordExchanges(records);
    const found = await given().promptSamples({}, { each: 2, tokens: 1_000 });
    expect(found).toEqual([
      { at: 3, model: 'gpt-5', counted: 20_000, billed: 20_010 },
      { at: 4, model: 'claude-opus-4-5', counted: 10_005, billed: 20_010 },
      { at: 5, model: 'claude-opus-4-5', counted: 20_000, billed: 20_010 },
    ]);
    const asked = { since: 5, projects: ['engine'] };
    expect(await given().promptSamples(asked, { each: 2, tokens: 1_000 })).toHaveLength(1);
  });

  it('gives the oldest exchanges between two times', async () => {
    const records = [3, 1, 2, 2, 4].map((at, n) => exchangeRecord({ id: String(n), at }));
    await given().recordExchanges(records);
    const ids = async (filter: ExchangeFilter) => (await given().exchanges(filter)).map(({ id }) => id);
    expect(await ids({ since: 2, until: 3 })).toEqual(['2', '3', '0']);
    expect(await ids({ since: 2, until: 3, first: 2 })).toEqual(['2', '3']);
    expect(await ids({ first: 0 })).toEqual([]);
  });

  it('gives of billed exchanges what they are charged with, between two times and in order of time', async () => {
    const { id, at, project, session, model, cost, usage } = exchangeRecord();
    const { cacheWriteHour: _, ...plain } = usage!;
    const bare = without(exchangeRecord({ id: '2', at: at + 1, usage: plain }), ...COSTS, 'session', 'model');
    const unbilled = without(exchangeRecord({ id: '3', at: at + 1 }), 'usage');
    const last = exchangeRecord({ id: '4', at: at + 2 });
    await given().recordExchanges([last, unbilled, bare, refused, exchangeRecord()]);
    const whole = { id, at, project, session, model, cost, usage };
    const asked = (filter: ExchangeFilter) => given().billedExchanges(filter);
    expect(await asked({})).toStrictEqual([
      whole,
      { id: '2', at: at + 1, project, usage: plain },
      { ...whole, id: '4', at: at + 2 },
    ]);
    const ids = async (filter: ExchangeFilter) => (await asked(filter)).map((billed) => billed.id);
    expect(await ids({ since: at + 1, first: 1 })).toEqual(['2']);
    expect(await ids({ until: at + 1, latest: 1 })).toEqual(['2']);
    expect(await ids({ session: last.session!, projects: ['engine'] })).toEqual([id, '4']);
    expect(await ids({ projects: [''] })).toEqual([]);
  });

  it('keeps the first alert of a project, kind and subject', async () => {
    const first = alertOf({ at: 2 });
    const others = [
      alertOf({ at: 1, project: 'mill' }),
      alertOf({ at: 3, kind: 'window_share' }),
      alertOf({ at: 4, subject: '2023-11-15' }),
    ];
    expect(await given().recordAlert(first)).toBe(true);
    expect(await given().recordAlert(alertOf({ at: 9, value: 7 }))).toBe(false);
    for (const alert of others) expect(await given().recordAlert(alert)).toBe(true);
    expect(await given().alerts({})).toEqual([others[0], first, others[1], others[2]]);
    expect(await given().alerts({ projects: ['mill', ''] })).toEqual([others[0]]);
    expect(await given().alerts({ projects: ['engine'], since: 3 })).toEqual(others.slice(1));
  });

  it('takes one of several alerts at once', async () => {
    const taken = await Promise.all(Array.from({ length: 20 }, () => given().recordAlert(alertOf())));
    expect(taken.filter((isFirst) => isFirst)).toHaveLength(1);
  });
}
