import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../net/read-body.js';
import { type DispatchOptions, dispatch } from './dispatch.js';
import type { Endpoint } from './endpoint.js';
import { endpointOf } from './endpoints.js';
import type { Admission, Admit, Observe, Outcome, RequestHead, Rewrite, Rewritten } from './exchange.js';
import { CLIMBING, codeOf, type Failure, failureOf, INTERNAL, NO_WEBSOCKET, tooLong } from './failure.js';
import { requestFields } from './fields.js';
import { type Observation, observeExchange } from './observation.js';
import { ownAnswer } from './own-answer.js';
import { isSigned, type RewriteLimits, rewriteBody } from './rewrite-body.js';
import type { Call, Outgoing } from './send.js';
import { uploadOf } from './upload.js';
import { climbs, type Route } from './upstreams.js';

/** Bodies of at most so many bytes are read before they are sent, which spares a stream each. */
const GATHERED = 64 * 1024;

/**
 * Bytes of all bodies that are held at once to be rewritten. What comes beyond streams through unread: then the provider may not
 * find it in its cache, but the proxy does not run out of memory.
 */
const MOST_HELD = 512 * 1024 * 1024;

/** How long the rest of a body that nobody reads may come before its sender is cut off, in milliseconds. */
const DRAIN = 5_000;

export interface ForwardOptions extends DispatchOptions {
  readonly admit: Admit;
  /** Without it, requests go out as they came. */
  readonly rewrite?: Rewrite;
  readonly observe: Observe;
  readonly limits: RewriteLimits;
}

/** A request, and who asked for it. */
export interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly route: Route;
  /** Whether the client waits for `100 Continue` before it sends the body. */
  readonly expectsContinue: boolean;
}

/** Forwards one request, and its response. Resolves when the exchange has ended and was observed; never rejects. */
export type Forward = (asked: Asked) => Promise<void>;

export function createForward(options: ForwardOptions): Forward {
  const held: Held = { bytes: 0 };
  return (asked) => new Promise((resolve) => beginExchange(options, held, asked, resolve));
}

type Admitted = Extract<Admission, { readonly ok: true }>;
type Fields = Readonly<Record<string, string>>;

/** Of all exchanges under way. A body of unknown length counts as the longest. */
interface Held {
  bytes: number;
}

