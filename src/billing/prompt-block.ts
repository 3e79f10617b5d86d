import { createHash } from 'node:crypto';
import type { PromptBlock } from './prompt.js';

/** Counts the tokens of a text as the model does, or estimates them. */
export type CountTokens = (text: string) => number;

/** Tokens of a picture, or of a page, whose size is not looked at: what the largest one costs that is not scaled down. */
export const PICTURE_TOKENS = 1600;

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The items that are objects; none if it is no array. */
export function objectsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** @param content what the model reads there, as JSON gives it */
export function promptBlock(
  content: unknown,
  tokens: number,
  more: Pick<PromptBlock, 'section' | 'kind'> & Partial<PromptBlock>,
): PromptBlock {
  const hash = createHash('sha256')
    .update(JSON.stringify(content) ?? '')
    .digest('base64');
  return { hash, tokens, ...more };
}
