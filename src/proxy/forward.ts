import { readBody, type Unread } from '../net/read-body.js';
import { type DispatchOptions, dispatch } from './dispatch.js';
import type { Endpoint } from './endpoint.js';
import type { Admission, Admit, Observe, Rewrite, Rewritten } from './exchange.js';
import { CLIMBING, codeOf, type Failure, failureOf, tooLong } from './failure.js';
import { requestFields } from './fields.js';
import { createMemory, type Memory } from './memory-share.js';
import { type Asked, type OpenExchange, openExchange } from './open-exchange.js';
import { isSigned, type RewriteLimits, type RewrittenBody, rewriteBody } from './rewrite-body.js';
import type { Outgoing } from './send.js';
import { asksForWebSocket, tunnel } from './tunnel.js';
import { uploadOf } from './upload.js';
import { climbs, type Upstream } from './upstreams.js';

/** Bodies of at most so many bytes are read before they are sent, which spares a stream each. */
const GATHERED = 64 * 1024;

export interface ForwardOptions extends DispatchOptions {
  readonly admit: Admit;
  /** Without it, requests go out as they came. */
  readonly rewrite?: Rewrite;
  readonly observe: Observe;
  readonly limits: RewriteLimits;
  /**
   * Bytes of all bodies that are held at once to be rewritten. What comes beyond streams through unread: then the provider may
   * not find it in its cache, but the proxy does not run out of memory.
   */
  readonly mostHeld: number;
}

/** Forwards one request, and its response. Resolves when the exchange has ended and was observed; never rejects. */
export type Forward = (asked: Asked) => Promise<void>;

export function createForward(options: ForwardOptions): Forward {
  const { observe, log, rewrite } = options;
  const means: Means = { ...options, memory: createMemory(options.mostHeld) };
  return (asked) => {
    const bypassed = rewrite === undefined || asked.request.headers['x-ctxopt-bypass'] === '1';
    const exchange = openExchange(asked, { observe, log, bypassed });
    begin(means, exchange).catch(exchange.fail);
    return exchange.ended;
  };
}

interface Means extends ForwardOptions {
  /** For bodies that are held, as far as they have come. */
  readonly memory: Memory;
}

/** Whether an upstream is a folder of its host. */
function isConfined({ prefix, isVersioned }: Upstream): boolean {
  return prefix !== '' || isVersioned;
}

type Admitted = Extract<Admission, { readonly ok: true }>;

async function begin(means: Means, exchange: OpenExchange): Promise<void> {
  const { head, endpoint, bodyLength, route, observation } = exchange;
  if (isConfined(route.upstream) && climbs(head.path)) return exchange.refuse(CLIMBING);
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
  const endpoint = rewrite && mayRewrite(means, exchange) ? exchange.endpoint : undefined;
  if (!endpoint && (bodyLength === undefined || bodyLength > GATHERED)) {
    return sendThrough(means, exchange, admitted);
  }
  const hasRoom = endpoint && roomFor(means, exchange);
  let body: Buffer | Unread;
  try {
    body = await readBody(request, limits.bytes, hasRoom);
  } catch (thrown) {
    // The client went away, which its response being closed has told.
    if (request.destroyed) return;
    throw thrown;
  }
  observation.read();
  if (body === 'no room') return sendThrough(means, exchange, admitted);
  if (body === 'too long') return exchange.refuse(tooLong(limits.bytes));
  if (!rewrite || !endpoint || !hasRoom) return sendOn(means, exchange, admitted, { body });
  const optimizing = optimized(means, exchange, { body, endpoint, admitted, rewrite, hasRoom });
  sendOn(means, exchange, admitted, optimizing instanceof Promise ? await optimizing : optimizing);
}

function sendThrough(means: Means, exchange: OpenExchange, admitted: Admitted): void {
  const { draft } = exchange.observation;
  const body = uploadOf(exchange.request, means.limits.bytes, (bytes) => {
    draft.requestBytes = bytes;
  });
  sendOn(means, exchange, admitted, { body });
}

/** They come after chunks only. */
function hasTrailers({ head, bodyLength }: OpenExchange): boolean {
  return head.headers.trailer !== undefined && bodyLength === undefined;
}

function mayRewrite({ memory }: Means, { bypassed, endpoint, head, bodyLength = 0 }: OpenExchange): boolean {
  const isPlain = head.headers.trailer === undefined && !isSigned(head.headers);
  return !bypassed && endpoint?.format !== undefined && isPlain && bodyLength <= memory.left();
}

function roomFor({ memory }: Means, { atEnd }: OpenExchange): (bytes: number) => boolean {
  const share = memory.share();
  atEnd(share.giveBack);
  return share.take;
}

interface Sent {
  readonly body: Outgoing['body'];
  /** In bytes, if it is another body than the one that came. */
  readonly newLength?: number | undefined;
  readonly rewritten?: Rewritten | undefined;
}

function optimized(
  { limits, log }: Means,
  { head, observation, atEnd }: OpenExchange,
  given: {
    readonly body: Buffer;
    readonly endpoint: Endpoint;
    readonly admitted: Admitted;
    readonly rewrite: Rewrite;
    readonly hasRoom: (bytes: number) => boolean;
  },
): Sent | Promise<Sent> {
  const { body, endpoint, rewrite, hasRoom } = given;
  const done = ({ bytes, isChanged, rewritten }: RewrittenBody): Sent => {
    observation.rewritten = rewritten;
    return { body: bytes, rewritten, newLength: isChanged ? bytes.length : undefined };
  };
  const { project } = given.admitted;
  const rewriting = rewriteBody(rewrite, { endpoint, head, body, project }, { limits, log, hasRoom, atEnd });
  return rewriting instanceof Promise ? rewriting.then(done) : done(rewriting);
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
    trailers: hasTrailers(exchange) ? () => request.rawTrailers : undefined,
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
