import { DEFAULT_PROJECT, type ExchangeFilter } from '../store/exchange-record.js';
import type { Ledger } from './ledger.js';

/**
 * Which of the proxy's requests belong to a scope of the MCP server's. The proxy is told a project by the client, or none:
 * those requests may be of any, and are taken for the one that is asked about. A session of the MCP server is not one of the
 * proxy's, so what came since it began is taken.
 * @param since milliseconds since the epoch
 */
export function trafficFilter(
  { project, began }: Pick<Ledger, 'project' | 'began'>,
  scope: 'session' | 'project' | 'all',
  since?: number,
): ExchangeFilter {
  const from = scope === 'session' ? Math.max(began, since ?? began) : since;
  return {
    ...(scope === 'all' ? {} : { projects: [project, DEFAULT_PROJECT, ''] }),
    ...(from === undefined ? {} : { since: from }),
  };
}
