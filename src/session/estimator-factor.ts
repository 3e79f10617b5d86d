import { promptOf } from '../billing/bill.js';
import type { ExchangeRecord } from '../store/exchange-record.js';
import { findModel } from '../tokens/models.js';

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
const SHORTEST = 1_000;

/** The id in the table of models, whatever date or prefix a name has; an unknown name as it is. */
export function modelName(name: string): string {
  return findModel(name)?.id ?? name;
}

/** Undefined if the request's prompt was not counted or not billed, or is too short. */
export function factorSample(
  exchange: Pick<ExchangeRecord, 'provider' | 'model' | 'status' | 'tokensAfter' | 'usage'>,
): FactorSample | undefined {
  const { provider, model, status, tokensAfter = 0, usage } = exchange;
  // Ollama counts only what it has to read.
  if (!usage || model === undefined || provider === 'ollama' || status >= 400) return undefined;
  const billed = promptOf(usage);
  if (tokensAfter < SHORTEST || billed <= 0) return undefined;
  return { model: modelName(model), ratio: billed / tokensAfter };
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

/** By linear interpolation between the closest ranks. @param sorted ascending, not empty */
export function percentile(sorted: readonly number[], share: number): number {
  const rank = (sorted.length - 1) * share;
  const below = sorted[Math.floor(rank)]!;
  return below + (sorted[Math.ceil(rank)]! - below) * (rank - Math.floor(rank));
}

/** The factors of all models that enough requests tell of, the most told first. @param exchanges in order of time */
export function modelFactors(exchanges: readonly ExchangeRecord[]): readonly ModelFactor[] {
  const ratios = new Map<string, number[]>();
  for (const exchange of exchanges) {
    const sample = factorSample(exchange);
    if (!sample) continue;
    const known = ratios.get(sample.model);
    if (known) known.push(sample.ratio);
    else ratios.set(sample.model, [sample.ratio]);
  }
  return [...ratios]
    .flatMap(([model, those]) => {
      const learned = factorOf(those);
      return learned ? [{ model, ...learned }] : [];
    })
    .sort((a, b) => b.requests - a.requests || (a.model < b.model ? -1 : 1));
}
