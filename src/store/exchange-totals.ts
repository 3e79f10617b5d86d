import type { Usage } from '../context/agent-session.js';
import type { ExchangeRecord } from './exchange-record.js';

export interface TrafficFilter {
  /** Only requests of these; the empty name stands for those that name none. */
  readonly projects?: readonly string[];
  /** Only requests at or after this, in milliseconds since the epoch. */
  readonly since?: number;
}

/** What the requests of one day, project, session, model, outcome and choice of passes came to. */
export interface ExchangeTotals {
  /** When the UTC day began, in milliseconds since the epoch. */
  readonly day: number;
  readonly project: string;
  readonly session?: string;
  readonly model?: string;
  readonly status: number;
  readonly outcome: string;
  readonly passes: readonly string[];
  /** Whether a usage was seen, and whether there is a cost. */
  readonly billed: boolean;
  readonly priced: boolean;
  readonly requests: number;
  /** Requests that went out with fewer tokens than they came with. */
  readonly smaller: number;
  readonly usage: Usage;
  /** US dollars, as in the records. */
  readonly cost: number;
  readonly costWithout: number;
  readonly cachingSaved: number;
  /** Tokens as counted: of the records' `savedFresh`, and between their `tokensBefore` and `tokensAfter`. */
  readonly takenOut: number;
  readonly notSent: number;
}

/** How long requests took that were not refused. In no order. */
export interface ExchangeTimes {
  /** Milliseconds since the epoch of the first and last request, the refused included; absent if there was none. */
  readonly period?: { readonly from: number; readonly to: number };
  /** In milliseconds. */
  readonly overheadMs: readonly number[];
  readonly firstByteMs: readonly number[];
}

/** A prompt that was both counted and billed, in tokens. */
export interface PromptSample {
  readonly at: number;
  readonly model: string;
  readonly counted: number;
  readonly billed: number;
}

export interface SampleLimits {
  /** Of each name of a model the newest so many. */
  readonly each: number;
  /** Only prompts that were counted to so many tokens. */
  readonly tokens: number;
}

/** What a store adds up itself, since there are too many exchanges to look at each. */
export interface TrafficStore {
  /** In no order; there may be several of the same day, project and so on. */
  exchangeTotals(filter: TrafficFilter): Promise<readonly ExchangeTotals[]>;
  exchangeTimes(filter: TrafficFilter): Promise<ExchangeTimes>;
  /** In order of time. There may be more of a model than asked for. */
  promptSamples(filter: TrafficFilter, limits: SampleLimits): Promise<readonly PromptSample[]>;
}

/** Those of both. */
export function joined(some: ExchangeTimes, others: ExchangeTimes): ExchangeTimes {
  const [a, b] = [some.period ?? others.period, others.period ?? some.period];
  return {
    ...(a && b ? { period: { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) } } : {}),
    overheadMs: some.overheadMs.concat(others.overheadMs),
    firstByteMs: some.firstByteMs.concat(others.firstByteMs),
  };
}

/** In milliseconds. */
export const DAY = 86_400_000;

/** When the UTC day of a moment began; both in milliseconds since the epoch. */
export function dayOf(at: number): number {
  return Math.floor(at / DAY) * DAY;
}

/** What one request comes to. */
export function totalsOf(exchange: ExchangeRecord): ExchangeTotals {
  const { at, project, session, model, status, outcome, passes, usage } = exchange;
  const { tokensBefore = 0, tokensAfter = 0 } = exchange;
  const isCounted = exchange.tokensBefore !== undefined && exchange.tokensAfter !== undefined;
  return {
    day: dayOf(at),
    project,
    ...(session ? { session } : {}),
    ...(model ? { model } : {}),
    status,
    outcome,
    passes,
    billed: usage !== undefined,
    priced: exchange.cost !== undefined,
    requests: 1,
    smaller: isCounted && tokensAfter < tokensBefore ? 1 : 0,
    usage: usage ?? { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
    cost: exchange.cost ?? 0,
    costWithout: exchange.costWithout ?? 0,
    cachingSaved: exchange.cachingSaved ?? 0,
    takenOut: exchange.savedFresh ?? 0,
    notSent: tokensBefore - tokensAfter,
  };
}

/**
 * Undefined if its prompt was not counted, or not billed whole: Ollama counts only what it has to read.
 * @param tokens that were counted at least
 */
export function promptSampleOf(
  { at = 0, provider, model, status, tokensAfter, usage }: Partial<ExchangeRecord>,
  tokens: number,
): PromptSample | undefined {
  if (!usage || !model || provider === 'ollama' || status === undefined || status >= 400) return undefined;
  const billed = usage.input + usage.cacheRead + usage.cacheWrite;
  if (tokensAfter === undefined || tokensAfter < tokens || billed <= 0) return undefined;
  return { at, model, counted: tokensAfter, billed };
}
