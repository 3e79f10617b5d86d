import type { Price } from '../tokens/models.js';

/** What is known before older parts of a conversation are rewritten. Counts are tokens. */
export interface WorthInput {
  /** Of the prompt from the first part that would change on, up to where the provider's cache ends, after the change. */
  readonly behind: number;
  /** That each later turn sends less. */
  readonly saved: number;
  /** Absent for a model without a known price: then only what costs nothing is worth it. */
  readonly price?: Price;
  /** Turns that the conversation is expected to go on for. */
  readonly turnsToCome: number;
  /** Milliseconds since the conversation was last sent. */
  readonly idle: number;
  /** Milliseconds that the provider's cache lives without use. */
  readonly cacheLife: number;
  /**
   * That earlier requests of the conversation did not send: beside what this turn saves, no more is staked on turns to come,
   * so that it never costs more than without, however soon it ends. Absent where somebody else says how long it goes on.
   */
  readonly won?: number;
}

export interface Worth {
  readonly pays: boolean;
  /** Whether the provider's cache has run out, so that all is written anew in any case. */
  readonly expired: boolean;
  /** US dollars that it costs once, and that it saves over this turn and those to come. */
  readonly cost: number;
  readonly gain: number;
}

/** Time of use is kept a minute coarse, so the cache may have been used so much later than is known. */
const COARSE_MS = 60_000;

/** Whether the provider's cache has run out. In milliseconds. */
export function isExpired(idle: number, cacheLife: number): boolean {
  return idle > cacheLife + COARSE_MS;
}

/**
 * Whether to rewrite what the provider has probably cached. What stands behind the first change has to be written to the
 * cache again instead of read from it, once; what goes is no longer read, on this turn and on each one to come.
 */
export function worthOf(input: WorthInput): Worth {
  const { behind, saved, price, turnsToCome, idle, cacheLife, won = Number.POSITIVE_INFINITY } = input;
  const expired = isExpired(idle, cacheLife);
  if (!price) return { pays: expired && saved > 0, expired, cost: 0, gain: 0 };
  const { cacheRead, cacheWrite } = price;
  const cost = expired ? 0 : (behind * (cacheWrite - cacheRead)) / 1e6;
  const gain =
    (saved * (expired ? cacheWrite + turnsToCome * cacheRead : (1 + turnsToCome) * cacheRead)) / 1e6;
  const stake = ((won + saved) * cacheRead) / 1e6;
  return { pays: saved > 0 && gain > cost && cost <= stake, expired, cost, gain };
}

/**
 * How many turns a conversation goes on for: as many as it had. Who looks at something at a moment that is nothing special
 * is as likely to see it before the middle of its life as after it (J. R. Gott, "Implications of the Copernican principle",
 * Nature 363, 1993), so that is the median. Never more than the model's window has room for, if turns go on as long as they were.
 * @param turns so far
 * @param tokens of the prompt so far
 * @param window of the model, in tokens
 */
export function turnsToCome(turns: number, tokens: number, window: number | undefined): number {
  if (window === undefined || tokens === 0) return turns;
  const each = tokens / Math.max(1, turns);
  return Math.max(0, Math.min(turns, Math.floor((window - tokens) / each)));
}
