import type { ExchangeRecord } from '../store/exchange-record.js';
import { type PromptSample, promptSampleOf } from '../store/exchange-totals.js';
import { findModel } from '../tokens/models.js';
import { groupBy } from './group-by.js';

/** How many tokens a provider bills for each that is counted here, as learned from its bills. */
export interface EstimatorFactor {
  /** The median. */
  readonly factor: number;
  /** The 10th and the 90th percentile: eight of ten requests lie between. */
  readonly low: number;
  readonly high: number;
  /** Requests that it was learned from. */
  readonly requests: number;
}

export interface ModelFactor extends EstimatorFactor {
  /** As `modelName` has it. */
  readonly model: string;
}

/** What one request says of its model's factor. */
export interface FactorSample {
  readonly model: string;
  readonly ratio: number;
}

/** Of each model the latest so many requests are looked at. */
export const SAMPLES = 200;

/** Fewer tell nothing. */
const FEWEST = 5;

/** Tokens of a prompt below which what the provider adds on its own weighs too much. */
export const SHORTEST = 1_000;

/** The id in the table of models, whatever date or prefix a name has; an unknown name as it is. */
export function modelName(name: string): string {
  return findModel(name)?.id ?? name;
}

/** Undefined if the request's prompt was not counted or not billed, or is too short, or its bill is no number. */
export function factorSample(
  exchange: Pick<ExchangeRecord, 'provider' | 'model' | 'status' | 'tokensAfter' | 'usage'>,
): FactorSample | undefined {
  const sample = promptSampleOf(exchange, SHORTEST);
  const ratio = sample ? sample.billed / sample.counted : Number.NaN;
  return sample && Number.isFinite(ratio) ? { model: modelName(sample.model), ratio } : undefined;
}

/**
 * The factor by the latest ratios; undefined if they are too few. Images, which are billed and not counted, are why it is
 * the median and not the mean.
 * @param ratios in order of time
 */
export function factorOf(ratios: readonly number[]): EstimatorFactor | undefined {
  if (ratios.length < FEWEST) return undefined;
  const sorted = ratios.slice(-SAMPLES).sort((a, b) => a - b);
  return {
    factor: percentile(sorted, 0.5),
    low: percentile(sorted, 0.1),
    high: percentile(sorted, 0.9),
    requests: sorted.length,
  };
}

/**
 * The factor while the ratios are too few, so low that savings are hardly overstated: what makes the count one in plain
 * tokens of the encoding, which Claude's tokenizers exceed and OpenAI's models bill; or the lowest ratio, if that is lower.
 * @param model as the provider calls it
 */
export function leastFactor(model: string, ratios: readonly number[]): number {
  return Math.min(1 / (findModel(model)?.tokenizer.factor ?? 1), ...ratios.slice(-SAMPLES));
}

export interface LearnedFactors {
  /** Takes note of a request; nothing if it tells nothing. */
  learn(exchange: Parameters<typeof factorSample>[0]): void;
  /** By the requests so far; the least factor while they are too few. @param model as the provider calls it */
  factorAtLeast(model: string): number;
}

/** @param most models; of further ones nothing is learned */
export function createLearnedFactors(most: number): LearnedFactors {
  /** By model, in order of time. */
  const ratios = new Map<string, number[]>();
  return {
    learn(exchange) {
      const sample = factorSample(exchange);
      if (!sample) return;
      const known = ratios.get(sample.model);
      if (!known) {
        if (ratios.size < most) ratios.set(sample.model, [sample.ratio]);
        return;
      }
      known.push(sample.ratio);
      if (known.length >= 2 * SAMPLES) known.splice(0, SAMPLES);
    },
    factorAtLeast(model) {
      const known = ratios.get(modelName(model)) ?? [];
      return factorOf(known)?.factor ?? leastFactor(model, known);
    },
  };
}

/** By linear interpolation between the closest ranks. @param sorted ascending, not empty */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  const rank = (sorted.length - 1) * share;
  const below = sorted[Math.floor(rank)]!;
  return below + (sorted[Math.ceil(rank)]! - below) * (rank - Math.floor(rank));
}

/** The factors of all models that enough prompts tell of, the most told first. @param samples in order of time */
export function modelFactors(samples: readonly PromptSample[]): readonly ModelFactor[] {
  return [...groupBy(samples, (sample) => modelName(sample.model))]
    .flatMap(([model, those]) => {
      const learned = factorOf(those.map(({ billed, counted }) => billed / counted));
      return learned ? [{ model, ...learned }] : [];
    })
    .sort((a, b) => b.requests - a.requests || (a.model < b.model ? -1 : 1));
}
