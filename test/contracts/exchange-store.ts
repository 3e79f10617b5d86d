import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Alert, ExchangeRecord } from '../../src/store/exchange-record.js';
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
    for (const record of records) await given().recordExchange(record);
    expect(await given().exchanges({})).toEqual([early, free, exchangeRecord(), refused]);
  });

  it('keeps exchanges of one moment apart and in order', async () => {
    const records = Array.from({ length: 50 }, (_, n) => exchangeRecord({ id: String(n) }));
    for (const record of records) await given().recordExchange(record);
    expect(await given().exchanges({})).toEqual(records);
    expect(await given().exchanges({ latest: 3 })).toEqual(records.slice(-3));
    expect(await given().exchanges({ latest: 0 })).toEqual([]);
  });

  it('filters exchanges by project, session and time, and sums up their cost', async () => {
    const some = fc.array(
      fc.record({ at: fc.nat(5), project: names, session: names, cost: fc.nat(100) }).map(exchangeRecord),
      { minLength: 12, maxLength: 12 },
    );
    const records = fc.sample(some, 1)[0]!.map((record, n) => ({ ...record, id: String(n) }));
    for (const record of records) await given().recordExchange(record);
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
