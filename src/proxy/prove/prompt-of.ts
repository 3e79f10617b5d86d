import { anthropicPrompt } from '../../billing/anthropic-prompt.js';
import { openaiPrompt } from '../../billing/openai-prompt.js';
import type { Prompt } from '../../billing/prompt.js';
import type { CountTokens } from '../../billing/prompt-block.js';
import { tokenizerFor } from '../../tokens/tokenizer-for.js';
import type { Endpoint } from '../endpoint.js';

/** The prompt that a body makes at its endpoint's provider. @param body as parsed from JSON */
export function promptAt({ provider }: Endpoint, body: unknown, count: CountTokens): Prompt {
  return provider === 'anthropic' ? anthropicPrompt(body, count) : openaiPrompt(body, count);
}

export function tokensIn({ blocks }: Pick<Prompt, 'blocks'>): number {
  return blocks.reduce((sum, { tokens }) => sum + tokens, 0);
}

/** Counts a model's tokens, each text once: the turns of a session repeat what stood before. */
export function counterFor(model: string): CountTokens {
  const tokenizer = tokenizerFor(model);
  const known = new Map<string, number>();
  return (text) => {
    const tokens = known.get(text) ?? tokenizer.count(text);
    known.set(text, tokens);
    return tokens;
  };
}

const WORD = ' and';
const SAMPLE = 1000;

/** A text of about so many tokens, in place of one that was not recorded. */
export function standIn(tokens: number, count: CountTokens): string {
  return WORD.repeat(Math.max(1, Math.round((tokens * SAMPLE) / count(WORD.repeat(SAMPLE)))));
}
