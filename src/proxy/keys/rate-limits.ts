import { isIP } from 'node:net';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Limits } from '../project-policy.js';
import { createTokenDebts } from './token-debts.js';

/** Why a request has to wait. */
export interface Exhausted {
  /** What was used up, for the client. */
  readonly what: string;
  /** Seconds until there is some of it again, at least 1. */
  readonly wait: number;
}

/** Counts what goes through in a minute, in this process. */
export interface RateLimits {
  /** Takes one request of someone's; undefined if it may pass, at once where there are no limits. */
  take(payer: string, limits: Limits): Promise<Exhausted | undefined> | undefined;
  /**
   * Tokens are known only when a request has ended: those that pass the limit together are answered, and those after them wait
   * until what they spent beyond a minute's worth is paid off.
   * @param limit tokens a minute
   */
  spend(payer: string, tokens: number, limit: number): void;
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
  const [requests, failures] = [counter(), counter()];
  const tokens = createTokenDebts();

  const exhausted = (ms: number, what: string): Exhausted => ({
    what,
    wait: Math.max(1, Math.ceil(ms / 1000)),
  });

  async function takeOf(
    payer: string,
    { requestsPerMinute, inputTokensPerMinute }: Limits,
  ): Promise<Exhausted | undefined> {
    if (inputTokensPerMinute !== undefined) {
      const ms = tokens.wait(payer);
      if (ms > 0) return exhausted(ms, `${inputTokensPerMinute} uncached input tokens a minute`);
    }
    if (requestsPerMinute === undefined) return undefined;
    const state = await requests.consume(payer);
    if (state.consumedPoints <= requestsPerMinute) return undefined;
    return exhausted(state.msBeforeNext, `${requestsPerMinute} requests a minute`);
  }

  return {
    take(payer, limits) {
      const isLimited = limits.requestsPerMinute !== undefined || limits.inputTokensPerMinute !== undefined;
      return isLimited ? takeOf(payer, limits) : undefined;
    },

    spend: tokens.add,

    async mayTry(address) {
      const state = await failures.get(blockOf(address));
      const isOver = state !== null && state.consumedPoints >= TRIES && state.msBeforeNext > 0;
      return isOver ? exhausted(state.msBeforeNext, `${TRIES} wrong keys a minute`) : undefined;
    },

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
