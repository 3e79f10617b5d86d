import { billOf } from '../../billing/bill.js';
import { priceOf } from '../../billing/price-at.js';
import type { RequestEvent, SessionEvent } from '../../context/agent-session.js';
import { findModel } from '../../tokens/models.js';

/** A request that had to write anew what an earlier one had in the cache. */
export interface CacheBreak {
  /** Of the session's file, from 1. */
  readonly line: number;
  /** Which request of its window it is, from 1. */
  readonly request: number;
  /** Tokens that were in the cache and were not read from it. */
  readonly lost: number;
  /**
   * - `expired`: the cache was older than it lives. - `model`: another model has another cache.
   * - `prompt`: neither, so something changed in what stood before: tools, system text, settings, an earlier message.
   */
  readonly cause: 'expired' | 'model' | 'prompt';
  /** Milliseconds since the request before; absent where the file does not say. */
  readonly gap?: number;
  /** US dollars that writing cost more than reading would have; absent if the model is not known. */
  readonly cost?: number;
}

/** Fewer tokens are the tail that moves with the last cache mark. */
const MIN_LOST = 2048;

/** Where a window's prompt cache was broken. A compaction begins a new prompt, so it is told elsewhere. */
export function cacheBreaks(events: readonly SessionEvent[]): readonly CacheBreak[] {
  const breaks: CacheBreak[] = [];
  let before: RequestEvent | undefined;
  let request = 0;
  for (const event of events) {
    if (event.kind === 'compaction') before = undefined;
    if (event.kind !== 'request' || !event.usage) continue;
    request++;
    const found = before && breakBetween(before, event);
    if (found) breaks.push({ ...found, line: event.line, request });
    before = event;
  }
  return breaks;
}

function breakBetween(
  before: RequestEvent,
  now: RequestEvent,
): Omit<CacheBreak, 'line' | 'request'> | undefined {
  const lost = before.usage!.cacheRead + before.usage!.cacheWrite - now.usage!.cacheRead;
  if (lost < MIN_LOST) return undefined;
  const gap = before.time === undefined || now.time === undefined ? undefined : now.time - before.time;
  const life = before.cacheLife ?? now.cacheLife;
  const isOld = gap !== undefined && life !== undefined && gap >= life;
  const model = findModel(now.model ?? '');
  const price = model && priceOf(model, now.usage!);
  const tokens = { input: 0, cacheWrite: 0, cacheRead: 0, output: 0 };
  return {
    lost,
    cause: before.model !== now.model ? 'model' : isOld ? 'expired' : 'prompt',
    ...(gap === undefined ? {} : { gap }),
    ...(price
      ? {
          cost:
            billOf({ ...tokens, cacheWrite: lost }, price, now.cacheLife) -
            billOf({ ...tokens, cacheRead: lost }, price),
        }
      : {}),
  };
}
