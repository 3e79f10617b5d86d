import { priceAt } from '../billing/price-at.js';
import type { AgentSession } from '../context/agent-session.js';
import { type Context, partsOf } from '../context/context.js';
import type { Model } from '../tokens/models.js';
import { remembering } from '../tokens/remembering.js';
import type { Tokenizer } from '../tokens/tokenizer.js';
import type { Amount, Analysis } from './analysis/analysis.js';
import { measure } from './analysis/measure.js';
import { isMedia, partTokens } from './analysis/part-tokens.js';
import { recommend } from './analysis/recommend.js';
import { storyOf } from './analysis/session-story.js';
import { type CountedPart, slicesBy } from './analysis/slices.js';
import type { PassAids } from './pass.js';

export type { Analysis } from './analysis/analysis.js';

export interface AnalyzeOptions {
  readonly tokenizer: Tokenizer;
  /** Whose price and window count. */
  readonly model?: Model;
  /** How the caller named the context, to be repeated in the calls recommended: `"path":"session.jsonl"`. */
  readonly input?: string;
  /** The session that the context is the end of, if it is one. */
  readonly session?: AgentSession;
  readonly aids?: PassAids;
  /** Letters of all parts from which not everything is run by itself; about a million tokens if not said. */
  readonly large?: number;
  readonly onProgress?: (done: number, total: number, message: string) => void;
}

/** Tokens are about a fourth of it: as many as the largest windows hold. */
const LARGE = 4 * 1024 * 1024;

/** Counting, looking, and three levels to try. */
const STEPS = 5;

/** Where the tokens of a context go, and what would save how many. Pure, and linear in the length of the context. */
export async function analyze(context: Context, options: AnalyzeOptions): Promise<Analysis> {
  const { model, input = '', session, aids = {}, large = LARGE, onProgress = () => {} } = options;

  onProgress(0, STEPS, 'counting tokens');
  // three levels are tried, and each pass by itself: the same texts are counted again and again
  const tokenizer = remembering(options.tokenizer);
  const parts = partsOf(context).map((part) => ({ part, tokens: partTokens(part, tokenizer.count) }));
  const total = sum(parts);
  const amount = (tokens: number) => amountOf(tokens, total, model);

  const { findings, levels, sampled } = await measure(context, parts, {
    tokenizer,
    aids,
    large,
    onProgress: (done, message) => onProgress(1 + done * (STEPS - 1), STEPS, message),
  });
  const recommendations = recommend(context, parts, levels, input);
  onProgress(STEPS, STEPS, 'done');

  return {
    format: context.format,
    messages: context.messages.length,
    parts: parts.length,
    tokenizer: { id: tokenizer.id, exact: tokenizer.exact },
    ...(model ? { model: { id: model.id, title: model.title, window: model.window } } : {}),
    total: amount(total),
    ...(model ? { cachedCost: (total * priceAt(model, total).cacheRead) / 1e6 } : {}),
    frozen: sum(parts.slice(0, context.frozen)),
    media: parts.filter(({ part }) => isMedia(part)).length,
    byRole: slicesBy(parts, (part) => part.role, amount),
    byKind: slicesBy(parts, (part) => part.kind, amount),
    byTool: slicesBy(parts, (part) => (part.tool ? part.tool.name || 'unknown' : undefined), amount),
    findings,
    ...(sampled ? { sampled } : {}),
    recommendations: recommendations.map((advice) => ({ ...advice, share: shareOf(advice.saves, total) })),
    ...(session ? { story: storyOf(session, (part) => partTokens(part, tokenizer.count)) } : {}),
  };
}

function sum(parts: readonly CountedPart[]): number {
  return parts.reduce((total, { tokens }) => total + tokens, 0);
}

function amountOf(tokens: number, total: number, model: Model | undefined): Amount {
  const share = shareOf(tokens, total);
  if (!model) return { tokens, share };
  const { input } = priceAt(model, total);
  return { tokens, share, window: tokens / model.window, cost: (tokens * input) / 1e6 };
}

function shareOf(tokens: number, total: number): number {
  return total === 0 ? 0 : tokens / total;
}
