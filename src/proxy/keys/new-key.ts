import { createHash, randomBytes } from 'node:crypto';
import type { ProxyKey } from '../../store/proxy-key.js';

/** What every key of the proxy's own begins with, so that none is mistaken for a provider's and sent there. */
export const KEY_PREFIX = 'ctxopt-';

export interface NewKey {
  /** The key itself: to be shown once, and kept nowhere. */
  readonly secret: string;
  /** What is kept of it. */
  readonly key: ProxyKey;
}

/** @param now milliseconds since the epoch */
export function newKey(given: { readonly project: string; readonly name?: string }, now: number): NewKey {
  const secret = KEY_PREFIX + randomBytes(32).toString('base64url');
  const id = randomBytes(4).toString('hex');
  return { secret, key: { id, hash: hashOfKey(secret).toString('hex'), ...given, createdAt: now } };
}

/** The SHA-256. A key has 256 random bits, so that nothing slower is needed against guessing. */
export function hashOfKey(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
