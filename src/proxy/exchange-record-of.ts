import { cacheRulesOf } from '../billing/cache-rules.js';
import { priceOf } from '../billing/price-at.js';
import type { Usage } from '../context/agent-session.js';
import { exchangeCost } from '../session/exchange-cost.js';
import type { ExchangeRecord } from '../store/exchange-record.js';
import type { Model } from '../tokens/models.js';
import type { Exchange } from './exchange.js';

/**
 * An exchange as it is written down: without what may tell of contents, such as the path, and with what it cost.
 * @param model without one, or where it runs locally, there are tokens only
 * @param factor tokens that the provider bills for each that was counted
 */
export function exchangeRecordOf(
  exchange: Exchange,
  model: Model | undefined,
  factor: number,
): ExchangeRecord {
  const {
    method: _,
    path: __,
    requestBytes: ___,
    responseBytes: ____,
    asked: _____,
    answered: ______,
    served,
    ...kept
  } = exchange;
  const { recached = 0, session, ...known } = kept;
  const usage = known.usage && wholeUsage(known.usage);
  const counts = wholeCounts(known);
  const record = Object.assign(known, counts, usage && { usage }, session && { session });
  if (!usage || !model || known.provider === 'ollama') return record;
  const isMarked = known.provider === 'anthropic' && (counts.breakpoints ?? 0) > 0;
  const saved = { recached, ...savedTokens(counts) };
  const { minimum } = cacheRulesOf(known.provider, model.id);
  const price = priceOf(model, usage, served);
  return Object.assign(record, exchangeCost(usage, price, saved, factor, isMarked, minimum));
}

type Counts = Pick<
  ExchangeRecord,
  'tokensBefore' | 'tokensAfter' | 'savedFresh' | 'savedReplayed' | 'breakpoints'
>;

/** Where it is not known when the parts came that were made smaller, they are taken for old ones, which cost less. */
function savedTokens({ tokensBefore = 0, tokensAfter = 0, savedFresh, savedReplayed }: Counts) {
  const all = tokensBefore - tokensAfter;
  return { fresh: savedFresh ?? 0, replayed: savedReplayed ?? all - (savedFresh ?? 0) };
}

function wholeCounts(exchange: Counts): Counts {
  const { tokensBefore, tokensAfter, savedFresh, savedReplayed, breakpoints } = exchange;
  const counts = { tokensBefore, tokensAfter, savedFresh, savedReplayed, breakpoints };
  return Object.fromEntries(
    Object.entries(counts).flatMap(([name, count]) => (count === undefined ? [] : [[name, whole(count)]])),
  );
}

function wholeUsage({ input, output, cacheRead, cacheWrite, cacheWriteHour }: Usage): Usage {
  const written = whole(cacheWrite);
  return {
    input: whole(input),
    output: whole(output),
    cacheRead: whole(cacheRead),
    cacheWrite: written,
    ...(cacheWriteHour === undefined ? {} : { cacheWriteHour: Math.min(whole(cacheWriteHour), written) }),
  };
}

/** What a response says is not always a whole number, or a number. */
function whole(count: number): number {
  const most = Number.MAX_SAFE_INTEGER;
  return Number.isNaN(count) ? 0 : Math.round(Math.min(Math.max(count, -most), most));
}
