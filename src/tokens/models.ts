import type { Encoding } from './bpe.js';
import { models } from './model-table.js';

/** US dollars per million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
  /** Input that was found in the prompt cache. */
  readonly cacheRead: number;
  /** Input that is written to the prompt cache for its shortest lifetime; the input price where that costs no more. */
  readonly cacheWrite: number;
}

export interface Model {
  /** As in requests, mostly without a date: `claude-opus-4-5`, `gpt-4.1-mini`. */
  readonly id: string;
  readonly title: string;
  readonly provider: 'anthropic' | 'openai';
  /** Tokens of the context window, input and output together. */
  readonly window: number;
  /** List price of standard requests; where long prompts cost more, that of short ones. */
  readonly price: Price;
  readonly long?: LongPrompts;
  readonly tokenizer: TokenizerChoice;
}

/** Prompts beyond so many tokens, of which the whole request costs so many times as much: its input, cached or not, and its output. */
export interface LongPrompts {
  readonly from: number;
  readonly input: number;
  readonly output: number;
}

/** How a model's tokens are counted: those of an encoding, times a factor that is 1 where the encoding is its own. */
export interface TokenizerChoice {
  readonly encoding: Encoding;
  readonly factor: number;
}

/** Names that no rule below leads to an id. */
const aliases: Readonly<Record<string, string>> = {
  // what Claude Code's --model takes: each family's newest
  fable: 'claude-fable-5-1',
  opus: 'claude-opus-5-5',
  sonnet: 'claude-sonnet-5-5',
  haiku: 'claude-haiku-5-5',
  'gpt-5-6': 'gpt-5.6-sol',
  'gpt-4-0613': 'gpt-4',
  'gpt-4-0125-preview': 'gpt-4-turbo',
  'gpt-4-1106-preview': 'gpt-4-turbo',
  'gpt-3-5-turbo-0125': 'gpt-3.5-turbo',
  'gpt-35-turbo': 'gpt-3.5-turbo',
};

const byName: ReadonlyMap<string, Model> = new Map([
  ...models.map((model) => [familyFirst(spelling(model.id)), model] as const),
  ...Object.entries(aliases).map(([name, id]) => [name, models.find((model) => model.id === id)!] as const),
]);

/**
 * The model of that name. Takes what clients and gateways call it: with a date (`claude-opus-4-5-20251101`,
 * `gpt-5-2025-08-07`, `@20251101`, `-latest`), behind a provider (`openai/gpt-5`, `us.anthropic.claude-…-v1:0`), with
 * dots or dashes in its version, with the version before the family (`claude-3.5-sonnet`), or with a mode after it
 * (`[1m]`, `-thinking`, `:free`). Undefined if it is not in the table, as for fine-tuned models.
 */
export function findModel(name: string): Model | undefined {
  const spelled = spelling(name);
  return byName.get(spelled) ?? byName.get(familyFirst(undated(spelled)));
}

/** In lowercase, with dashes for dots, without provider, revision and mode. */
function spelling(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/\[1m\]$|:[a-z]+$|-thinking$/, '')
    .replace(/-v\d+(?::\d+)?$/, '')
    .replace(/^.*[/:]/s, '')
    .replace(/^(?:[a-z-]+\.)?anthropic\./, '')
    .replaceAll('.', '-');
}

function undated(name: string): string {
  return name.replace(/@\w+$/, '').replace(/-(?:\d{8}|\d{4}-\d{2}-\d{2}|latest)$/, '');
}

/** `claude-sonnet-3-5` for `claude-3-5-sonnet`; a version's `-0` says nothing. */
function familyFirst(name: string): string {
  return name
    .replace(/^claude-(\d(?:-\d)?)-([a-z]+)$/, 'claude-$2-$1')
    .replace(/^(claude-[a-z]+-\d)-0$/, '$1');
}
