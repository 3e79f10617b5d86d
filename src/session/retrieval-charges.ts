import { promptOf } from '../billing/bill.js';
import { priceOf } from '../billing/price-at.js';
import type { BilledExchange, ExchangeStore } from '../store/exchange-record.js';
import type { ExchangeTotals, TrafficFilter } from '../store/exchange-totals.js';
import type { UsageEvent } from '../store/store.js';
import { findModel, type Model } from '../tokens/models.js';
import { promptPrices } from './exchange-cost.js';
import { remembered } from './remembered.js';

/** What originals that were fetched back cost in one request. */
export interface RetrievalCharge {
  readonly exchange: BilledExchange;
  /** Tokens of those that came with it, as counted. */
  readonly fetched: number;
  /** US dollars at list price of all that stood in its prompt; 0 where the model has no price. */
  readonly cost: number;
}

export interface Retrievals {
  readonly store: Pick<ExchangeStore, 'billedExchanges'>;
  /** The requests that are looked at. */
  readonly filter: TrafficFilter;
  /** Those of the same requests. */
  readonly totals: readonly ExchangeTotals[];
  /** Of the MCP server, in order of time. */
  readonly events: readonly UsageEvent[];
  /** Tokens billed for each of o200k_base, in which the events are counted, by model. */
  readonly factorFor: (model: string) => number;
}

/** A call's result stands in a request that comes after it within this time, in milliseconds. */
const SOON = 3_600_000;

/** So many requests after a retrieval are looked at for the one that carries it; if it is not there, so many; else all. */
const LOOKED_AT = [4, 64, Number.MAX_SAFE_INTEGER];

const FREE = { fresh: 0, replayed: 0 };

/**
 * What the originals cost that the model fetched back through the MCP server: they would not have been fetched if they had
 * been left in place. The MCP server does not know in which conversation it was called, so each is charged to the one whose
 * request comes next in the same project, or next of all if that project has no requests here: to that request as new
 * text, and to every later one of that session as old text. A session in which nothing was taken out can miss nothing.
 * @returns in each session in order of time; nothing for requests that carry none
 */
export async function retrievalCharges(retrievals: Retrievals): Promise<readonly RetrievalCharge[]> {
  const { store, factorFor } = retrievals;
  const { fetched, conversations } = await carried(retrievals);
  const modelOf = remembered(findModel);
  const factorOf = remembered(factorFor);
  const charges: RetrievalCharge[] = [];
  for (const { project, session, at: since } of conversations.values()) {
    const talk = await store.billedExchanges({ projects: [project], ...(session ? { session } : {}), since });
    for (const charge of chargesOf(talk, fetched, modelOf, factorOf)) charges.push(charge);
  }
  return charges;
}

/** @param talk one session's requests, in order of time @param fetched tokens, by the request's id */
function chargesOf(
  talk: readonly BilledExchange[],
  fetched: ReadonlyMap<string, number>,
  modelOf: (model: string) => Model | undefined,
  factorFor: (model: string) => number,
): readonly RetrievalCharge[] {
  const charges: RetrievalCharge[] = [];
  let old = 0;
  for (const exchange of talk) {
    const { id, usage, cost: billed, model = '' } = exchange;
    const fresh = fetched.get(id) ?? 0;
    if (old + fresh === 0) continue;
    const listed = billed === undefined ? undefined : modelOf(model);
    const prices = listed ? promptPrices(usage, priceOf(listed, usage)) : FREE;
    const factor = factorFor(model);
    // More than the whole prompt cannot stand in it: it was compacted since, or is another window's.
    const room = Math.floor(promptOf(usage) / factor);
    const charged = { fetched: Math.min(fresh, room), old: Math.min(old, Math.max(0, room - fresh)) };
    const cost = ((charged.fetched * prices.fresh + charged.old * prices.replayed) * factor) / 1e6;
    charges.push({ exchange, fetched: charged.fetched, cost });
    old += fresh;
  }
  return charges;
}

interface Carried {
  /** Tokens fetched before a request and since the one before it, by the request's id. */
  readonly fetched: ReadonlyMap<string, number>;
  /** The first of these requests in each session. */
  readonly conversations: ReadonlyMap<string, BilledExchange>;
}

async function carried({ store, filter, totals, events }: Retrievals): Promise<Carried> {
  const fetched = new Map<string, number>();
  const conversations = new Map<string, BilledExchange>();
  const originals = events.filter(({ view }) => view === 'original');
  if (originals.length === 0) return { fetched, conversations };
  const rewritten = new Set(
    totals.filter(({ session, smaller }) => session !== undefined && smaller > 0).map(conversationOf),
  );
  const carriers = totals.filter((some) => some.billed && rewritten.has(conversationOf(some)));
  const projects = new Set(carriers.map(({ project }) => project));

  /** The first request that may carry what was fetched at a time. */
  async function carrierAfter({ at, project }: UsageEvent): Promise<BilledExchange | undefined> {
    const among = { ...filter, ...(projects.has(project) ? { projects: [project] } : {}) };
    for (const first of LOOKED_AT) {
      const next = await store.billedExchanges({ ...among, since: at, until: at + SOON, first });
      const carrier = next.find((exchange) => rewritten.has(conversationOf(exchange)));
      if (carrier || next.length < first) return carrier;
    }
    return undefined;
  }

  if (rewritten.size === 0) return { fetched, conversations };
  for (const event of originals) {
    const carrier = await carrierAfter(event);
    if (!carrier) continue;
    fetched.set(carrier.id, (fetched.get(carrier.id) ?? 0) + event.returned + event.sent);
    const conversation = conversationOf(carrier);
    if (!conversations.has(conversation)) conversations.set(conversation, carrier);
  }
  return { fetched, conversations };
}

function conversationOf({
  project,
  session,
}: {
  readonly project: string;
  readonly session?: string;
}): string {
  return JSON.stringify([project, session]);
}
