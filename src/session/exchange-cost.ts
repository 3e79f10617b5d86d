import { billOf, promptOf } from '../billing/bill.js';
import type { Usage } from '../context/agent-session.js';
import type { Price } from '../tokens/models.js';

/** What a request saved, by the count of `tokenizerFor`. Each may be below 0: then it cost so much more. */
export interface SavedTokens {
  /** In parts that came first with this request. */
  readonly fresh: number;
  /** In parts that came with an earlier request too. */
  readonly replayed: number;
  /** That the provider has to process anew if it had cached it, because older parts were rewritten. */
  readonly recached: number;
}

/** In US dollars at list price. */
export interface ExchangeCost {
  /** As billed. */
  readonly cost: number;
  /** What the same request would have cost as it came: an estimate. */
  readonly costWithout: number;
  /** Of the difference of both, what the inserted breakpoints earned; below 0 where they have only been written yet. */
  readonly cachingSaved: number;
}

/** What a token of a request's prompt costs, in US dollars per million. */
export interface PromptPrices {
  /** One that the provider sees for the first time. */
  readonly fresh: number;
  /** One that the provider has seen in an earlier request of the conversation. */
  readonly replayed: number;
}

/**
 * What one token more would have cost in a request that was billed so. What is new is written to the cache at the price
 * of what this request wrote, if it wrote; what is old is read from the cache if this request read from it. Where that is
 * not sure, the cheaper is taken, so that savings are not overstated.
 */
export function promptPrices(usage: Usage, price: Price): PromptPrices {
  const { cacheWrite, cacheWriteHour, cacheRead } = usage;
  const written = {
    input: 0,
    output: 0,
    cacheRead: 0,
    cacheWrite,
    ...(cacheWriteHour === undefined ? {} : { cacheWriteHour }),
  };
  return {
    fresh: cacheWrite > 0 ? (billOf(written, price) / cacheWrite) * 1e6 : price.input,
    replayed: cacheRead > 0 ? price.cacheRead : price.input,
  };
}

/**
 * What a request cost and would have cost without ctxopt. The provider's cache is taken to have served both alike, so what
 * the client's own caching earned is in neither. Where ctxopt alone has marked what to cache, nothing would have been
 * cached without it, and each token of the prompt would have cost as plain input. A request that read nothing from the
 * cache came too late for it, and would have had to be processed anew in any case. A prompt that only what was saved made
 * too short for the cache may have been read from it: what was saved counts for no more than that.
 * @param usage as billed
 * @param factor tokens that the provider bills for each that was counted
 * @param marked whether all caching of this request is owed to breakpoints that were inserted
 * @param minimum tokens of the shortest prompt that the provider caches
 */
export function exchangeCost(
  usage: Usage,
  price: Price,
  saved: SavedTokens,
  factor: number,
  marked: boolean,
  minimum = 0,
): ExchangeCost {
  const cost = billOf(usage, price);
  if (marked) {
    const uncached = { input: promptOf(usage), cacheWrite: 0, cacheRead: 0, output: usage.output };
    const plain = billOf(uncached, price);
    const text = ((saved.fresh + saved.replayed) * factor * price.input) / 1e6;
    return { cost, costWithout: Math.max(0, plain + text), cachingSaved: plain - cost };
  }
  const prompt = promptOf(usage);
  const isTooShort = usage.cacheRead + usage.cacheWrite === 0 && prompt < minimum;
  const mayHaveBeenRead = isTooShort && prompt + (saved.fresh + saved.replayed) * factor >= minimum;
  const prices = mayHaveBeenRead
    ? { fresh: price.cacheRead, replayed: price.cacheRead }
    : promptPrices(usage, price);
  const text = (saved.fresh * prices.fresh + saved.replayed * prices.replayed) * factor;
  const again = usage.cacheRead > 0 ? saved.recached * factor * (prices.fresh - price.cacheRead) : 0;
  return { cost, costWithout: Math.max(0, cost + (text - again) / 1e6), cachingSaved: 0 };
}
