import type { Log } from '../log.js';
import {
  type EstimatorFactor,
  factorOf,
  factorSample,
  modelName,
  SAMPLES,
} from '../session/estimator-factor.js';
import type { ExchangeRecord } from '../store/exchange-record.js';
import type { Store } from '../store/store.js';
import { findModel as findListed } from '../tokens/models.js';
import { type AlertsOptions, createAlerts } from './alerts.js';
import type { Exchange, Observe } from './exchange.js';
import { exchangeRecordOf } from './exchange-record-of.js';
import { createMetrics, type Metrics } from './metrics.js';
import type { Thresholds } from './project-policy.js';

export interface AccountantOptions {
  readonly store: Pick<Store, 'recordExchange' | 'exchanges' | 'spent' | 'recordAlert'>;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** What a project's requests are to stay below. */
  readonly thresholds?: (project: string) => Thresholds | undefined;
  /** Prices and windows. */
  readonly findModel?: typeof findListed;
  /** How webhooks are called; to be shortened in tests. */
  readonly post?: AlertsOptions['post'];
}

/** Keeps the books of the proxy. What it cannot write down is missing in the statistics, and nowhere else. */
export interface Accountant {
  /** Returns at once; the rest is done off the request's path. */
  readonly observe: Observe;
  readonly metrics: Metrics['text'];
  /** Waits for what is under way. The store stays open: it is its owner's to close. */
  close(): Promise<void>;
}

/** Exchanges that wait for the store, beyond which further ones are not written down. */
const MOST_WAITING = 10_000;

/** Of so many requests before, of all models, the factors are learned at the start. */
const LOOKED_BACK = 10 * SAMPLES;

/** Models whose factors are kept. */
const MODELS = 200;

export function createAccountant({
  store,
  log,
  now = Date.now,
  thresholds = () => undefined,
  findModel = findListed,
  post,
}: AccountantOptions): Accountant {
  const metrics = createMetrics();
  const alerts = createAlerts({
    store,
    log,
    now,
    thresholds,
    findModel,
    onAlert: metrics.alerted,
    ...(post ? { post } : {}),
  });
  /** By model, in order of time. */
  const ratios = new Map<string, number[]>();
  const waiting = new Set<Promise<void>>();
  let isFailing = false;
  let learned: Promise<void> | undefined;

  function learn(record: Parameters<typeof factorSample>[0]): void {
    const sample = factorSample(record);
    if (!sample) return;
    const known = ratios.get(sample.model) ?? [];
    if (known.length === 0 && ratios.size >= MODELS) return;
    ratios.set(sample.model, [...known.slice(1 - SAMPLES), sample.ratio]);
  }

  async function learnFromStore(): Promise<void> {
    const before = await store.exchanges({ latest: LOOKED_BACK }).catch(() => []);
    before.forEach(learn);
  }

  function factorFor(model: string): EstimatorFactor | undefined {
    return factorOf(ratios.get(modelName(model)) ?? []);
  }

  function fail(thrown: unknown): void {
    metrics.unrecorded();
    if (!isFailing) log.warn('requests are not recorded: the statistics will lack them', { cause: thrown });
    isFailing = true;
  }

  async function account(exchange: Exchange): Promise<void> {
    let record: ExchangeRecord;
    try {
      learned ??= learnFromStore();
      await learned;
      const model = exchange.model === undefined ? undefined : findModel(exchange.model);
      record = exchangeRecordOf(exchange, model?.price, factorFor(exchange.model ?? '')?.factor ?? 1);
      learn(record);
      metrics.billed(record);
      await store.recordExchange(record);
      isFailing = false;
    } catch (thrown) {
      return fail(thrown);
    }
    await alerts.check(record);
  }

  return {
    observe(exchange) {
      try {
        metrics.ended(exchange);
      } catch (thrown) {
        log.warn('a request is not in the metrics', { cause: thrown });
      }
      if (waiting.size >= MOST_WAITING) return fail(new Error('too many wait for the store'));
      const accounted = account(exchange).finally(() => waiting.delete(accounted));
      waiting.add(accounted);
    },

    metrics: metrics.text,

    async close() {
      while (waiting.size > 0) await Promise.all(waiting);
      await alerts.close();
    },
  };
}
