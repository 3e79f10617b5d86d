import type { Usage } from '../context/agent-session.js';
import type { Model, Price } from '../tokens/models.js';
import { promptOf } from './bill.js';

/**
 * How a request was served, where that has a price of its own: later at half the price (OpenAI's `flex`), faster (OpenAI's
 * `priority` or `fast`, Anthropic's `speed`), on machines in the US alone (Anthropic's `inference_geo`).
 */
export type Served = 'flex' | 'fast' | 'us';

const FLEX = 0.5;
const US = 1.1;
const SHORT = { input: 1, output: 1 };

/** openai.com/api-fast-mode and platform.claude.com/docs/en/build-with-claude/fast-mode, as of November 2026. */
const FAST = 2;
const fast: Readonly<Record<string, number>> = {
  'claude-opus-4-6': 6,
  'gpt-5.5': 2.5,
  'gpt-5-mini': 1.8,
  'gpt-4.1': 1.75,
};

/**
 * List price of one request.
 * @param prompt tokens of its prompt as billed, cached or not
 */
export function priceAt(model: Model, prompt: number, served: readonly Served[] = []): Price {
  const { price, long } = model;
  const times = long && prompt > long.from ? long : SHORT;
  if (times === SHORT && served.length === 0) return price;
  const factor = served.reduce((product, way) => product * factorOf(way, model), 1);
  const input = factor * times.input;
  return {
    input: price.input * input,
    output: price.output * factor * times.output,
    cacheRead: price.cacheRead * input,
    cacheWrite: price.cacheWrite * input,
  };
}

/** That of one that was billed so. */
export function priceOf(model: Model, usage: Usage, served?: readonly Served[]): Price {
  return priceAt(model, promptOf(usage), served);
}

function factorOf(way: Served, { id }: Model): number {
  if (way === 'fast') return fast[id] ?? FAST;
  return way === 'flex' ? FLEX : US;
}
