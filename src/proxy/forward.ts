import { readBody } from '../net/read-body.js';
import { type DispatchOptions, dispatch } from './dispatch.js';
import type { Endpoint } from './endpoint.js';
import type { Admission, Admit, Observe, Rewrite, Rewritten } from './exchange.js';
import { CLIMBING, codeOf, type Failure, failureOf, tooLong } from './failure.js';
import { requestFields } from './fields.js';
import { createMemoryShare, type MemoryShare } from './memory-share.js';
import { type Asked, type OpenExchange, openExchange } from './open-exchange.js';
import { isSigned, type RewriteLimits, rewriteBody } from './rewrite-body.js';
import type { Outgoing } from './send.js';
import { asksForWebSocket, tunnel } from './tunnel.js';
import { uploadOf } from './upload.js';
import { climbs } from './upstreams.js';

/** Bodies of at most so many bytes are read before they are sent, which spares a stream each. */
const GATHERED = 64 * 1024;

/**
 * Bytes of all bodies that are held at once to be rewritten. What comes beyond streams through unread: then the provider may not
 * find it in its cache, but the proxy does not run out of memory.
 */
const MOST_HELD = 512 * 1024 * 1024;

export interface ForwardOptions extends DispatchOptions {
  readonly admit: Admit;
  /** Without it, requests go out as they came. */
  readonly rewrite?: Rewrite;
  readonly observe: Observe;
  readonly limits: RewriteLimits;
}

/** Forwards one request, and its response. Resolves when the exchange has ended and was observed; never rejects. */
export type Forward = (asked: Asked) => Promise<void>;

export function createForward(options: ForwardOptions): Forward {
  const { observe, log, rewrite } = options;
  const means: Means = { ...options, memory: createMemoryShare(MOST_HELD) };
  return (asked) => {
    const bypassed = rewrite === undefined || asked.request.headers['x-ctxopt-bypass'] === '1';
    const exchange = openExchange(asked, { observe, log, bypassed });
    begin(means, exchange).catch(exchange.fail);
    return exchange.ended;
  };
}

interface Means extends ForwardOptions {
  /** For bodies that are held; one of unknown length counts as the longest. */
  readonly memory: MemoryShare;
}

type Admitted = Extract<Admission, { readonly ok: true }>;

async function begin(means: Means, exchange: OpenExchange): Promise<void> {
  const { head, endpoint, bodyLength, route, observation } = exchange;
  if (route.upstream.prefix !== '' && climbs(head.path)) return exchange.refuse(CLIMBING);
  if (bodyLength !== undefined && bodyLength > means.limits.bytes) {
    return exchange.refuse(tooLong(means.limits.bytes));
  }
  const admitting = means.admit(head, endpoint);
  const admission = admitting instanceof Promise ? await admitting : admitting;
  if (exchange.isOver()) return;
  if (!admission.ok) return exchange.refuse(...refusalOf(admission));
  observation.draft.project = admission.project;
  if (admission.key !== undefined) observation.draft.key = admission.key;
  if (asksForWebSocket(head.headers)) return tunnel(means, exchange, admission);
  await takeBody(means, exchange, admission);
}

function refusalOf({
  status,
  message,
  retryAfter,
}: Extract<Admission, { readonly ok: false }>): [Failure, Readonly<Record<string, string>>] {
  const fields = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return [{ status, message, code: String(status) }, fields];
}

/** Sends the request on: as it comes, or, if it is short or may be rewritten, when all of it is there. */
async function takeBody(means: Means, exchange: OpenExchange, admitted: Admitted): Promise<void> {
  const { request, response, bodyLength, observation } = exchange;
  const { limits, rewrite } = means;
  if (bodyLength === 0) return sendOn(means, exchange, admitted, { body: null });
  if (exchange.expectsContinue) response.writeContinue();
  const endpoint = rewrite && mayRewrite(exchange) && hold(means, exchange) ? exchange.endpoint : undefined;
  if (!endpoint && (bodyLength === undefined || bodyLength > GATHERED)) {
    return sendOn(means, exchange, admitted, { body: uploadOf(request, limits.bytes) });
  }
  let body: Buffer | undefined;
  try {
    body = await readBody(request, limits.bytes);
  } catch (thrown) {
    // The client went away, which its response being closed has told.
    if (request.destroyed) return;
    throw thrown;
  }
  observation.read();
  if (!body) return exchange.refuse(tooLong(limits.bytes));
  if (!rewrite || !endpoint) return sendOn(means, exchange, admitted, { body });
  sendOn(means, exchange, admitted, await optimized(means, exchange, { body, endpoint, admitted, rewrite }));
}

function mayRewrite({ bypassed, endpoint, head }: OpenExchange): boolean {
  const isPlain = head.headers.trailer === undefined && !isSigned(head.headers);
  return !bypassed && endpoint?.format !== undefined && isPlain;
}

function hold({ memory, limits }: Means, exchange: OpenExchange): boolean {
  const giveBack = memory.take(exchange.bodyLength ?? limits.bytes);
  if (giveBack) exchange.atEnd(giveBack);
  return giveBack !== undefined;
}

interface Sent {
  readonly body: Outgoing['body'];
  /** In bytes, if it is another body than the one that came. */
  readonly newLength?: number | undefined;
  readonly rewritten?: Rewritten | undefined;
}

async function optimized(
  { limits, log }: Means,
  { head, observation, atEnd }: OpenExchange,
  given: {
    readonly body: Buffer;
    readonly endpoint: Endpoint;
    readonly admitted: Admitted;
    readonly rewrite: Rewrite;
  },
): Promise<Sent> {
  const { body, endpoint, rewrite } = given;
  const { bytes, isChanged, rewritten } = await rewriteBody(
    rewrite,
    { endpoint, head, body, project: given.admitted.project },
    { limits, log, atEnd },
  );
  if (rewritten) {
    const { body: _, headers: __, warning: ___, readLate, ...known } = rewritten;
    observation.readLate = readLate;
    Object.assign(observation.draft, known);
  }
  return { body: bytes, rewritten, newLength: isChanged ? bytes.length : undefined };
}

function sendOn(
  means: Means,
  exchange: OpenExchange,
  { credentials }: Admitted,
  { body, newLength, rewritten }: Sent,
): void {
  const { request, response, route, head, endpoint, observation } = exchange;
  const { upstream } = route;
  if (response.destroyed) return;
  const bytes = Buffer.isBuffer(body) ? body.length : exchange.bodyLength;
  if (bytes !== undefined) observation.draft.requestBytes = bytes;
  const call = dispatch(means, {
    outgoing: {
      method: head.method,
      path: upstream.prefix + head.path,
      headers: requestFields(request.rawHeaders, { credentials, newLength, headers: rewritten?.headers }),
      body,
    },
    upstream,
    endpoint,
    trailers: head.headers.trailer === undefined ? undefined : () => request.rawTrailers,
    rewritten,
    response,
    observation,
    onFailed(error) {
      const failure = failureOf(error, upstream.origin, means.limits.bytes);
      if (failure.status === 413 || failure.status === 400) return exchange.refuse(failure);
      means.log.warn('a request got no answer', { upstream: upstream.name, code: failure.code });
      exchange.answerFor(failure);
    },
    onTruncated(error) {
      exchange.truncated(error);
      means.log.warn('a response broke off', { upstream: upstream.name, code: codeOf(error) });
    },
  });
  exchange.atEnd(() => response.writableFinished || call.abort(new Error('the client went away')));
}
