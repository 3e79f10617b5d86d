import type {
  Alert,
  AlertFilter,
  BilledExchange,
  ExchangeFilter,
  ExchangeRecord,
  ExchangeStore,
} from './exchange-record.js';
import { promptSampleOf, totalsOf } from './exchange-totals.js';

/** Beyond so many the oldest go: about 30 MB. */
const MAX_EXCHANGES = 50_000;
const MAX_ALERTS = 1_000;

export interface MemoryExchanges extends ExchangeStore {
  /** All of them, which are forgotten. */
  takeExchanges(): readonly ExchangeRecord[];
}

/** Exchanges and alerts that are gone with the process. */
export function createMemoryExchanges(): MemoryExchanges {
  let exchanges: ExchangeRecord[] = [];
  const alerts = new Map<string, Alert>();

  return {
    async recordExchanges(some) {
      for (const exchange of some) exchanges.push({ ...exchange });
      if (exchanges.length > MAX_EXCHANGES * 1.1) exchanges = exchanges.slice(-MAX_EXCHANGES);
      return some.length;
    },

    takeExchanges: () => exchanges.splice(0),

    async exchanges(filter) {
      const found = exchanges.filter((exchange) => matches(exchange, filter)).sort((a, b) => a.at - b.at);
      return limited(found, filter);
    },

    async billedExchanges(filter) {
      const found = exchanges
        .filter((exchange) => matches(exchange, filter))
        .flatMap((exchange) => billedOf(exchange) ?? [])
        .sort((a, b) => a.at - b.at);
      return limited(found, filter);
    },

    async exchangeTotals(filter) {
      return exchanges.filter((exchange) => isAsked(exchange, filter)).map(totalsOf);
    },

    async exchangeTimes(filter) {
      const asked = exchanges.filter((exchange) => isAsked(exchange, filter));
      const served = asked.filter(({ outcome }) => outcome !== 'refused');
      const times = asked.map(({ at }) => at).sort((a, b) => a - b);
      return {
        ...(times.length > 0 ? { period: { from: times[0]!, to: times.at(-1)! } } : {}),
        overheadMs: served.map(({ overheadMs }) => overheadMs),
        firstByteMs: served.flatMap(({ firstByteMs }) => firstByteMs ?? []),
      };
    },

    async promptSamples(filter, { each, tokens }) {
      const samples = exchanges
        .filter((exchange) => isAsked(exchange, filter))
        .flatMap((exchange) => promptSampleOf(exchange, tokens) ?? [])
        .sort((a, b) => a.at - b.at);
      const newest = samples.toReversed();
      const counts = new Map<string, number>();
      return newest
        .filter(({ model }) => {
          const count = (counts.get(model) ?? 0) + 1;
          counts.set(model, count);
          return count <= each;
        })
        .reverse();
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

/** The newest or the oldest of what is in order of time. */
export function limited<T>(found: readonly T[], { latest, first }: ExchangeFilter): readonly T[] {
  if (latest !== undefined) return found.slice(Math.max(0, found.length - latest));
  return first === undefined ? found : found.slice(0, first);
}

function billedOf({
  id,
  at,
  project,
  session,
  model,
  cost,
  usage,
}: ExchangeRecord): BilledExchange | undefined {
  if (!usage) return undefined;
  return {
    id,
    at,
    project,
    ...(session === undefined ? {} : { session }),
    ...(model === undefined ? {} : { model }),
    ...(cost === undefined ? {} : { cost }),
    usage,
  };
}

function matches(exchange: ExchangeRecord, filter: ExchangeFilter): boolean {
  const { session, until } = filter;
  return (
    isAsked(exchange, filter) &&
    (session === undefined || exchange.session === session) &&
    (until === undefined || exchange.at <= until)
  );
}

function isAsked(
  { project, at }: { readonly project: string; readonly at: number },
  { projects, since }: AlertFilter,
): boolean {
  return (projects === undefined || projects.includes(project)) && (since === undefined || at >= since);
}
