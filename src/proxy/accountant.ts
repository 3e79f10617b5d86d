import type { Log } from '../log.js';
import { createLearnedFactors, SAMPLES } from '../session/estimator-factor.js';
import { remembered } from '../session/remembered.js';
import type { ExchangeRecord } from '../store/exchange-record.js';
import type { Store } from '../store/store.js';
import { findModel as findListed } from '../tokens/models.js';
import { type AlertsOptions, createAlerts } from './alerts.js';
import { createBatches } from './create-batches.js';
import type { Exchange, Observe } from './exchange.js';
import { exchangeRecordOf } from './exchange-record-of.js';
import { createMetrics, type Metrics } from './metrics.js';
import type { Thresholds } from './project-policy.js';

export interface AccountantOptions {
  readonly store: Pick<Store, 'recordExchanges' | 'exchanges' | 'spent' | 'recordAlert'>;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** What a project's requests are to stay below. */
  readonly thresholds?: (project: string) => Thresholds | undefined;
  /** Prices and windows. */
  readonly findModel?: typeof findListed;
  /** How webhooks are called. */
  readonly post?: AlertsOptions['post'];
}

/**
 * Keeps the books of the proxy. Exchanges are written down together, a tenth of a second after the first of them: a proxy
 * that is killed loses so much of its statistics. What cannot be written down is missing there, and nowhere else.
 */
export interface Accountant {
  /** Returns at once; the rest is done off the request's path. */
  readonly observe: Observe;
  readonly metrics: Metrics['text'];
  /** Writes down what waits. The store stays open: it is its owner's to close. */
  close(): Promise<void>;
}

/** How long exchanges are gathered before they are written down, in milliseconds. */
const GATHERING = 100;

/** So many are written down together: more would hold up the requests that go on. */
const TOGETHER = 100;

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
  const factors = createLearnedFactors(MODELS);
  const batches = createBatches({ write: account, wait: GATHERING, size: TOGETHER, room: MOST_WAITING });
  let isFailing = false;
  let learned: Promise<void> | undefined;

  async function learnFromStore(): Promise<void> {
    const before = await store.exchanges({ latest: LOOKED_BACK }).catch(() => []);
    before.forEach(factors.learn);
  }

  function lose(count: number, cause: unknown): void {
    metrics.unrecorded(count);
    if (!isFailing) log.warn('requests are not recorded: the statistics will lack them', { cause });
    isFailing = true;
  }

  async function account(exchanges: readonly Exchange[]): Promise<void> {
    learned ??= learnFromStore();
    await learned;
    const records = recordsOf(exchanges);
    try {
      const kept = await store.recordExchanges(records);
      if (kept < records.length) lose(records.length - kept, new Error('the store does not take them'));
      else isFailing = false;
    } catch (thrown) {
      return lose(records.length, thrown);
    }
    await alerts.check(records);
  }

  /** With the factors that are known by their own bills too. */
  function recordsOf(exchanges: readonly Exchange[]): readonly ExchangeRecord[] {
    exchanges.forEach(factors.learn);
    const factorFor = remembered(factors.factorAtLeast);
    const modelOf = remembered(findModel);
    const records: ExchangeRecord[] = [];
    for (const exchange of exchanges) {
      try {
        const { model = '' } = exchange;
        const record = exchangeRecordOf(exchange, modelOf(model), factorFor(model));
        metrics.billed(record);
        records.push(record);
      } catch (thrown) {
        lose(1, thrown);
      }
    }
    return records;
  }

  return {
    observe(exchange) {
      try {
        metrics.ended(exchange);
      } catch (thrown) {
        log.warn('a request is not in the metrics', { cause: thrown });
      }
      if (!batches.add(exchange)) lose(1, new Error('too many wait for the store'));
    },

    metrics: metrics.text,

    async close() {
      await batches.flush();
      await alerts.close();
    },
  };
}
