import type { Store, UsageFilter } from '../store/store.js';
import { recommendations } from './recommend.js';
import { renderHistory } from './render-history.js';
import { summarizeUsage, type UsageSummary } from './summarize-usage.js';

/** What is made of the recorded usage. It takes as long as there are calls on record, so it is made where the store is. */
export interface Reports {
  summary(filter: UsageFilter, schemaTokens: number): Promise<UsageSummary>;
  /** What would have saved more, the most tokens first. */
  recommendations(filter: UsageFilter): Promise<readonly string[]>;
  /** A session's latest calls, one a line; undefined if it has none. */
  history(session: string): Promise<string | undefined>;
}

export function createReports(store: Pick<Store, 'usage'>): Reports {
  return {
    summary: async (filter, schemaTokens) => summarizeUsage(await store.usage(filter), { schemaTokens }),
    recommendations: async (filter) => recommendations(await store.usage(filter)),
    async history(session) {
      const events = await store.usage({ session });
      return events.length > 0 ? renderHistory(session, events) : undefined;
    },
  };
}
