import type { Usage } from '../../context/agent-session.js';
import type { Price } from '../../tokens/models.js';

/** What a write to a cache that lives for an hour costs, against uncached input; a shorter one is in the price list. */
const HOUR_WRITE = 2;
const HOUR = 3_600_000;

/**
 * US dollars for a request at list price.
 * @param cacheLife milliseconds that what it wrote to the cache lives at most
 */
export function billOf(usage: Usage, price: Price, cacheLife = 0): number {
  const write = cacheLife >= HOUR ? HOUR_WRITE * price.input : price.cacheWrite;
  const { input, cacheWrite, cacheRead, output } = usage;
  return (
    (input * price.input + cacheWrite * write + cacheRead * price.cacheRead + output * price.output) / 1e6
  );
}

/** All tokens of several requests. */
export function sumOf(usages: readonly Usage[]): Usage {
  const total = (of: (usage: Usage) => number) => usages.reduce((sum, usage) => sum + of(usage), 0);
  return {
    input: total(({ input }) => input),
    cacheWrite: total(({ cacheWrite }) => cacheWrite),
    cacheRead: total(({ cacheRead }) => cacheRead),
    output: total(({ output }) => output),
  };
}

/** Tokens of a request's prompt. */
export function promptOf({ input, cacheWrite, cacheRead }: Usage): number {
  return input + cacheWrite + cacheRead;
}
