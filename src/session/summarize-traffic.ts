import { DAY, type TrafficFilter } from '../store/exchange-totals.js';
import type { Store, UsageEvent } from '../store/store.js';
import { findModel } from '../tokens/models.js';
import { modelFactors, modelName, SAMPLES, SHORTEST } from './estimator-factor.js';
import { retrievalCharges } from './retrieval-charges.js';
import { type ExchangeSummary, summarizeExchanges } from './summarize-exchanges.js';

export type TrafficSource = Pick<
  Store,
  'usage' | 'billedExchanges' | 'exchangeTotals' | 'exchangeTimes' | 'promptSamples'
>;

/**
 * What passed the proxy, less what originals cost that the MCP server gave back. A day before the time that is asked about
 * is looked at too, for what sessions carry on from it, and for the factors.
 */
export async function summarizeTraffic(
  store: TrafficSource,
  { projects, since }: TrafficFilter,
): Promise<ExchangeSummary> {
  const of = projects ? { projects } : {};
  const asked = since === undefined ? of : { ...of, since };
  const filter = since === undefined ? of : { ...of, since: since - DAY };
  const samples = await store.promptSamples(filter, { each: SAMPLES, tokens: SHORTEST });
  const factors = modelFactors(samples);
  const factorOf = new Map(factors.map(({ model, factor }) => [model, factor]));
  const totals = await store.exchangeTotals(filter);
  const charges = await retrievalCharges({
    store,
    filter,
    totals,
    events: await eventsOf(store, filter),
    // A prompt was counted as its model's, and what was fetched, by whatever model, in plain tokens of the encoding.
    factorFor: (model) => (factorOf.get(modelName(model)) ?? 1) * (findModel(model)?.tokenizer.factor ?? 1),
  });
  return summarizeExchanges({
    totals: since === undefined ? totals : await store.exchangeTotals(asked),
    times: await store.exchangeTimes(asked),
    charges: charges.filter(({ exchange }) => since === undefined || exchange.at >= since),
    factors,
  });
}

async function eventsOf(
  store: TrafficSource,
  { projects, since }: TrafficFilter,
): Promise<readonly UsageEvent[]> {
  const from = since === undefined ? {} : { since };
  if (!projects) return store.usage(from);
  const each = await Promise.all(projects.map((project) => store.usage({ ...from, project })));
  return each.flat().sort((a, b) => a.at - b.at);
}
