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
 * Lets a rewrite work on a body. Whatever fails, or takes too long, leaves the bytes that came: the log says why.
 * @param request with the body's bytes as they came
 * @param abort is given the way to end the rewrite when the client goes away
 */
export async function rewriteBody(
  rewrite: Rewrite,
  request: Omit<RewriteRequest, 'signal'>,
  {
    limits,
    log,
    abort,
  }: { readonly limits: RewriteLimits; readonly log: Log; readonly abort: AbortController },
): Promise<RewrittenBody> {
  const asItCame = { bytes: request.body, isChanged: false };
  const { headers } = request.head;
  const decoded = await decodeBody(request.body, headers['content-encoding'], limits.bytes);
  if (!decoded || !isUtf8(decoded)) {
    log.debug('a body was not read: it is no UTF-8 in a known content encoding');
    return asItCame;
  }
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`it took longer than ${limits.time} ms`));
      abort.abort();
    }, limits.time);
  });
  try {
    const running = rewrite({ ...request, body: decoded, signal: abort.signal });
    const rewritten = await Promise.race([running, tooLong]);
    if (rewritten.warning !== undefined)
      log.warn('a request was not fully optimized', { reason: rewritten.warning });
    if (rewritten.body === decoded) return { ...asItCame, rewritten };
    if (!Buffer.isBuffer(rewritten.body)) throw new TypeError('it gave no body');
    return { bytes: rewritten.body, isChanged: true, rewritten };
  } catch (thrown) {
    log.warn('a request went out as it came, because optimizing it failed', {
      reason: thrown instanceof Error ? thrown.message : String(thrown),
    });
    return asItCame;
  } finally {
    clearTimeout(timer);
  }
}
