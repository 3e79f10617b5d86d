import { describe, expect, it } from 'vitest';
import { models } from '../../src/tokens/model-table.js';
import { tokenizerFor } from '../../src/tokens/tokenizer-for.js';
import { referenceCount } from './reference.js';

const text = 'export function getElementById(id: string): Element | null; // the quick brown fox, and so on';
const o200k = referenceCount('o200k_base', text);

describe('tokenizerFor', () => {
  it('is o200k_base where no model is named', () => {
    expect(tokenizerFor()).toMatchObject({ id: 'o200k_base', exact: true });
    expect(tokenizerFor('')).toBe(tokenizerFor());
    expect(tokenizerFor('o200k_base')).toBe(tokenizerFor());
    expect(tokenizerFor().count(text)).toBe(o200k);
  });

  it.each([
    ['gpt-5', 'o200k_base'],
    ['openai/gpt-4.1-mini', 'o200k_base'],
    ['gpt-4', 'cl100k_base'],
    ['gpt-3.5-turbo', 'cl100k_base'],
    ['cl100k_base', 'cl100k_base'],
  ] as const)('counts %s exactly, by %s', (model, encoding) => {
    const tokenizer = tokenizerFor(model);
    expect(tokenizer).toMatchObject({ id: encoding, exact: true });
    expect(tokenizer.count(text)).toBe(referenceCount(encoding, text));
  });

  it.each([
    ['claude-sonnet-4-5', 'claude estimate (o200k_base × 1.2)', 1.2],
    ['us.anthropic.claude-opus-4-1-20250805-v1:0', 'claude estimate (o200k_base × 1.2)', 1.2],
    ['claude-opus-4-7', 'claude estimate (o200k_base × 1.5)', 1.5],
    ['claude-haiku-5-5', 'claude estimate (o200k_base × 1.5)', 1.5],
    ['claude-of-tomorrow', 'claude estimate (o200k_base × 1.5)', 1.5],
  ])('estimates %s as %s, rounded up', (model, id, factor) => {
    const tokenizer = tokenizerFor(model);
    expect(tokenizer).toMatchObject({ id, exact: false });
    expect(tokenizer.count(text)).toBe(Math.ceil(o200k * factor));
    expect(tokenizer.count('a')).toBe(2);
    expect(tokenizer.count('')).toBe(0);
  });

  it('estimates an unknown model as o200k_base, and says so', () => {
    const tokenizer = tokenizerFor('llama-4');
    expect(tokenizer.exact).toBe(false);
    expect(tokenizer.id).toBe('unknown model, estimate (o200k_base)');
    expect(tokenizer.count(text)).toBe(o200k);
  });

  it('claims exactness for OpenAI models only', () => {
    for (const model of models) expect(tokenizerFor(model.id).exact).toBe(model.provider === 'openai');
  });
});
