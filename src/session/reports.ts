import type { ExchangeFilter } from '../store/exchange-record.js';
import { DAY, type TrafficFilter } from '../store/exchange-totals.js';
import type { Store, UsageFilter } from '../store/store.js';
import { alertText } from './alert-text.js';
import { recommendations } from './recommend.js';
import { renderHistory } from './render-history.js';
import type { ExchangeSummary } from './summarize-exchanges.js';
import { summarizeTraffic, type TrafficSource } from './summarize-traffic.js';
import { summarizeUsage, type UsageSummary } from './summarize-usage.js';

/** What is made of what is on record. It takes as long as there are rows, so it is made where the store is. */
export interface Reports {
  summary(filter: UsageFilter, schemaTokens: number): Promise<UsageSummary>;
  /** What passed the proxy, less what originals cost that the MCP server gave back. */
  traffic(filter: TrafficFilter): Promise<ExchangeSummary>;
  /** The proxy's alerts of the last day, then what would have saved more, the most tokens first. */
  recommendations(filter: UsageFilter): Promise<readonly string[]>;
  /**
   * The latest calls of a session of the MCP server, and requests of one of the proxy's, one a line; undefined if it has none.
   * @param traffic the proxy's requests to show besides; those of the session if absent
   */
  history(session: string, traffic?: ExchangeFilter): Promise<string | undefined>;
}

type ReportStore = TrafficSource & Pick<Store, 'alerts' | 'exchanges'>;

/** @param now milliseconds since the epoch */
export function createReports(store: ReportStore, now: () => number = Date.now): Reports {
  return {
    summary: async (filter, schemaTokens) => summarizeUsage(await store.usage(filter), { schemaTokens }),
    traffic: (filter) => summarizeTraffic(store, filter),
    async recommendations(filter) {
      const projects = filter.project === undefined ? {} : { projects: [filter.project, ''] };
      const alerts = await store.alerts({ ...projects, since: now() - DAY });
      const advice = recommendations(await store.usage(filter));
      return [...alerts.map((alert) => `Alert: ${alertText(alert)}`), ...advice];
    },
    async history(session, traffic = { session }) {
      const events = await store.usage({ session });
      const exchanges = await store.exchanges(traffic);
      return events.length + exchanges.length > 0 ? renderHistory(session, events, exchanges) : undefined;
    },
  };
}
