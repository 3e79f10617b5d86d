import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../log.js';
import type { Endpoint } from './endpoint.js';
import { endpointOf } from './endpoints.js';
import type { Observe, Outcome, RequestHead } from './exchange.js';
import { codeOf, type Failure, INTERNAL } from './failure.js';
import { type Observation, observeExchange } from './observation.js';
import { ownAnswer } from './own-answer.js';
import { sessionHeader } from './session-header.js';
import type { Route } from './upstreams.js';

/** How long the rest of a body that nobody reads may come before its sender is cut off, in milliseconds. */
const DRAIN = 5_000;

/** A request, and who asked for it. */
export interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly route: Route;
  /** Whether the client waits for `100 Continue` before it sends the body. */
  readonly expectsContinue: boolean;
}

export interface OpenExchangeOptions {
  readonly observe: Observe;
  readonly log: Log;
  /** Whether nothing is to be optimized. */
  readonly bypassed: boolean;
}

/** An exchange with a client, from its request's head to the end of its response. */
export interface OpenExchange extends Asked {
  readonly head: RequestHead;
  readonly endpoint: Endpoint | undefined;
  readonly bypassed: boolean;
  /** As declared, in bytes; undefined if it is sent in chunks. */
  readonly bodyLength: number | undefined;
  readonly observation: Observation;
  /** Resolves when the exchange has ended and was observed; never rejects. */
  readonly ended: Promise<void>;
  /** Has something done when the exchange ends, however it does; at once if it has. */
  atEnd(act: () => void): void;
  isOver(): boolean;
  /** Says no; nothing, if an answer is under way. */
  refuse(failure: Failure, fields?: Readonly<Record<string, string>>): void;
  /** Says that the upstream did not answer. */
  answerFor(upstreamFailure: Failure): void;
  /** Says that the proxy failed, and the log why. */
  fail(thrown: unknown): void;
  /** The response broke off after its head. */
  truncated(error: Error): void;
}

/** Begins to follow an exchange, when the request's head has come. */
export function openExchange(asked: Asked, { observe, log, bypassed }: OpenExchangeOptions): OpenExchange {
  const { request, response, route, expectsContinue } = asked;
  const { method = 'GET', headers, socket } = request;
  const { upstream, path } = route;
  const pathname = path.split('?', 1)[0]!;
  const endpoint = endpointOf(method, pathname, route.provider);
  const provider = endpoint?.provider ?? route.provider;
  const observation = observeExchange(
    {
      provider,
      upstream: upstream.name,
      method,
      path: pathname,
      bypassed,
      ...(endpoint ? { endpoint: endpoint.name } : {}),
    },
    observe,
    log,
  );
  const { draft } = observation;
  const session = sessionHeader(headers);
  if (session !== undefined) draft.session = session;
  const atEnd: (() => void)[] = [];
  let outcome: Outcome = 'complete';
  let isOver = false;
  let ended = (_observed: Promise<void>): void => {};

  function close(): void {
    socket.off('close', close);
    isOver = true;
    const isWhole = response.writableFinished || outcome === 'truncated';
    ended(observation.end(isWhole ? outcome : 'client_aborted'));
    for (const act of atEnd) act();
    if (request.complete) return;
    const timer = setTimeout(() => request.destroy(), DRAIN).unref();
    request.once('close', () => clearTimeout(timer));
  }

  function answer(failure: Failure, as: Outcome, fields: Readonly<Record<string, string>> = {}): void {
    if (!ownAnswer(response, { provider, id: observation.id, failure }, fields)) return;
    outcome = as;
    draft.status = failure.status;
    draft.error = failure.code;
  }

  response.once('close', close);
  // A response that waits behind another on its connection is not told when that ends.
  if (!response.socket) socket.once('close', close);
  return {
    request,
    response,
    route,
    expectsContinue,
    head: { method, path, headers, address: socket.remoteAddress ?? '', upstream: upstream.name, provider },
    endpoint,
    bypassed,
    bodyLength:
      headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : undefined,
    observation,
    ended: new Promise((resolve) => {
      ended = resolve;
    }),
    atEnd(act) {
      if (isOver) act();
      else atEnd.push(act);
    },
    isOver: () => isOver,
    refuse: (failure, fields) => answer(failure, 'refused', fields),
    answerFor: (failure) => answer(failure, 'upstream_failed'),
    fail(thrown) {
      log.error('a request failed', { request: observation.id, cause: thrown });
      answer(INTERNAL, 'refused');
    },
    truncated(error) {
      outcome = 'truncated';
      draft.error = codeOf(error);
    },
  };
}