function beginExchange(
  options: ForwardOptions,
  held: Held,
  asked: Asked,
  onEnded: (observed: Promise<void>) => void,
) {
  const { rewrite, log, limits } = options;
  const { request, response, route } = asked;
  const { method = 'GET', headers, rawHeaders } = request;
  const { upstream, path } = route;
  const pathname = path.split('?', 1)[0]!;
  const endpoint = endpointOf(method, pathname, route.provider);
  const provider = endpoint?.provider ?? route.provider;
  const head: RequestHead = {
    method,
    path,
    headers,
    address: request.socket.remoteAddress ?? '',
    upstream: upstream.name,
    provider,
  };
  const bypassed = rewrite === undefined || headers['x-ctxopt-bypass'] === '1';
  const known = { provider, upstream: upstream.name, method, path: pathname, bypassed };
  const observation = observeExchange(
    endpoint ? { ...known, endpoint: endpoint.name } : known,
    options.observe,
    log,
  );
  const { draft } = observation;
  const isChunked = headers['transfer-encoding'] !== undefined;
  const bodyLength = isChunked ? undefined : Number(headers['content-length'] ?? 0);
  let outcome: Outcome = 'complete';
  let call: Pick<Call, 'abort'> | undefined;
  let rewriting: AbortController | undefined;
  let reserved = 0;
  let isClosed = false;

  function close(): void {
    request.socket.off('close', close);
    held.bytes -= reserved;
    reserved = 0;
    isClosed = true;
    const isWhole = response.writableFinished || outcome === 'truncated';
    onEnded(observation.end(isWhole ? outcome : 'client_aborted'));
    rewriting?.abort();
    call?.abort(new Error('the client went away'));
    if (request.complete) return;
    const timer = setTimeout(() => request.destroy(), DRAIN).unref();
    request.once('close', () => clearTimeout(timer));
  }

  function answer(failure: Failure, as: Outcome, fields: Fields = {}): void {
    if (!ownAnswer(response, { provider, id: observation.id, failure }, fields)) return;
    outcome = as;
    draft.status = failure.status;
    draft.error = failure.code;
  }

  function refuse(failure: Failure, fields?: Fields): void {
    answer(failure, 'refused', fields);
  }

  function failInternally(thrown: unknown): void {
    log.error('a request failed', { request: observation.id, cause: thrown });
    refuse(INTERNAL);
  }

  function sendOn(
    body: Outgoing['body'],
    { credentials }: Admitted,
    change: { readonly newLength?: number | undefined; readonly rewritten?: Rewritten | undefined } = {},
  ): void {
    if (response.destroyed) return;
    const fields = requestFields(rawHeaders, {
      credentials,
      headers: change.rewritten?.headers,
      newLength: change.newLength,
    });
    const bytes = Buffer.isBuffer(body) ? body.length : bodyLength;
    if (bytes !== undefined) draft.requestBytes = bytes;
    call = dispatch(options, {
      outgoing: { method, path: upstream.prefix + path, headers: fields, body },
      upstream,
      endpoint,
      trailers: headers.trailer === undefined ? undefined : () => request.rawTrailers,
      rewritten: change.rewritten,
      response,
      observation,
      onFailed(error) {
        const failure = failureOf(error, upstream.origin, limits.bytes);
        if (failure.status === 413 || failure.status === 400) return refuse(failure);
        log.warn('a request got no answer', { upstream: upstream.name, code: failure.code });
        answer(failure, 'upstream_failed');
      },
      onTruncated(error) {
        outcome = 'truncated';
        draft.error = codeOf(error);
        log.warn('a response broke off', { upstream: upstream.name, code: draft.error });
      },
    });
  }

  async function optimize(body: Buffer, rewriter: Rewrite, on: Endpoint, admitted: Admitted): Promise<void> {
    rewriting = new AbortController();
    const given = { endpoint: on, head, body, project: admitted.project };
    const { bytes, isChanged, rewritten } = await rewriteBody(rewriter, given, {
      limits,
      log,
      abort: rewriting,
    });
    if (rewritten) note(rewritten, draft);
    sendOn(bytes, admitted, { rewritten, newLength: isChanged ? bytes.length : undefined });
  }

  function mayHold(): boolean {
    const length = bodyLength ?? limits.bytes;
    if (held.bytes + length > MOST_HELD) return false;
    reserved = length;
    held.bytes += length;
    return true;
  }

  function proceed(admission: Admission) {
    if (isClosed) return;
    if (!admission.ok) {
      const { status, message, retryAfter } = admission;
      const fields: Fields = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
      return refuse({ status, message, code: String(status) }, fields);
    }
    draft.project = admission.project;
    if (admission.key !== undefined) draft.key = admission.key;
    if (bodyLength === 0) return sendOn(null, admission);
    if (asked.expectsContinue) response.writeContinue();
    const isPlain = headers.trailer === undefined && !isSigned(headers);
    const isRewritable = !bypassed && endpoint?.format !== undefined && isPlain && mayHold();
    if (!isRewritable && (bodyLength === undefined || bodyLength > GATHERED)) {
      return sendOn(uploadOf(request, limits.bytes), admission);
    }
    readBody(request, limits.bytes).then(
      (body) => {
        observation.read();
        if (!body) return refuse(tooLong(limits.bytes));
        if (!isRewritable) return sendOn(body, admission);
        return optimize(body, rewrite, endpoint, admission).catch(failInternally);
      },
      // The client went away, which its response being closed has told.
      () => {},
    );
  }

  response.once('close', close);
  // A response that waits behind another on its connection is not told when that ends.
  if (!response.socket) request.socket.once('close', close);
  if (/^websocket$/i.test(headers.upgrade ?? '')) return refuse(NO_WEBSOCKET, { upgrade: 'HTTP/1.1' });
  if (upstream.prefix !== '' && climbs(path)) return refuse(CLIMBING);
  if (bodyLength !== undefined && bodyLength > limits.bytes) return refuse(tooLong(limits.bytes));
  try {
    const admission = options.admit(head, endpoint);
    if (admission instanceof Promise) admission.then(proceed).catch(failInternally);
    else proceed(admission);
  } catch (thrown) {
    failInternally(thrown);
  }
}

function note(
  { body: _, headers: __, warning: ___, ...known }: Rewritten,
  draft: Observation['draft'],
): void {
  Object.assign(draft, known);
}
