import type { ExchangeSummary } from '../../src/session/summarize-exchanges.js';
import { summarizeTraffic } from '../../src/session/summarize-traffic.js';
import type { ExchangeRecord } from '../../src/store/exchange-record.js';
import { createMemory } from '../../src/store/memory.js';
import type { UsageEvent } from '../../src/store/store.js';

/** A store in memory that has seen this. */
export async function storeOf(exchanges: readonly ExchangeRecord[], events: readonly UsageEvent[]) {
  const store = createMemory({ limit: 1e6, decisionLimit: 1e6, now: () => 0 });
  await store.recordExchanges(exchanges);
  for (const event of events) await store.recordUsage(event);
  return store;
}

/** What a store makes of traffic. @param since milliseconds since the epoch */
export async function summarized(
  exchanges: readonly ExchangeRecord[],
  events: readonly UsageEvent[],
  since?: number,
): Promise<ExchangeSummary> {
  return summarizeTraffic(await storeOf(exchanges, events), since === undefined ? {} : { since });
}
