import { isIP } from 'node:net';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Limits } from '../project-policy.js';

/** Why a request has to wait. */
export interface Exhausted {
  /** What was used up, for the client. */
  readonly what: string;
  /** Seconds until there is some of it again, at least 1. */
  readonly wait: number;
}

/** Counts what goes through in a minute, in this process. */
export interface RateLimits {
  /** Takes one request of someone's; undefined if it may pass. */
  take(payer: string, limits: Limits): Promise<Exhausted | undefined>;
  /** Tokens are known only when a request has ended: the one that passes the limit is answered, those after it wait. */
  spend(payer: string, tokens: number): void;
  /** Whether an address has to wait after too many keys that were none. */
  mayTry(address: string): Promise<Exhausted | undefined>;
  /** A key that was none. */
  failed(address: string): Promise<void>;
}

const MINUTE = 60;

/** Wrong keys that an address may show a minute. */
const TRIES = 20;

export function createRateLimits(): RateLimits {
  const counter = () => new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: MINUTE });
  const [requests, tokens, failures] = [counter(), counter(), counter()];

  const exhausted = (state: RateLimiterRes, what: string): Exhausted => ({
    what,
    wait: Math.max(1, Math.ceil(state.msBeforeNext / 1000)),
  });

  /** Of what is counted only afterwards. */
  async function usedUp(
    used: RateLimiterMemory,
    by: string,
    limit: number,
    what: string,
  ): Promise<Exhausted | undefined> {
    const state = await used.get(by);
    const isOver = state !== null && state.consumedPoints >= limit && state.msBeforeNext > 0;
    return isOver ? exhausted(state, what) : undefined;
  }

  return {
    async take(payer, { requestsPerMinute, inputTokensPerMinute }) {
      if (inputTokensPerMinute !== undefined) {
        const what = `${inputTokensPerMinute} uncached input tokens a minute`;
        const over = await usedUp(tokens, payer, inputTokensPerMinute, what);
        if (over) return over;
      }
      if (requestsPerMinute === undefined) return undefined;
      const state = await requests.consume(payer);
      if (state.consumedPoints <= requestsPerMinute) return undefined;
      return exhausted(state, `${requestsPerMinute} requests a minute`);
    },

    spend(payer, count) {
      void tokens.penalty(payer, count);
    },

    mayTry: (address) => usedUp(failures, blockOf(address), TRIES, `${TRIES} wrong keys a minute`),

    async failed(address) {
      await failures.penalty(blockOf(address));
    },
  };
}

/** What one customer of a network has: an IPv4 address, or the 64 bits that an IPv6 address begins with. */
export function blockOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || isIP(address) !== 6) return mapped ?? address;
  const [left = '', right] = address.split('%')[0]!.split('::');
  const groups = (text: string | undefined) => (text ? text.split(':') : []);
  const zeros = right === undefined ? 0 : 8 - groups(left).length - groups(right).length;
  return [...groups(left), ...Array<string>(zeros).fill('0'), ...groups(right)]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
