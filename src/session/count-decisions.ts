import type { Part } from '../context/context.js';
import { partTokens } from '../optimize/analysis/part-tokens.js';
import type { Decision } from '../store/store.js';
import type { Tokenizer } from '../tokens/tokenizer.js';
import type { KeyedPart } from './part-keys.js';

export interface CountedDecisions {
  readonly decisions: readonly Decision[];
  /** Tokens of what follows the last keyed part. */
  readonly rest: number;
}

/**
 * Decisions for keyed parts as they now stand. Each says how many tokens the conversation has up to it, so only what
 * follows the last part that was decided before is counted.
 * @param parts of the conversation
 * @param from the index among `keyed` of the first to decide
 * @param last the decision for the one before it, if there is one
 * @param passesOn those that changed a part, by its place; undefined if none looked at it
 * @param until what they hold until; the key of each itself if absent
 */
export function countDecisions(
  parts: readonly Part[],
  keyed: readonly KeyedPart[],
  from: number,
  last: Decision | undefined,
  tokenizer: Tokenizer,
  passesOn: (at: number) => readonly string[] | undefined,
  until?: string,
): CountedDecisions {
  const count = (text: string) => tokenizer.count(text);
  const tokensOf = (some: readonly Part[]) => some.reduce((sum, part) => sum + partTokens(part, count), 0);
  let { before, after } = last ?? { before: 0, after: 0 };
  let next = last ? keyed[from - 1]!.at + 1 : 0;
  const decisions = keyed.slice(from).map(({ at, key }) => {
    const between = tokensOf(parts.slice(next, at));
    const { source, text } = parts[at]!;
    const now = count(text);
    before += between + (text === source.text ? now : count(source.text));
    after += between + now;
    next = at + 1;
    const passes = passesOn(at);
    const made = { ...(text === source.text ? {} : { text }), ...(passes ? { passes } : {}) };
    return { key, until: until ?? key, ...made, before, after };
  });
  return { decisions, rest: tokensOf(parts.slice(next)) };
}
