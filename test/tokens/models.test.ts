import { describe, expect, it } from 'vitest';
import { models, PRICES_AS_OF } from '../../src/tokens/model-table.js';
import { findModel } from '../../src/tokens/models.js';

describe('models', () => {
  it('have unique ids and titles', () => {
    expect(new Set(models.map((model) => model.id)).size).toBe(models.length);
    expect(new Set(models.map((model) => model.title)).size).toBe(models.length);
  });

  it.each(models)('$id is plausible', ({ window, price, tokenizer }) => {
    expect(window).toBeGreaterThan(8_000);
    expect(price.output).toBeGreaterThan(price.input);
    expect(price.cacheRead).toBeLessThanOrEqual(price.input);
    expect(price.cacheWrite).toBeGreaterThanOrEqual(price.input);
    expect(price.cacheRead).toBeGreaterThan(0);
    expect(tokenizer.factor).toBeGreaterThanOrEqual(1);
  });

  it('say of which day their prices are', () => {
    expect(PRICES_AS_OF).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});

describe('findModel', () => {
  it.each(models)('finds $id by its id', (model) => {
    expect(findModel(model.id)).toBe(model);
  });

  it.each([
    ['claude-opus-4-5-20251101', 'claude-opus-4-5'],
    ['claude-haiku-4-5@20251001', 'claude-haiku-4-5'],
    ['claude-opus-4-20250514', 'claude-opus-4'],
    ['claude-opus-4-0', 'claude-opus-4'],
    ['claude-sonnet-4-5[1m]', 'claude-sonnet-4-5'],
    ['anthropic/claude-sonnet-4.5', 'claude-sonnet-4-5'],
    ['anthropic/claude-sonnet-4.6:thinking', 'claude-sonnet-4-6'],
    ['anthropic.claude-opus-5-5', 'claude-opus-5-5'],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-sonnet-4-5'],
    ['bedrock/us-gov.anthropic.claude-3-7-sonnet-20250219-v1:0', 'claude-3-7-sonnet'],
    [
      'arn:aws:bedrock:us-east-1:1:inference-profile/eu.anthropic.claude-opus-4-1-20250805-v1:0',
      'claude-opus-4-1',
    ],
    ['claude-3-5-sonnet-latest', 'claude-3-5-sonnet'],
    ['claude-3.5-haiku', 'claude-3-5-haiku'],
    ['claude-4.5-sonnet-thinking', 'claude-sonnet-4-5'],
    ['sonnet', 'claude-sonnet-5-5'],
    ['opus', 'claude-opus-5-5'],
    ['haiku', 'claude-haiku-5-5'],
    ['Claude-Opus-5 ', 'claude-opus-5'],
    ['openai/gpt-5-2025-08-07', 'gpt-5'],
    ['openrouter/openai/gpt-5-mini', 'gpt-5-mini'],
    ['openai:o3', 'o3'],
    ['gpt-4o-2024-08-06', 'gpt-4o'],
    ['gpt-4o-2024-05-13', 'gpt-4o-2024-05-13'],
    ['gpt-5.6', 'gpt-5.6-sol'],
    ['azure/gpt-35-turbo', 'gpt-3.5-turbo'],
    ['gpt-4-0613', 'gpt-4'],
    ['gpt-4-1106-preview', 'gpt-4-turbo'],
  ])('finds %s', (name, id) => {
    expect(findModel(name)?.id).toBe(id);
  });

  it.each([
    '',
    'gpt',
    'claude',
    'claude-opus-99',
    'gpt-5-2025',
    'ft:gpt-4o-2024-08-06:org::id',
    'llama-4',
    '__proto__',
    'gpt-4.1-mini-x',
  ])('does not know %j', (name) => {
    expect(findModel(name)).toBeUndefined();
  });

  it('answers promptly to a name of any length', () => {
    for (const part of ['-v1', 'a/', '1', ':a', '-thinking', 'a.', '[1m]']) {
      expect(findModel(part.repeat(100_000))).toBeUndefined();
    }
  });
});
