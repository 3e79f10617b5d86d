import { createBpeTokenizer, type Encoding } from './bpe.js';
import { newestClaude } from './model-table.js';
import { findModel, type TokenizerChoice } from './models.js';
import type { Tokenizer } from './tokenizer.js';

const encodings: Readonly<Record<Encoding, Tokenizer>> = {
  o200k_base: createBpeTokenizer('o200k_base'),
  cl100k_base: createBpeTokenizer('cl100k_base'),
};

/**
 * Counts a model's tokens: exactly for OpenAI's; for Claude, whose tokenizer is not public, as o200k_base times the
 * factor that the id states, rounded up; for a model that is not known as o200k_base, and the id says so.
 * @param model a name that `findModel` takes, or an encoding's; `o200k_base` if left out
 */
export function tokenizerFor(model?: string): Tokenizer {
  if (!model) return encodings.o200k_base;
  if (model === 'o200k_base' || model === 'cl100k_base') return encodings[model];
  const known = findModel(model);
  if (known?.provider === 'openai') return encodings[known.tokenizer.encoding];
  if (known || /claude/i.test(model)) return claudeEstimate(known?.tokenizer ?? newestClaude);
  return { ...encodings.o200k_base, id: 'unknown model, estimate (o200k_base)', exact: false };
}

function claudeEstimate({ encoding, factor }: TokenizerChoice): Tokenizer {
  return {
    id: `claude estimate (${encoding} × ${factor})`,
    exact: false,
    count: (text) => Math.ceil(encodings[encoding].count(text) * factor),
  };
}
