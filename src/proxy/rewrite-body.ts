import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import type { Log } from '../log.js';
import { decodeBody } from './decode-body.js';
import type { Rewrite, RewriteRequest, Rewritten } from './exchange.js';

/** Header fields that vouch for the bytes of a body: with another body they would be wrong. */
const VOUCHERS = [
  'content-digest',
  'content-md5',
  'digest',
  'repr-digest',
  'signature',
  'x-amz-content-sha256',
];

export interface RewriteLimits {
  /** Longest body, in bytes, also when decoded. */
  readonly bytes: number;
  /** How long a rewrite may take, in milliseconds. */
  readonly time: number;
}

export interface RewriteMeans {
  readonly limits: RewriteLimits;
  readonly log: Log;
  /** Whether so many bytes more of a decoded body can be kept. */
  readonly hasRoom: (bytes: number) => boolean;
  /** Has something done when the client has gone away, or has its answer; at once if that is so. */
  atEnd(act: () => void): void;
}

export interface RewrittenBody {
  /** What goes out: the very buffer that came unless `isChanged`, else UTF-8 without a content encoding. */
  readonly bytes: Buffer;
  readonly isChanged: boolean;
  /** What the rewrite said; absent if it did not come to its end. */
  readonly rewritten?: Rewritten;
}

/** Whether the bytes of a body are signed, so that it can only go out as it came. */
export function isSigned(headers: IncomingHttpHeaders): boolean {
  return VOUCHERS.some((name) => headers[name] !== undefined) || /^AWS4-/.test(headers.authorization ?? '');
}

/**
 * Lets a rewrite work on a body. Whatever fails, or takes too long, leaves the bytes that came: the log says why. Nothing
 * waits where the rewrite does not.
 * @param request with the body's bytes as they came
 */
export function rewriteBody(
  rewrite: Rewrite,
  request: Omit<RewriteRequest, 'signal'>,
  means: RewriteMeans,
): RewrittenBody | Promise<RewrittenBody> {
  const encoding = request.head.headers['content-encoding'];
  if (encoding === undefined) return rewriteDecoded(rewrite, request, request.body, means);
  const decoding = decodeBody(request.body, encoding, { limit: means.limits.bytes, hasRoom: means.hasRoom });
  return decoding.then((decoded) => rewriteDecoded(rewrite, request, decoded, means));
}

function rewriteDecoded(
  rewrite: Rewrite,
  { endpoint, head, project, body: bytes }: Omit<RewriteRequest, 'signal'>,
  body: Buffer | undefined,
  { limits, log, atEnd }: RewriteMeans,
): RewrittenBody | Promise<RewrittenBody> {
  if (!body || !isUtf8(body)) {
    log.debug('a body was not read: it is no UTF-8 in a known content encoding, or there is no room for it');
    return { bytes, isChanged: false };
  }
  const done = (rewritten: Rewritten): RewrittenBody => {
    if (rewritten.warning !== undefined)
      log.warn('a request was not fully optimized', { reason: rewritten.warning });
    if (rewritten.body === body) return { bytes, isChanged: false, rewritten };
    if (!Buffer.isBuffer(rewritten.body)) throw new TypeError('it gave no body');
    return { bytes: rewritten.body, isChanged: true, rewritten };
  };
  const failed = (thrown: unknown): RewrittenBody => {
    log.warn('a request went out as it came, because optimizing it failed', {
      reason: thrown instanceof Error ? thrown.message : String(thrown),
    });
    return { bytes, isChanged: false };
  };
  const abort = lateAbort(atEnd);
  try {
    const running = rewrite({ endpoint, head, project, body, signal: abort.signal });
    if (!(running instanceof Promise)) return done(running);
    return inTime(running, limits.time, abort).then(done).catch(failed);
  } catch (thrown) {
    return failed(thrown);
  }
}

/** Ends a rewrite when the client goes away, or there is no more time for it. */
interface LateAbort {
  /** Made when it is first asked for: most rewrites are over at once, and need none. */
  signal(): AbortSignal;
  abort(): void;
  /** The rewrite is over: to abort it would make an error for nobody. */
  stop(): void;
}

function lateAbort(atEnd: RewriteMeans['atEnd']): LateAbort {
  let controller: AbortController | undefined;
  let isOver = false;
  const abort = () => isOver || controller?.abort();
  return {
    signal() {
      if (!controller) {
        controller = new AbortController();
        atEnd(abort);
      }
      return controller.signal;
    },
    abort,
    stop() {
      isOver = true;
    },
  };
}

async function inTime(running: Promise<Rewritten>, time: number, abort: LateAbort): Promise<Rewritten> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`it took longer than ${time} ms`));
      abort.abort();
    }, time);
  });
  try {
    return await Promise.race([running, tooLong]);
  } finally {
    clearTimeout(timer);
    abort.stop();
  }
}
