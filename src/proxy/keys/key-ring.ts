import { timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../log.js';
import type { KeyStore, ProxyKey } from '../../store/proxy-key.js';
import { hashOfKey } from './new-key.js';

export interface KeyRingOptions {
  readonly store: Pick<KeyStore, 'keys'>;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The proxy's keys as the store had them two seconds ago at most: then one that was revoked opens nothing any more. */
export interface KeyRing {
  /** Reads them again if it is time; undefined if it is not. Never rejects: what was known last is known on. */
  refresh(): Promise<void> | undefined;
  /** Whether there is one that is not revoked. */
  hasKeys(): boolean;
  /** The key that was shown, if it is one and is not revoked. Takes as long whichever it is. */
  find(secret: string): ProxyKey | undefined;
}

const FRESH_MS = 2_000;

/** So long a request waits for keys to be read again, in milliseconds: then those known before serve on. */
const PATIENCE_MS = 500;

interface HeldKey {
  readonly key: ProxyKey;
  readonly hash: Buffer;
}

export function createKeyRing({ store, log, now }: KeyRingOptions): KeyRing {
  let held: readonly HeldKey[] = [];
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;
  let isFailing = false;

  async function read(): Promise<void> {
    // From here on, so that a key that is revoked meanwhile is seen the next time.
    const at = now();
    try {
      const keys = await store.keys();
      held = keys
        .filter(({ revokedAt }) => revokedAt === undefined)
        .map((key) => ({ key, hash: Buffer.from(key.hash, 'hex') }));
      isFailing = false;
    } catch (cause) {
      if (!isFailing)
        log.warn('the keys of the proxy cannot be read: those known before go on to serve', { cause });
      isFailing = true;
    }
    readAt = at;
    reading = undefined;
  }

  return {
    refresh() {
      if (Math.abs(now() - readAt) < FRESH_MS) return undefined;
      reading ??= read();
      if (readAt === Number.NEGATIVE_INFINITY) return reading;
      return Promise.race([reading, sleep(PATIENCE_MS, undefined, { ref: false })]);
    },

    hasKeys: () => held.length > 0,

    find(secret) {
      const shown = hashOfKey(secret);
      let found: ProxyKey | undefined;
      for (const { key, hash } of held) if (timingSafeEqual(hash, shown)) found = key;
      return found;
    },
  };
}
