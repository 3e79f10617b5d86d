import type { Model, TokenizerChoice } from './models.js';

/** The day up to which the providers' published prices are taken into account. */
export const PRICES_AS_OF = '2026-11-18';

const o200k: TokenizerChoice = { encoding: 'o200k_base', factor: 1 };
const cl100k: TokenizerChoice = { encoding: 'cl100k_base', factor: 1 };

/**
 * Claude's tokenizers are not public. By a published calibration against the provider's own count (sammcj/ingest, 2026),
 * the one up to Claude 4.6 makes 1.18 times the tokens of o200k_base, and the one that came with Opus 4.7 makes 1.53
 * times; by the provider's word it makes about 30 % more than its predecessor. English prose lies above that, code
 * below, and CJK or Cyrillic text far below.
 */
const claude: TokenizerChoice = { encoding: 'o200k_base', factor: 1.2 };
/** Of Opus 4.7 and later, Sonnet 5, Haiku 5.5 and Fable; taken for a Claude that is not in the table. */
export const newestClaude: TokenizerChoice = { encoding: 'o200k_base', factor: 1.5 };

/** The window of GPT-5.4 and later, but for the small ones: these ask more for long prompts. */
const LONG_WINDOW = 1_050_000;
const LONG = { from: 272_000, input: 2, output: 1.5 };

