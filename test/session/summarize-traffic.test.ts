import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Usage } from '../../src/context/agent-session.js';
import { summarizeTraffic } from '../../src/session/summarize-traffic.js';
import { createStore } from '../../src/store/create-store.js';
import type { ExchangeRecord } from '../../src/store/exchange-record.js';
import { exchangeRecord } from '../contracts/exchange-store.js';
import { usageEvent } from '../contracts/store.js';
import { storeOf } from './summarized.js';

const DAY = 86_400_000;

const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const dollars = fc.double({ min: 0, max: 3, noNaN: true });

const usage: fc.Arbitrary<Usage> = fc
  .record({
    input: fc.nat(9_000),
    output: fc.nat(900),
    cacheRead: fc.nat(30_000),
    cacheWrite: fc.nat(5_000),
    cacheWriteHour: optional(fc.nat(50)),
  })
  .map(present<Usage>);

const exchange = fc
  .record({
    at: fc.nat(6 * DAY),
    project: fc.constantFrom('', 'engine', 'mill'),
    session: optional(fc.constantFrom('s', 't', 'u')),
    model: optional(fc.constantFrom('claude-opus-4-5', 'claude-opus-4-5-20251101', 'gpt-5', 'llama3')),
    provider: fc.constantFrom('anthropic', 'ollama'),
    status: fc.constantFrom(200, 200, 429, 0),
    outcome: fc.constantFrom('complete', 'complete', 'refused', 'truncated'),
    passes: fc.constantFrom([], ['a'], ['a', 'b']),
    firstByteMs: optional(dollars),
    overheadMs: dollars,
    tokensBefore: optional(fc.nat(40_000)),
    tokensAfter: optional(fc.nat(30_000)),
    savedFresh: optional(fc.integer({ min: -99, max: 999 })),
    usage: optional(usage),
    cost: optional(dollars),
    costWithout: optional(dollars),
    cachingSaved: optional(dollars),
  })
  .map((given) => present<ExchangeRecord>({ ...exchangeRecord(), ...given }));

const event = fc
  .record({
    at: fc.nat(6 * DAY),
    project: fc.constantFrom('engine', 'loom', 'mill'),
    returned: fc.nat(9_000),
    view: fc.constantFrom('original', 'original', 'full'),
  })
  .map(usageEvent);

/** Without what is undefined. */
function present<T>(given: object): T {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T;
}

/** Sums differ in the last digits with the order of their terms. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1e6) / 1e6 + 0 : value;
}

it('law: what the database adds up is what is added up one by one', async () => {
  const projects = optional(fc.constantFrom(['engine'], ['mill', 'engine', '']));
  const asked = fc.record({ projects, since: optional(fc.nat(6 * DAY)) }).map(present<object>);
  await fc.assert(
    fc.asyncProperty(
      fc.array(exchange, { maxLength: 40 }),
      fc.array(event, { maxLength: 12 }),
      asked,
      async (some, events, filter) => {
        const records = some.map((record, n) => ({ ...record, id: String(n) }));
        const database = createStore({ location: ':memory:', warn: expect.unreachable });
        expect(await database.recordExchanges(records)).toBe(records.length);
        for (const one of events) await database.recordUsage(one);
        const added = await summarizeTraffic(database, filter);
        const oneByOne = await summarizeTraffic(await storeOf(records, events), filter);
        expect(JSON.parse(JSON.stringify(added, rounded))).toEqual(
          JSON.parse(JSON.stringify(oneByOne, rounded)),
        );
        await database.close();
      },
    ),
    { numRuns: 60 },
  );
});
