import { describe, expect, it } from 'vitest';
import { priceAt, type Served } from '../../src/billing/price-at.js';
import { findModel } from '../../src/tokens/models.js';

const at = (name: string, prompt: number, ...served: Served[]) => {
  const { input, output, cacheRead, cacheWrite } = priceAt(findModel(name)!, prompt, served);
  return [input, output, cacheRead, cacheWrite].map((dollars) => Number(dollars.toFixed(6)));
};

/** US dollars per million tokens, as the providers' pages print them: input, output, cache read, cache write. */
describe('priceAt', () => {
  it.each<[what: string, name: string, prompt: number, served: Served[], dollars: number[]]>([
    ['a short prompt', 'gpt-5.4', 272_000, [], [2.5, 15, 0.25, 2.5]],
    ['a long prompt of GPT-5.4', 'gpt-5.4', 272_001, [], [5, 22.5, 0.5, 5]],
    ['a long prompt of GPT-5.5', 'gpt-5.5', 300_000, [], [10, 45, 1, 10]],
    ['a long prompt of GPT-5.6 Luna', 'gpt-5.6-luna', 300_000, [], [0.4, 1.8, 0.04, 0.5]],
    ['a long prompt of GPT-6.1 Sol', 'gpt-6.1-sol', 272_001, [], [4, 15, 0.2, 5]],
    ['a long prompt of a small model', 'gpt-5.4-mini', 300_000, [], [0.75, 4.5, 0.075, 0.75]],
    ['a long prompt of GPT-4.1', 'gpt-4.1', 900_000, [], [2, 8, 0.5, 2]],
    ['a long prompt of Sonnet 4.5', 'claude-sonnet-4-5-20250929', 200_001, [], [6, 22.5, 0.6, 7.5]],
    ['a long prompt of Sonnet 4.6', 'claude-sonnet-4-6', 900_000, [], [3, 15, 0.3, 3.75]],
    ['a long prompt of Haiku 5.5', 'claude-haiku-5-5', 100_001, [], [0.5, 2.5, 0.05, 0.625]],
    ['flex processing', 'gpt-5', 10_000, ['flex'], [0.625, 5, 0.0625, 0.625]],
    ['flex processing of a long prompt', 'gpt-5.4', 300_000, ['flex'], [2.5, 11.25, 0.25, 2.5]],
    ['priority processing', 'gpt-5', 10_000, ['fast'], [2.5, 20, 0.25, 2.5]],
    ['priority processing of GPT-5.5', 'gpt-5.5', 10_000, ['fast'], [12.5, 75, 1.25, 12.5]],
    ['priority processing of GPT-5 mini', 'gpt-5-mini', 10_000, ['fast'], [0.45, 3.6, 0.045, 0.45]],
    ['priority processing of GPT-4.1', 'gpt-4.1', 10_000, ['fast'], [3.5, 14, 0.875, 3.5]],
    ['fast mode of Opus 5.5', 'claude-opus-5-5', 10_000, ['fast'], [8, 40, 0.4, 10]],
    ['fast mode of Opus 4.6', 'claude-opus-4-6', 10_000, ['fast'], [30, 150, 3, 37.5]],
    ['inference in the US', 'claude-opus-4-6', 10_000, ['us'], [5.5, 27.5, 0.55, 6.875]],
    ['fast mode in the US', 'claude-opus-5', 10_000, ['fast', 'us'], [11, 55, 1.1, 13.75]],
  ])('knows what %s costs', (_, name, prompt, served, dollars) => {
    expect(at(name, prompt, ...served)).toEqual(dollars);
  });
});
