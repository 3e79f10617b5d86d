import type { Usage } from '../context/agent-session.js';
import type { TrafficFilter, TrafficStore } from './exchange-totals.js';

/** The project of requests that name none. */
export const DEFAULT_PROJECT = 'default';

/** One request that passed the proxy, when it had ended. No contents. */
export interface ExchangeRecord {
  /** UUID. */
  readonly id: string;
  /** When the request came, in milliseconds since the epoch. */
  readonly at: number;
  /** `DEFAULT_PROJECT` if the request named none; empty if it was refused before that was known. */
  readonly project: string;
  /** The conversation's, as the client calls it; absent where the request was not looked into. */
  readonly session?: string;
  /** Public id of the proxy's own key that was shown. */
  readonly key?: string;
  readonly provider: string;
  /** Name of the upstream. */
  readonly upstream: string;
  /** Name of the endpoint; absent for paths that are none. */
  readonly endpoint?: string;
  /** The model that answered; else the one that was asked, where that is known. */
  readonly model?: string;
  /** What the client was answered; 0 if nothing. */
  readonly status: number;
  /** `complete`, `error_midway`, `probed`, `client_aborted`, `upstream_failed`, `truncated` or `refused`. */
  readonly outcome: string;
  /** From the request's head to the response's, in milliseconds. */
  readonly firstByteMs?: number;
  /** From the request's head to the end, in milliseconds. */
  readonly totalMs: number;
  /** The proxy's own work, in milliseconds. */
  readonly overheadMs: number;
  /** Tokens of the prompt as it came, and as it went out: by the count of `tokenizerFor`, not as billed. */
  readonly tokensBefore?: number;
  readonly tokensAfter?: number;
  /** Of what was saved by that count: in parts that came first with this request, and in those that came before too. */
  readonly savedFresh?: number;
  readonly savedReplayed?: number;
  /** Cache breakpoints that were inserted, where the client had none. */
  readonly breakpoints?: number;
  /** The passes that made what went out what it was, with this request or an earlier one. */
  readonly passes: readonly string[];
  /** As the provider billed it. */
  readonly usage?: Usage;
  /** US dollars at list price; absent where the model has none in the table, or nothing was billed. */
  readonly cost?: number;
  /** What the same request would have cost as it came, in US dollars: an estimate. Stands where `cost` does. */
  readonly costWithout?: number;
  /** Of the difference of both, what the inserted breakpoints earned; below 0 where they have only been written yet. */
  readonly cachingSaved?: number;
  /** Code or type of what went wrong: `ECONNREFUSED`, `overloaded_error`. */
  readonly error?: string;
  /** Whether nothing was to be optimized. */
  readonly bypassed: boolean;
}

/** Of a request that was billed, what is needed to charge it with more. */
export type BilledExchange = Pick<ExchangeRecord, 'id' | 'at' | 'project' | 'session' | 'model' | 'cost'> & {
  readonly usage: Usage;
};

export interface ExchangeFilter extends TrafficFilter {
  readonly session?: string;
  /** Only requests at or before this, in milliseconds since the epoch. */
  readonly until?: number;
  /** The newest so many, or else the oldest. */
  readonly latest?: number;
  readonly first?: number;
}

/** A threshold that was passed. */
export interface Alert {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly project: string;
  /** `daily_cost`, in US dollars, or `window_share`, of the model's window. */
  readonly kind: 'daily_cost' | 'window_share';
  /** What it was passed in: a UTC day, `2026-01-31`, or a session. There is one alert of a kind for each. */
  readonly subject: string;
  readonly value: number;
  readonly threshold: number;
}

export interface AlertFilter {
  readonly projects?: readonly string[];
  /** Only alerts at or after this, in milliseconds since the epoch. */
  readonly since?: number;
}

/** What a store keeps of the proxy's traffic. */
export interface ExchangeStore extends TrafficStore {
  /**
   * Records exchanges together. One that is not as it should be is left out, and the others are kept. Beyond a hundred
   * thousand the oldest are forgotten.
   * @returns how many were kept
   */
  recordExchanges(exchanges: readonly ExchangeRecord[]): Promise<number>;
  /** In order of time. */
  exchanges(filter: ExchangeFilter): Promise<readonly ExchangeRecord[]>;
  /** Those that a usage was seen of, in order of time. */
  billedExchanges(filter: ExchangeFilter): Promise<readonly BilledExchange[]>;
  /** US dollars at list price that a project's requests have cost at and after a moment. */
  spent(project: string, since: number): Promise<number>;
  /** Resolves to whether the alert is the first of its project, kind and subject: only then it is kept. */
  recordAlert(alert: Alert): Promise<boolean>;
  /** In order of time. */
  alerts(filter: AlertFilter): Promise<readonly Alert[]>;
}
