import { promptOf, sumOf } from '../billing/bill.js';
import type { Usage } from '../context/agent-session.js';
import type { BilledExchange, ExchangeRecord } from '../store/exchange-record.js';
import { dayOf, type ExchangeTimes, type ExchangeTotals } from '../store/exchange-totals.js';
import { type ModelFactor, modelName, percentile } from './estimator-factor.js';
import { groupBy } from './group-by.js';
import { remembered } from './remembered.js';
import { day as dayString } from './report-text.js';
import type { RetrievalCharge } from './retrieval-charges.js';

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

/** What a summary is made of. */
export interface Traffic {
  readonly totals: readonly ExchangeTotals[];
  readonly times: ExchangeTimes;
  /** Of requests that are in the totals. */
  readonly charges: readonly RetrievalCharge[];
  readonly factors: readonly ModelFactor[];
}

export function summarizeExchanges({ totals, times, charges, factors }: Traffic): ExchangeSummary {
  const named = charges.map(({ exchange, cost }) => ({ ...namedOf(exchange), cost }));
  const whole = groupOf('', totals, named);
  const cachingSaved = sum(totals, (some) => some.cachingSaved);
  const charged = sum(charges, ({ cost }) => cost);
  const unpriced = totals.filter(({ billed, priced }) => billed && !priced);
  const overheadMs = spreadOf(times.overheadMs);
  const firstByteMs = spreadOf(times.firstByteMs);
  const listed = remembered(modelName);
  const modelOf = ({ model, billed }: Named) => (model === undefined ? unnamed(billed) : listed(model));
  const dayName = remembered(dayString);
  const grouped = (nameOf: (of: Named) => string | undefined) => groupsOf(totals, named, nameOf);
  return {
    requests: whole.requests,
    sessions: new Set(
      totals.flatMap(({ project, session }) => (session ? JSON.stringify([project, session]) : [])),
    ).size,
    ...(times.period ? { period: times.period } : {}),
    usage: sumOf(totals.map(({ usage }) => usage)),
    cost: whole.cost,
    costWithout: whole.costWithout,
    net: whole.net,
    textSaved: whole.net - cachingSaved + charged,
    cachingSaved,
    retrieved: 0 - charged,
    tokens: {
      takenOut: sum(totals, ({ takenOut }) => takenOut),
      notSent: sum(totals, ({ notSent }) => notSent),
      fetched: sum(charges, ({ fetched }) => fetched),
    },
    unpriced: {
      requests: sum(unpriced, ({ requests }) => requests),
      models: [...new Set(unpriced.map(({ model }) => model ?? 'unknown'))].sort(),
    },
    errors: tallied(totals, (some) => errorOf(some) ?? []),
    ...(overheadMs ? { overheadMs } : {}),
    ...(firstByteMs ? { firstByteMs } : {}),
    factors,
    byPass: tallied(totals, ({ passes }) => passes),
    byProject: grouped(({ project }) => project).sort(byWeight),
    byModel: grouped(modelOf).sort(byWeight),
    bySession: grouped(({ session }) => session)
      .sort(byWeight)
      .slice(0, SESSIONS),
    byDay: grouped(({ day }) => dayName(day)).sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

const ERRORS: readonly string[] = ['upstream_failed', 'truncated', 'error_midway'];

/** What clients are answered that ask for a WebSocket where HTTP does: they go on at once. */
const HTTP_WANTED = 426;

/**
 * What went wrong with a request, in a word; undefined if nothing did, the client went away or only asked whether somebody
 * is there, or it was asked to use HTTP.
 */
export function errorOf({ outcome, status }: Pick<ExchangeRecord, 'outcome' | 'status'>): string | undefined {
  if (ERRORS.includes(outcome)) return outcome;
  if (status < 400 || outcome === 'probed') return undefined;
  if (outcome !== 'refused') return String(status);
  return status === HTTP_WANTED ? undefined : `${status} by ctxopt`;
}

type Named = Pick<ExchangeTotals, 'project' | 'session' | 'model' | 'billed' | 'day'>;

/** Requests that are for no model, or did not get so far, have none. */
const unnamed = (billed: boolean) => (billed ? 'unknown' : 'none');

interface NamedCharge extends Named {
  /** US dollars. */
  readonly cost: number;
}

function namedOf({ at, project, session, model }: BilledExchange): Named {
  return {
    project,
    ...(session ? { session } : {}),
    ...(model ? { model } : {}),
    billed: true,
    day: dayOf(at),
  };
}

function groupsOf(
  totals: readonly ExchangeTotals[],
  charges: readonly NamedCharge[],
  nameOf: (of: Named) => string | undefined,
): ExchangeGroup[] {
  const charged = groupBy(charges, nameOf);
  return [...groupBy(totals, nameOf)].map(([name, group]) => groupOf(name, group, charged.get(name) ?? []));
}

function groupOf(
  name: string,
  totals: readonly ExchangeTotals[],
  charges: readonly Pick<NamedCharge, 'cost'>[],
): ExchangeGroup {
  const cost = sum(totals, (some) => some.cost);
  const costWithout = sum(totals, (some) => some.costWithout) - sum(charges, (charge) => charge.cost);
  return {
    name,
    requests: sum(totals, ({ requests }) => requests),
    prompt: sum(totals, ({ usage }) => promptOf(usage)),
    output: sum(totals, ({ usage }) => usage.output),
    cost,
    costWithout,
    net: costWithout - cost,
  };
}

/** How many requests each name stands for, the most frequent first. */
function tallied(
  totals: readonly ExchangeTotals[],
  namesOf: (some: ExchangeTotals) => string | readonly string[],
): { readonly name: string; readonly requests: number }[] {
  const counts = new Map<string, number>();
  for (const some of totals) {
    for (const name of [namesOf(some)].flat()) counts.set(name, (counts.get(name) ?? 0) + some.requests);
  }
  return [...counts]
    .map(([name, requests]) => ({ name, requests }))
    .sort((a, b) => b.requests - a.requests || (a.name < b.name ? -1 : 1));
}

/** @param times in milliseconds */
function spreadOf(times: readonly number[]): Spread | undefined {
  if (times.length === 0) return undefined;
  const sorted = new Float64Array(times).sort();
  return { p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95) };
}

function byWeight(a: ExchangeGroup, b: ExchangeGroup): number {
  const byNet = Math.abs(b.net) - Math.abs(a.net) || b.cost - a.cost || b.requests - a.requests;
  return byNet || (a.name < b.name ? -1 : 1);
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
