import type { Alert, AlertFilter, ExchangeFilter, ExchangeRecord, ExchangeStore } from './exchange-record.js';

/** Beyond so many the oldest go: about 30 MB. */
const MAX_EXCHANGES = 50_000;
const MAX_ALERTS = 1_000;

/** Exchanges and alerts that are gone with the process. */
export function createMemoryExchanges(): ExchangeStore {
  let exchanges: ExchangeRecord[] = [];
  const alerts = new Map<string, Alert>();

  return {
    async recordExchange(exchange) {
      exchanges.push({ ...exchange });
      if (exchanges.length > MAX_EXCHANGES * 1.1) exchanges = exchanges.slice(-MAX_EXCHANGES);
    },

    async exchanges(filter) {
      const found = exchanges.filter((exchange) => matches(exchange, filter)).sort((a, b) => a.at - b.at);
      return filter.latest === undefined ? found : found.slice(Math.max(0, found.length - filter.latest));
    },

    async spent(project, since) {
      return exchanges
        .filter((exchange) => exchange.project === project && exchange.at >= since)
        .reduce((sum, { cost = 0 }) => sum + cost, 0);
    },

    async recordAlert(alert) {
      const key = JSON.stringify([alert.project, alert.kind, alert.subject]);
      if (alerts.has(key)) return false;
      alerts.set(key, { ...alert });
      for (const oldest of alerts.keys()) {
        if (alerts.size <= MAX_ALERTS) break;
        alerts.delete(oldest);
      }
      return true;
    },

    async alerts(filter) {
      return [...alerts.values()].filter((alert) => isAsked(alert, filter)).sort((a, b) => a.at - b.at);
    },
  };
}

function matches(exchange: ExchangeRecord, filter: ExchangeFilter): boolean {
  return isAsked(exchange, filter) && (filter.session === undefined || exchange.session === filter.session);
}

function isAsked(
  { project, at }: { readonly project: string; readonly at: number },
  { projects, since }: AlertFilter,
): boolean {
  return (projects === undefined || projects.includes(project)) && (since === undefined || at >= since);
}
