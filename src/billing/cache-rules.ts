import { findModel } from '../tokens/models.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** What a write to a cache that lives for an hour costs, against uncached input; a shorter one is in the price list. */
export const HOUR_WRITE = 2;

/** The rules by which a provider caches a model's prompts. */
export interface CacheRules {
  /**
   * Where what is cached ends:
   * - `marks`: at the blocks that the request marks, and nowhere else (Anthropic).
   * - `turns`: at marks, and by itself after the newest turn of user or tools (OpenAI, GPT-5.6 and later).
   * - `steps`: anywhere, in steps of so many tokens (OpenAI, before).
   */
  readonly boundaries: 'marks' | 'turns' | 'steps';
  /** Tokens of the shortest prompt that is cached; a shorter one is processed without, and without an error. */
  readonly minimum: number;
  /** Tokens that a cached length is a multiple of; 1 where it ends at marks or turns. */
  readonly step: number;
  /** Marks that a request may have, or that it writes at; what is more is an error at Anthropic's. */
  readonly maxMarks: number;
  /** Positions that are tried from each mark backwards, itself the first; for `turns`, turns that are tried. */
  readonly lookBack: number;
  /** Milliseconds that an entry lives since it was written or read last. */
  readonly life: number;
  /** Whether what is written is billed at a price of its own. */
  readonly billsWrites: boolean;
  /** Whether thinking of earlier turns stays in the prompt when the user speaks again. */
  readonly keepsThinking: boolean;
  /** The effort that leaving it out means. */
  readonly defaultEffort: 'medium' | 'high';
}

/**
 * Tokens of the shortest prompt that Anthropic caches, by model: platform.claude.com/docs/en/build-with-claude/prompt-caching,
 * "Cache limitations", as of October 2026. It does not fall from one generation to the next.
 */
const minimums: Readonly<Record<number, readonly string[]>> = {
  512: [
    'claude-fable-5-1',
    'claude-fable-5',
    'claude-opus-5-5',
    'claude-opus-5',
    'claude-sonnet-5-5',
    'claude-haiku-5-5',
  ],
  1024: [
    'claude-opus-4-8',
    'claude-opus-4-1',
    'claude-opus-4',
    'claude-sonnet-5',
    'claude-sonnet-4-6',
    'claude-sonnet-4-5',
    'claude-sonnet-4',
    'claude-3-7-sonnet',
    'claude-3-5-sonnet',
  ],
  2048: ['claude-opus-4-7', 'claude-3-5-haiku'],
  4096: ['claude-opus-4-6', 'claude-opus-4-5', 'claude-haiku-4-5'],
};
/** The largest known, for models that the page does not name: a mark below it may be worth nothing. */
const UNKNOWN_MINIMUM = 4096;

/** Those that drop it; later ones keep it ("Caching with thinking blocks" on the same page). */
const dropsThinking: ReadonlySet<string> = new Set([
  'claude-opus-4-1',
  'claude-opus-4',
  'claude-sonnet-4-5',
  'claude-sonnet-4',
  'claude-3-7-sonnet',
  'claude-3-5-sonnet',
  'claude-haiku-4-5',
  'claude-3-5-haiku',
]);

/** platform.claude.com/docs/en/about-claude/models/overview; the others' is `high`. */
const mediumEffort: ReadonlySet<string> = new Set(['claude-opus-5-5', 'claude-haiku-5-5']);

const minimumById: ReadonlyMap<string, number> = new Map(
  Object.entries(minimums).flatMap(([minimum, ids]) => ids.map((id) => [id, Number(minimum)] as const)),
);

/**
 * The rules for a model. Of one that is not known, the strictest of its provider: what they let pass is cached in any
 * case.
 * @param model as in requests
 */
export function cacheRulesOf(provider: 'anthropic' | 'openai', model: string): CacheRules {
  const known = findModel(model);
  if (provider === 'anthropic') return anthropicRules(known?.id ?? '');
  const { price, id } = known ?? {};
  return price && price.cacheWrite > price.input ? turnRules : stepRules(id ?? '');
}

function anthropicRules(id: string): CacheRules {
  return {
    boundaries: 'marks',
    minimum: minimumById.get(id) ?? UNKNOWN_MINIMUM,
    step: 1,
    maxMarks: 4,
    lookBack: 20,
    life: 5 * MINUTE,
    billsWrites: true,
    keepsThinking: !dropsThinking.has(id),
    defaultEffort: mediumEffort.has(id) ? 'medium' : 'high',
  };
}

/**
 * GPT-5.6 and later: developers.openai.com/api/docs/guides/prompt-caching, as of September 2026. An entry ends at the
 * newest user message, end of tool results or first instructions, and at up to four marks, that one included; it lives
 * for 30 minutes since its last use; 20 earlier ends of turns are tried, and marks without such a limit.
 */
const turnRules: CacheRules = {
  boundaries: 'turns',
  minimum: 1024,
  step: 1,
  maxMarks: 4,
  lookBack: 21,
  life: 30 * MINUTE,
  billsWrites: true,
  keepsThinking: true,
  defaultEffort: 'medium',
};

/**
 * Before GPT-5.6: the same page. Whole steps of 128 tokens, of 2,048 with GPT-5.5; five to ten minutes in memory, of
 * which the shortest is taken here.
 */
function stepRules(id: string): CacheRules {
  return {
    ...turnRules,
    boundaries: 'steps',
    step: id === 'gpt-5.5' ? 2048 : 128,
    maxMarks: 0,
    lookBack: 0,
    life: 5 * MINUTE,
    billsWrites: false,
  };
}
