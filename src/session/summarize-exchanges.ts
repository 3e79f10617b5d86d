import { promptOf, sumOf } from '../billing/bill.js';
import type { Usage } from '../context/agent-session.js';
import type { ExchangeRecord } from '../store/exchange-record.js';
import type { UsageEvent } from '../store/store.js';
import { type ModelFactor, modelFactors, modelName, percentile } from './estimator-factor.js';
import { groupBy } from './group-by.js';
import { type RetrievalCharge, retrievalCharges } from './retrieval-charges.js';

/** US dollars at list price, of the requests whose model has one. */
export interface TrafficCost {
  /** As billed. */
  readonly cost: number;
  /** What the same requests would have cost without ctxopt: an estimate. */
  readonly costWithout: number;
  /** The difference of both: what ctxopt has saved, below 0 if it cost more than that. */
  readonly net: number;
}

export interface ExchangeGroup extends TrafficCost {
  readonly name: string;
  readonly requests: number;
  /** Tokens of all prompts, and of all answers, as billed. */
  readonly prompt: number;
  readonly output: number;
}

/** In milliseconds. */
export interface Spread {
  readonly p50: number;
  readonly p95: number;
}

/** What passed the proxy, and what it saved and cost. */
export interface ExchangeSummary extends TrafficCost {
  readonly requests: number;
  readonly sessions: number;
  /** Milliseconds since the epoch of the first and last request; absent if there was none. */
  readonly period?: { readonly from: number; readonly to: number };
  /** Tokens as billed. */
  readonly usage: Usage;
  /** Of the net: text that was taken out, less what it cost to have cached text processed anew. */
  readonly textSaved: number;
  /** Of the net: caching by breakpoints that ctxopt inserted. */
  readonly cachingSaved: number;
  /** Of the net, and below 0 or 0: originals that were fetched back, on each request that carried them. */
  readonly retrieved: number;
  /** Tokens by ctxopt's own count. */
  readonly tokens: {
    /** Taken out of text that came for the first time. */
    readonly takenOut: number;
    /** Not sent, over all requests: what is taken out of old text is not sent again each time. */
    readonly notSent: number;
    /** Fetched back by their handles. */
    readonly fetched: number;
  };
  /** Requests that were billed and have no price, and their models. */
  readonly unpriced: { readonly requests: number; readonly models: readonly string[] };
  /** What went wrong, the most frequent first: an outcome, or a status of 400 and more. */
  readonly errors: readonly { readonly name: string; readonly requests: number }[];
  /** Of requests that were not refused; absent if there was none. */
  readonly overheadMs?: Spread;
  readonly firstByteMs?: Spread;
  readonly factors: readonly ModelFactor[];
  readonly byPass: readonly { readonly name: string; readonly requests: number }[];
  readonly byProject: readonly ExchangeGroup[];
  readonly byModel: readonly ExchangeGroup[];
  /** The ten that weigh most. */
  readonly bySession: readonly ExchangeGroup[];
  /** UTC days, `2026-01-31`, in order. */
  readonly byDay: readonly ExchangeGroup[];
}

const SESSIONS = 10;

type Charges = ReadonlyMap<string, RetrievalCharge>;

/**
 * @param exchanges in order of time
 * @param events of the MCP server, in order of time: originals that were fetched back count against what was saved
 * @param since requests before it are looked at, but not counted: for what sessions carry on, and for the factors
 */
