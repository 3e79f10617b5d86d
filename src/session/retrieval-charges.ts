import { promptOf } from '../billing/bill.js';
import type { ExchangeRecord } from '../store/exchange-record.js';
import type { UsageEvent } from '../store/store.js';
import { findModel } from '../tokens/models.js';
import { promptPrices } from './exchange-cost.js';
import { groupBy } from './group-by.js';

/** What originals that were fetched back cost in one request. */
export interface RetrievalCharge {
  /** Tokens of those that came with it, as counted. */
  readonly fetched: number;
  /** US dollars at list price of all that stood in its prompt; 0 where the model has no price. */
  readonly cost: number;
}

/** A call's result stands in a request that comes after it within this time, in milliseconds. */
const SOON = 3_600_000;

/**
 * What the originals cost that the model fetched back through the MCP server: they would not have been fetched if they had
 * been left in place. The MCP server does not know in which conversation it was called, so each is charged to the one whose
 * request comes next in the same project, or next of all if that project has no requests here: to that request as new
 * text, and to every later one of that session as old text. A session in which nothing was taken out can miss nothing.
 * @param exchanges in order of time
 * @param events in order of time
 * @param factorFor tokens billed for each counted, by model
 * @returns by the request's id; nothing for requests that carry none
 */
export function retrievalCharges(
  exchanges: readonly ExchangeRecord[],
  events: readonly UsageEvent[],
  factorFor: (model: string) => number,
): ReadonlyMap<string, RetrievalCharge> {
  const charges = new Map<string, RetrievalCharge>();
  const rewritten = new Set(exchanges.filter(isSmaller).map(conversationOf));
  const carriers = exchanges.filter(
    (exchange) => exchange.usage !== undefined && rewritten.has(conversationOf(exchange)),
  );
  const retrievals = events.filter(({ view }) => view === 'original');
  const byProject = groupBy(carriers, ({ project }) => project);
  const isKnown = ({ project }: UsageEvent) => byProject.has(project);
  const fetched = fetchedBy(
    carriers,
    retrievals.filter((event) => !isKnown(event)),
  );
  for (const [project, own] of groupBy(retrievals.filter(isKnown), (event) => event.project)) {
    for (const [id, tokens] of fetchedBy(byProject.get(project)!, own))
      fetched.set(id, (fetched.get(id) ?? 0) + tokens);
  }
  const carried = new Map<string, number>();
  for (const carrier of carriers) {
    const { id, usage, cost: billed, model = '' } = carrier;
    const key = conversationOf(carrier);
    const old = carried.get(key) ?? 0;
    const fresh = fetched.get(id) ?? 0;
    if (old + fresh === 0) continue;
    const price = billed === undefined ? undefined : findModel(model)?.price;
    const prices = price ? promptPrices(usage!, price) : { fresh: 0, replayed: 0 };
    const factor = factorFor(model);
    // More than the whole prompt cannot stand in it: it was compacted since, or is another window's.
    const room = Math.floor(promptOf(usage!) / factor);
    const charged = { fetched: Math.min(fresh, room), old: Math.min(old, Math.max(0, room - fresh)) };
    const cost = ((charged.fetched * prices.fresh + charged.old * prices.replayed) * factor) / 1e6;
    charges.set(id, { fetched: charged.fetched, cost });
    carried.set(key, old + fresh);
  }
  return charges;
}

/** Tokens fetched before each request and since the one before it, soon enough, by the request's id. */
function fetchedBy(
  carriers: readonly ExchangeRecord[],
  retrievals: readonly UsageEvent[],
): Map<string, number> {
  const fetched = new Map<string, number>();
  let next = 0;
  for (const { at, returned, sent } of retrievals) {
    while (next < carriers.length && carriers[next]!.at < at) next++;
    const carrier = carriers[next];
    if (!carrier) break;
    if (carrier.at - at > SOON) continue;
    fetched.set(carrier.id, (fetched.get(carrier.id) ?? 0) + returned + sent);
  }
  return fetched;
}

function isSmaller({ session, tokensBefore = 0, tokensAfter = 0 }: ExchangeRecord): boolean {
  return session !== undefined && tokensAfter < tokensBefore;
}

function conversationOf({ project, session }: ExchangeRecord): string {
  return JSON.stringify([project, session]);
}
