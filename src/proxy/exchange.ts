import type { IncomingHttpHeaders } from 'node:http';
import type { Served } from '../billing/price-at.js';
import type { Usage } from '../context/agent-session.js';
import type { Endpoint, Provider } from './endpoint.js';

/** What a request says before its body is read. */
export interface RequestHead {
  readonly method: string;
  /** With its query, and without what selected the upstream: `/v1/messages?beta=true`. */
  readonly path: string;
  /** As they came, the proxy's own `x-ctxopt-…` included. */
  readonly headers: IncomingHttpHeaders;
  /** The client's IP address; empty if it is gone already. */
  readonly address: string;
  /** Name of the upstream that it is for, and whose dialect it speaks; absent for what the proxy serves itself. */
  readonly upstream?: string;
  readonly provider?: Provider;
}

/**
 * Decides whether a request may pass, before its body is read. It does not throw for a bad request: it answers.
 * One that needs to wait for nothing answers at once rather than by a promise.
 */
export type Admit = (head: RequestHead, endpoint: Endpoint | undefined) => Admission | Promise<Admission>;

export type Admission =
  | {
      readonly ok: true;
      readonly project: string;
      /** Headers to send in place of the client's credentials, where the proxy holds the provider's key. */
      readonly credentials?: Readonly<Record<string, string>>;
      /** Public id of the proxy's own key that was shown. */
      readonly key?: string;
    }
  | {
      readonly ok: false;
      readonly status: 401 | 403 | 429;
      readonly message: string;
      /** Seconds after which to try again. */
      readonly retryAfter?: number;
    };

/**
 * Makes a request's body smaller. It does not throw: what failed is said in `warning`, and the body is the one that came.
 * One that needs to wait for nothing answers at once rather than by a promise.
 */
export type Rewrite = (request: RewriteRequest) => Rewritten | Promise<Rewritten>;

export interface RewriteRequest {
  readonly endpoint: Endpoint;
  readonly head: RequestHead;
  /** UTF-8, and decoded if the request has a `content-encoding`. */
  readonly body: Buffer;
  readonly project: string;
  /** Aborted when the client goes away, or the time allowed is over: what comes later is not used. Made when first asked for. */
  readonly signal: () => AbortSignal;
}

/** What a rewrite did to a request's tokens, by the count of `tokenizerFor`. Each is absent where it is not known. */
export interface RewrittenTokens {
  readonly tokensBefore?: number;
  readonly tokensAfter?: number;
  /** Of what was saved: in parts that came first with this request, and in those that came with an earlier one too. */
  readonly savedFresh?: number;
  readonly savedReplayed?: number;
  /** What the provider had probably cached, and has to process anew because older parts were rewritten. */
  readonly recached?: number;
  /** Cache breakpoints that were inserted into a request that had none. */
  readonly breakpoints?: number;
}

export interface Rewritten extends RewrittenTokens {
  /** The very object that came if nothing changed: then the bytes that came go out. */
  readonly body: Buffer;
  readonly session: string;
  readonly model?: string;
  /** Names of the passes that made what goes out what it is, on this turn or when it was decided. */
  readonly passes: readonly string[];
  /** Header fields to send in place of the client's of the same names, which are in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly warning?: string;
  /** Reads what only has to be written down, for which the request need not wait. Never throws. */
  readonly readLate?: () => Pick<Exchange, 'session' | 'model'>;
}

export type Outcome =
  /** The response went out whole, whatever its status. */
  | 'complete'
  /** It went out whole, and told of an error in its midst: its status is one of success. */
  | 'error_midway'
  /** A HEAD request was answered: whoever sends one asks only whether somebody is there. */
  | 'probed'
  | 'client_aborted'
  /** There was no response: the upstream is down, slow, or hung up. The client got 502 or 504. */
  | 'upstream_failed'
  /** The response broke off after its head, or is a stream that ended before its last event. */
  | 'truncated'
  /** The proxy itself said no: 401, 403, 413, 429; or asked for HTTP in place of a WebSocket: 426. */
  | 'refused';

/** What was observed of one exchange. No contents. */
export interface Exchange extends RewrittenTokens {
  /** UUID, which the client reads in `x-ctxopt-request-id`. */
  readonly id: string;
  /** When the request's head came, in milliseconds since 1970. */
  readonly at: number;
  /** Empty if the request was refused before that was known. */
  readonly project: string;
  readonly session?: string;
  /** Public id of the proxy's own key. */
  readonly key?: string;
  readonly provider: Provider;
  /** Name of the upstream. */
  readonly upstream: string;
  /** Name of the endpoint; absent for paths that are none. */
  readonly endpoint?: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** The model that answered; else the one that was asked, where that is known. */
  readonly model?: string;
  /** The model that was asked; absent where the request was not looked into. */
  readonly asked?: string;
  /** The one that answered, as it calls itself; absent where the response did not say. */
  readonly answered?: string;
  /** What the client was answered; 0 if nothing. */
  readonly status: number;
  readonly outcome: Outcome;
  /** From the request's head to the response's, in milliseconds. */
  readonly firstByteMs?: number;
  /** From the request's head to the end, in milliseconds. */
  readonly totalMs: number;
  /**
   * The proxy's own work before anything was sent upstream, in milliseconds: from the whole request having been read
   * where it was, else from its head.
   */
  readonly overheadMs: number;
  /** Of the bodies as they were forwarded; absent where that was not seen. */
  readonly requestBytes?: number;
  readonly responseBytes?: number;
  readonly passes: readonly string[];
  readonly usage?: Usage;
  /** How it was served, where that has a price of its own. */
  readonly served?: readonly Served[];
  /** Code or type of what went wrong: `ECONNREFUSED`, `overloaded_error`; `incomplete` for a response that lacks its end. */
  readonly error?: string;
  /** Whether the client asked not to be optimized, or nothing is. */
  readonly bypassed: boolean;
}

/** Is handed each exchange once, when it has ended in whatever way. */
export type Observe = (exchange: Exchange) => void;
