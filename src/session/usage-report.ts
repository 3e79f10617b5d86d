import type { App } from '../app.js';
import type { UsageFilter } from '../store/store.js';
import { renderUsage } from './render-usage.js';
import type { UsageSummary } from './summarize-usage.js';

export interface UsageReportOptions {
  readonly scope: 'session' | 'project' | 'all';
  readonly format: 'text' | 'markdown' | 'json';
  /** Milliseconds since the epoch. */
  readonly since?: number;
}

/** The usage of a scope, summed up and as text. */
export async function usageReport(
  app: Pick<App, 'store' | 'reports' | 'ledger' | 'schemaTokens'>,
  { scope, format, since }: UsageReportOptions,
): Promise<{ readonly summary: UsageSummary; readonly text: string }> {
  const filter: UsageFilter = {
    ...(scope === 'session' ? { session: app.ledger.session } : {}),
    ...(scope === 'project' ? { project: app.ledger.project } : {}),
    ...(since === undefined ? {} : { since }),
  };
  const summary = await app.reports.summary(filter, await app.schemaTokens());
  return { summary, text: renderUsage(summary, await app.store.status(), format) };
}