/** By the providers' model and pricing pages, or reports that cite them. A model without such a source is left out. */
export const models: readonly Model[] = [
  anthropic('claude-fable-5-1', 'Claude Fable 5.1', 1_000_000, newestClaude, 10, 50, 0.25),
  anthropic('claude-fable-5', 'Claude Fable 5', 1_000_000, newestClaude, 10, 50, 1),
  anthropic('claude-mythos-5-1', 'Claude Mythos 5.1', 1_000_000, newestClaude, 10, 50, 0.25),
  anthropic('claude-mythos-5', 'Claude Mythos 5', 1_000_000, newestClaude, 10, 50, 1),
  anthropic('claude-opus-5-5', 'Claude Opus 5.5', 1_000_000, newestClaude, 4, 20, 0.2),
  anthropic('claude-opus-5', 'Claude Opus 5', 1_000_000, newestClaude, 5, 25, 0.5),
  anthropic('claude-opus-4-8', 'Claude Opus 4.8', 1_000_000, newestClaude, 5, 25, 0.5),
  anthropic('claude-opus-4-7', 'Claude Opus 4.7', 1_000_000, newestClaude, 5, 25, 0.5),
  anthropic('claude-opus-4-6', 'Claude Opus 4.6', 1_000_000, claude, 5, 25, 0.5),
  anthropic('claude-opus-4-5', 'Claude Opus 4.5', 200_000, claude, 5, 25, 0.5),
  anthropic('claude-opus-4-1', 'Claude Opus 4.1', 200_000, claude, 15, 75, 1.5),
  anthropic('claude-opus-4', 'Claude Opus 4', 200_000, claude, 15, 75, 1.5),
  anthropic('claude-sonnet-5-5', 'Claude Sonnet 5.5', 1_000_000, newestClaude, 2, 10, 0.1),
  anthropic('claude-sonnet-5', 'Claude Sonnet 5', 1_000_000, newestClaude, 2, 10, 0.2),
  anthropic('claude-sonnet-4-6', 'Claude Sonnet 4.6', 1_000_000, claude, 3, 15, 0.3),
  // with the larger window that was a beta
  {
    long: { from: 200_000, input: 2, output: 1.5 },
    ...anthropic('claude-sonnet-4-5', 'Claude Sonnet 4.5', 200_000, claude, 3, 15, 0.3),
  },
  anthropic('claude-sonnet-4', 'Claude Sonnet 4', 200_000, claude, 3, 15, 0.3),
  anthropic('claude-3-7-sonnet', 'Claude Sonnet 3.7', 200_000, claude, 3, 15, 0.3),
  anthropic('claude-3-5-sonnet', 'Claude Sonnet 3.5', 200_000, claude, 3, 15, 0.3),
  {
    long: { from: 100_000, input: 5, output: 5 },
    ...anthropic('claude-haiku-5-5', 'Claude Haiku 5.5', 1_000_000, newestClaude, 0.1, 0.5, 0.01),
  },
  anthropic('claude-haiku-4-5', 'Claude Haiku 4.5', 200_000, claude, 1, 5, 0.1),
  anthropic('claude-3-5-haiku', 'Claude Haiku 3.5', 200_000, claude, 0.8, 4, 0.08),
  openai('gpt-6.2-astra', 'GPT-6.2 Astra', 1_050_000, o200k, 8, 40, 0.4, 10),
  openai('gpt-6.2-sol', 'GPT-6.2 Sol', 1_050_000, o200k, 2, 10, 0.1, 2.5),
  openai('gpt-6.1-sol', 'GPT-6.1 Sol', 1_050_000, o200k, 2, 10, 0.1, 2.5),
  openai('gpt-6.1-terra', 'GPT-6.1 Terra', 1_050_000, o200k, 1, 5, 0.05, 1.25),
  openai('gpt-6-astra', 'GPT-6 Astra', 1_050_000, o200k, 10, 50, 1, 12.5),
  openai('gpt-6-sol', 'GPT-6 Sol', 1_050_000, o200k, 2, 10, 0.2, 2.5),
  openai('gpt-6-luna', 'GPT-6 Luna', 1_050_000, o200k, 0.1, 0.5, 0.01, 0.125),
  openai('gpt-5.6-sol', 'GPT-5.6 Sol', 1_050_000, o200k, 5, 30, 0.5, 6.25),
  openai('gpt-5.6-terra', 'GPT-5.6 Terra', 1_050_000, o200k, 2, 12, 0.2, 2.5),
  openai('gpt-5.6-luna', 'GPT-5.6 Luna', 1_050_000, o200k, 0.2, 1.2, 0.02, 0.25),
  openai('gpt-5.5', 'GPT-5.5', 1_050_000, o200k, 5, 30, 0.5),
  openai('gpt-5.4', 'GPT-5.4', 1_050_000, o200k, 2.5, 15, 0.25),
  openai('gpt-5.4-mini', 'GPT-5.4 mini', 400_000, o200k, 0.75, 4.5, 0.075),
  openai('gpt-5.4-nano', 'GPT-5.4 nano', 400_000, o200k, 0.2, 1.25, 0.02),
  openai('gpt-5.3-codex', 'GPT-5.3 Codex', 400_000, o200k, 1.75, 14, 0.175),
  openai('gpt-5.2', 'GPT-5.2', 400_000, o200k, 1.75, 14, 0.175),
  openai('gpt-5.2-codex', 'GPT-5.2 Codex', 400_000, o200k, 1.75, 14, 0.175),
  openai('gpt-5.1', 'GPT-5.1', 400_000, o200k, 1.25, 10, 0.125),
  openai('gpt-5.1-codex', 'GPT-5.1 Codex', 400_000, o200k, 1.25, 10, 0.125),
  openai('gpt-5.1-codex-max', 'GPT-5.1 Codex Max', 400_000, o200k, 1.25, 10, 0.125),
  openai('gpt-5.1-codex-mini', 'GPT-5.1 Codex mini', 400_000, o200k, 0.25, 2, 0.025),
  openai('gpt-5', 'GPT-5', 400_000, o200k, 1.25, 10, 0.125),
  openai('gpt-5-codex', 'GPT-5 Codex', 400_000, o200k, 1.25, 10, 0.125),
  openai('gpt-5-mini', 'GPT-5 mini', 400_000, o200k, 0.25, 2, 0.025),
  openai('gpt-5-nano', 'GPT-5 nano', 400_000, o200k, 0.05, 0.4, 0.005),
  openai('gpt-4.1', 'GPT-4.1', 1_047_576, o200k, 2, 8, 0.5),
  openai('gpt-4.1-mini', 'GPT-4.1 mini', 1_047_576, o200k, 0.4, 1.6, 0.1),
  openai('gpt-4.1-nano', 'GPT-4.1 nano', 1_047_576, o200k, 0.1, 0.4, 0.025),
  openai('gpt-4o', 'GPT-4o', 128_000, o200k, 2.5, 10, 1.25),
  openai('gpt-4o-2024-05-13', 'GPT-4o (May 2024)', 128_000, o200k, 5, 15, 5),
  openai('gpt-4o-mini', 'GPT-4o mini', 128_000, o200k, 0.15, 0.6, 0.075),
  openai('o4-mini', 'o4-mini', 200_000, o200k, 1.1, 4.4, 0.275),
  openai('o3', 'o3', 200_000, o200k, 2, 8, 0.5),
  openai('o3-mini', 'o3-mini', 200_000, o200k, 1.1, 4.4, 0.55),
  openai('o1', 'o1', 200_000, o200k, 15, 60, 7.5),
  openai('gpt-4-turbo', 'GPT-4 Turbo', 128_000, cl100k, 10, 30, 10),
  openai('gpt-4', 'GPT-4', 8_192, cl100k, 30, 60, 30),
  openai('gpt-3.5-turbo', 'GPT-3.5 Turbo', 16_385, cl100k, 0.5, 1.5, 0.5),
];

/** Writing to the cache for five minutes costs 1.25 times the input price, for every model. */
function anthropic(
  id: string,
  title: string,
  window: number,
  tokenizer: TokenizerChoice,
  input: number,
  output: number,
  cacheRead: number,
): Model {
  const price = { input, output, cacheRead, cacheWrite: 1.25 * input };
  return { id, title, provider: 'anthropic', window, price, tokenizer };
}

/** Writing to the cache costs no more than the input, but for GPT-5.6 and later. */
function openai(
  id: string,
  title: string,
  window: number,
  tokenizer: TokenizerChoice,
  input: number,
  output: number,
  cacheRead: number,
  cacheWrite = input,
): Model {
  const price = { input, output, cacheRead, cacheWrite };
  const model: Model = { id, title, provider: 'openai', window, price, tokenizer };
  return window === LONG_WINDOW ? { long: LONG, ...model } : model;
}
