import type { App } from '../app.js';
import type { UsageFilter } from '../store/store.js';
import { renderUsage } from './render-usage.js';
import type { ExchangeSummary } from './summarize-exchanges.js';
import type { UsageSummary } from './summarize-usage.js';
import { trafficFilter } from './traffic-filter.js';

export interface UsageReportOptions {
  readonly scope: 'session' | 'project' | 'all';
  readonly format: 'text' | 'markdown' | 'json';
  /** Milliseconds since the epoch. */
  readonly since?: number;
}

/** The usage of a scope, and what passed the proxy in it, summed up and as text. */
export async function usageReport(
  app: Pick<App, 'store' | 'reports' | 'ledger' | 'schemaTokens'>,
  { scope, format, since }: UsageReportOptions,
): Promise<{ readonly summary: UsageSummary; readonly traffic: ExchangeSummary; readonly text: string }> {
  const filter: UsageFilter = {
    ...(scope === 'session' ? { session: app.ledger.session } : {}),
    ...(scope === 'project' ? { project: app.ledger.project } : {}),
    ...(since === undefined ? {} : { since }),
  };
  const summary = await app.reports.summary(filter, await app.schemaTokens());
  const traffic = await app.reports.traffic(trafficFilter(app.ledger, scope, since));
  return { summary, traffic, text: renderUsage(summary, await app.store.status(), format, traffic) };
}
