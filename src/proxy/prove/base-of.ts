import { promptOf } from '../../billing/bill.js';
import type { Usage } from '../../context/agent-session.js';

/** Tokens of a prompt that were billed and are not in the file: tools, system text. Never below 0. */
export function baseOf(billed: Usage, told: number): number {
  return Math.max(0, promptOf(billed) - told);
}

export const NO_BASE =
  'System prompt and tool definitions are not in the file, and no bill tells their size: they are left out.';

export const MISSING_REQUESTS =
  'Requests that the client made beside these (titles, summaries) are not in the file.';

/** What the cache holds at first. @param tokens of the text that stands in for what is not in the file */
export function cacheAtFirst(tokens: number): string {
  return tokens > 0
    ? `By the first bills ${Math.round(tokens).toLocaleString('en-US')} tokens of that text were in the cache from earlier sessions: they are here too.`
    : 'The first request finds the cache empty.';
}
