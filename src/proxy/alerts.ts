import { promptOf } from '../billing/bill.js';
import type { Log } from '../log.js';
import { alertText } from '../session/alert-text.js';
import { groupBy } from '../session/group-by.js';
import { day as dayString } from '../session/report-text.js';
import type { Alert, ExchangeRecord, ExchangeStore } from '../store/exchange-record.js';
import type { findModel } from '../tokens/models.js';
import type { Thresholds } from './project-policy.js';
import { type PostOptions, postJson, webhookProblem } from './webhook.js';

export interface AlertsOptions {
  readonly store: Pick<ExchangeStore, 'spent' | 'recordAlert'>;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly thresholds: (project: string) => Thresholds | undefined;
  readonly findModel: typeof findModel;
  readonly onAlert: (alert: Alert) => void;
  /** How webhooks are called. */
  readonly post?: Pick<PostOptions, 'timeout' | 'waits' | 'proxyOf'>;
}

export interface Alerts {
  /** Raises what recorded requests give reason for. Never rejects; resolves before webhooks are through. */
  check(records: readonly ExchangeRecord[]): Promise<void>;
  /** Gives webhooks a few seconds, then ends them. */
  close(): Promise<void>;
}

/** Alerts that this process remembers to have raised: asking the store for each request again would cost more. */
const REMEMBERED = 10_000;

/** For webhooks when the proxy ends, in milliseconds. */
const PATIENCE = 5_000;

/**
 * Watches thresholds. There is one alert a project and day, or session: the store, which all processes share, lets the first
 * stand, and where it fails this process remembers.
 */
export function createAlerts(options: AlertsOptions): Alerts {
  const { store, log, now, thresholds } = options;
  const raised = new Set<string>();
  const told = new Set<string>();
  const sending = new Set<Promise<unknown>>();
  const over = new AbortController();

  async function raise(alert: Alert, limits: Thresholds): Promise<void> {
    const key = keyOf(alert);
    if (raised.has(key)) return;
    if (raised.size >= REMEMBERED) raised.clear();
    raised.add(key);
    if (!(await store.recordAlert(alert).catch(() => true))) return;
    const { kind, project } = alert;
    const text = alertText(alert);
    log.warn('a threshold was passed', { kind, project, text });
    options.onAlert(alert);
    if (limits.webhook !== undefined) send(limits.webhook, limits.insecureWebhook === true, alert, text);
  }

  function send(url: string, allowInsecure: boolean, alert: Alert, text: string): void {
    const problem = webhookProblem(url, allowInsecure);
    if (problem !== undefined) {
      if (!told.has(alert.project))
        log.warn('a webhook is not called', { project: alert.project, reason: problem });
      told.add(alert.project);
      return;
    }
    const { at, ...rest } = alert;
    const body = { type: 'ctxopt.alert', at: new Date(at).toISOString(), ...rest, text };
    const sent = postJson(url, body, { log, signal: over.signal, ...options.post });
    sending.add(sent);
    sent.finally(() => sending.delete(sent));
  }

  async function checkWindow(record: ExchangeRecord, limits: Thresholds): Promise<void> {
    const { usage, model, project, session, at } = record;
    const threshold = limits.windowShare;
    const window = model === undefined ? undefined : options.findModel(model)?.window;
    if (threshold === undefined || !usage || !window) return;
    const value = promptOf(usage) / window;
    if (value < threshold) return;
    const subject = session || dayString(at);
    await raise({ at: now(), project, kind: 'window_share', subject, value, threshold }, limits);
  }

  async function checkDay(project: string, subject: string, limits: Thresholds): Promise<void> {
    const threshold = limits.dailyCost;
    if (threshold === undefined) return;
    if (raised.has(keyOf({ project, kind: 'daily_cost', subject }))) return;
    const value = await store.spent(project, Date.parse(subject));
    if (value < threshold) return;
    await raise({ at: now(), project, kind: 'daily_cost', subject, value, threshold }, limits);
  }

  /** A day is added up once for all requests of it. */
  async function checkProject(project: string, records: readonly ExchangeRecord[]): Promise<void> {
    const limits = thresholds(project);
    if (!limits) return;
    for (const record of records) await checkWindow(record, limits);
    const costly = records.filter(({ cost = 0 }) => cost > 0);
    for (const day of new Set(costly.map(({ at }) => dayString(at)))) await checkDay(project, day, limits);
  }

  return {
    async check(records) {
      for (const [project, own] of groupBy(records, (record) => record.project)) {
        try {
          await checkProject(project, own);
        } catch (thrown) {
          log.warn('thresholds were not checked', { cause: thrown });
        }
      }
    },

    async close() {
      const timer = setTimeout(() => over.abort(), PATIENCE);
      await Promise.all(sending);
      clearTimeout(timer);
    },
  };
}

function keyOf({ project, kind, subject }: Pick<Alert, 'project' | 'kind' | 'subject'>): string {
  return JSON.stringify([project, kind, subject]);
}