export function summarizeExchanges(
  exchanges: readonly ExchangeRecord[],
  events: readonly UsageEvent[],
  since = Number.NEGATIVE_INFINITY,
): ExchangeSummary {
  const factors = modelFactors(exchanges);
  const factorOf = new Map(factors.map(({ model, factor }) => [model, factor]));
  const charges = retrievalCharges(exchanges, events, (model) => factorOf.get(modelName(model)) ?? 1);
  const counted = exchanges.filter(({ at }) => at >= since);
  const usage = sumOf(counted.flatMap((exchange) => exchange.usage ?? []));
  const cachingSaved = sum(counted, (exchange) => exchange.cachingSaved ?? 0);
  const charged = sum(counted, ({ id }) => charges.get(id)?.cost ?? 0);
  const { cost, costWithout, net } = costsOf(counted, charges);
  const unpriced = counted.filter((exchange) => exchange.usage && exchange.cost === undefined);
  const served = counted.filter(({ outcome }) => outcome !== 'refused');
  const overheadMs = spreadOf(served.map((exchange) => exchange.overheadMs));
  const firstByteMs = spreadOf(served.flatMap((exchange) => exchange.firstByteMs ?? []));
  const [first, last] = [counted[0], counted.at(-1)];
  return {
    requests: counted.length,
    sessions: new Set(
      counted.flatMap(({ project, session }) => (session ? JSON.stringify([project, session]) : [])),
    ).size,
    ...(first && last ? { period: { from: first.at, to: last.at } } : {}),
    usage,
    cost,
    costWithout,
    net,
    textSaved: net - cachingSaved + charged,
    cachingSaved,
    retrieved: 0 - charged,
    tokens: {
      takenOut: sum(counted, ({ savedFresh = 0 }) => savedFresh),
      notSent: sum(counted, ({ tokensBefore = 0, tokensAfter = 0 }) => tokensBefore - tokensAfter),
      fetched: sum(counted, ({ id }) => charges.get(id)?.fetched ?? 0),
    },
    unpriced: {
      requests: unpriced.length,
      models: [...new Set(unpriced.map(({ model }) => model ?? 'unknown'))].sort(),
    },
    errors: tallied(counted.flatMap((exchange) => errorOf(exchange) ?? [])),
    ...(overheadMs ? { overheadMs } : {}),
    ...(firstByteMs ? { firstByteMs } : {}),
    factors,
    byPass: tallied(counted.flatMap(({ passes }) => passes)),
    byProject: grouped(counted, charges, ({ project }) => project).sort(byWeight),
    byModel: grouped(counted, charges, modelOf).sort(byWeight),
    bySession: grouped(counted, charges, ({ session }) => session || undefined)
      .sort(byWeight)
      .slice(0, SESSIONS),
    byDay: grouped(counted, charges, ({ at }) => new Date(at).toISOString().slice(0, 10)).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    ),
  };
}

/** What went wrong with a request, in a word; undefined if nothing did, or the client went away. */
export function errorOf({ outcome, status }: Pick<ExchangeRecord, 'outcome' | 'status'>): string | undefined {
  if (outcome === 'upstream_failed' || outcome === 'truncated') return outcome;
  if (status >= 400) return outcome === 'refused' ? `${status} by ctxopt` : String(status);
  return undefined;
}

/** Requests that are for no model, or did not get so far, have none. */
function modelOf({ model, usage }: ExchangeRecord): string {
  if (model === undefined) return usage ? 'unknown' : 'none';
  return modelName(model);
}

function grouped(
  exchanges: readonly ExchangeRecord[],
  charges: Charges,
  nameOf: (exchange: ExchangeRecord) => string | undefined,
): ExchangeGroup[] {
  return [...groupBy(exchanges, nameOf)].map(([name, group]) => {
    const usage = sumOf(group.flatMap((exchange) => exchange.usage ?? []));
    const costs = costsOf(group, charges);
    return { name, requests: group.length, prompt: promptOf(usage), output: usage.output, ...costs };
  });
}

function costsOf(exchanges: readonly ExchangeRecord[], charges: Charges): TrafficCost {
  const cost = sum(exchanges, (exchange) => exchange.cost ?? 0);
  const charged = sum(exchanges, ({ id }) => charges.get(id)?.cost ?? 0);
  const costWithout = sum(exchanges, (exchange) => exchange.costWithout ?? 0) - charged;
  return { cost, costWithout, net: costWithout - cost };
}

function tallied(names: readonly string[]): { readonly name: string; readonly requests: number }[] {
  return [...groupBy(names, (name) => name)]
    .map(([name, { length }]) => ({ name, requests: length }))
    .sort((a, b) => b.requests - a.requests || (a.name < b.name ? -1 : 1));
}

function spreadOf(times: number[]): Spread | undefined {
  if (times.length === 0) return undefined;
  times.sort((a, b) => a - b);
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
}

function byWeight(a: ExchangeGroup, b: ExchangeGroup): number {
  const byNet = Math.abs(b.net) - Math.abs(a.net) || b.cost - a.cost || b.requests - a.requests;
  return byNet || (a.name < b.name ? -1 : 1);
}

function sum(exchanges: readonly ExchangeRecord[], of: (exchange: ExchangeRecord) => number): number {
  return exchanges.reduce((total, exchange) => total + of(exchange), 0);
}
