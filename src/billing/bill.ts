import type { Usage } from '../context/agent-session.js';
import type { Price } from '../tokens/models.js';
import { HOUR, HOUR_WRITE } from './cache-rules.js';

/**
 * US dollars for a request at list price.
 * @param cacheLife milliseconds that what it wrote to the cache lives at most, where the usage does not tell an hour's
 * writes apart
 */
export function billOf(usage: Usage, price: Price, cacheLife = 0): number {
  const { input, cacheWrite, cacheRead, output } = usage;
  const forHour = usage.cacheWriteHour ?? (cacheLife >= HOUR ? cacheWrite : 0);
  const writes = (cacheWrite - forHour) * price.cacheWrite + forHour * HOUR_WRITE * price.input;
  return (input * price.input + writes + cacheRead * price.cacheRead + output * price.output) / 1e6;
}

/** All tokens of several requests. */
export function sumOf(usages: readonly Usage[]): Usage {
  const total = (of: (usage: Usage) => number) => usages.reduce((sum, usage) => sum + of(usage), 0);
  return {
    input: total(({ input }) => input),
    cacheWrite: total(({ cacheWrite }) => cacheWrite),
    ...(usages.some(({ cacheWriteHour }) => cacheWriteHour !== undefined)
      ? { cacheWriteHour: total(({ cacheWriteHour = 0 }) => cacheWriteHour) }
      : {}),
    cacheRead: total(({ cacheRead }) => cacheRead),
    output: total(({ output }) => output),
  };
}

/** Tokens of a request's prompt. */
export function promptOf({ input, cacheWrite, cacheRead }: Usage): number {
  return input + cacheWrite + cacheRead;
}
