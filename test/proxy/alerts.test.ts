import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/log.js';
import { type AlertsOptions, createAlerts } from '../../src/proxy/alerts.js';
import type { Thresholds } from '../../src/proxy/project-policy.js';
import type { Alert } from '../../src/store/exchange-record.js';
import { createMemoryExchanges } from '../../src/store/memory-exchanges.js';
import { findModel } from '../../src/tokens/models.js';
import { exchangeRecord } from '../contracts/exchange-store.js';
import { startHook } from './hook.js';

const NOON = Date.UTC(2026, 10, 22, 12);

function open(thresholds: Thresholds | undefined, given: Partial<AlertsOptions> = {}) {
  const raised: Alert[] = [];
  const logged: string[] = [];
  const store = createMemoryExchanges();
  const alerts = createAlerts({
    store,
    log: createLog('debug', (line) => logged.push(line)),
    now: () => NOON + 1,
    thresholds: () => thresholds,
    findModel,
    onAlert: (alert) => raised.push(alert),
    post: { waits: [1, 1] },
    ...given,
  });
  const check = async (record = exchangeRecord()) => {
    await store.recordExchanges([record]);
    await alerts.check([record]);
  };
  return { alerts, store, raised, logged, check };
}

/** A request at noon that cost a dollar; its prompt takes a tenth of the window of Claude Opus 4.5. */
const dollar = (given = {}) => exchangeRecord({ at: NOON, cost: 1, costWithout: 1, ...given });

describe('alerts', () => {
  it('tell once a day that it has cost too much', async () => {
    const { check, raised, logged } = open({ dailyCost: 2.5 });
    for (let n = 0; n < 6; n++) await check(dollar({ id: String(n) }));
    const alert = { project: 'engine', kind: 'daily_cost', subject: '2026-11-22', value: 3, threshold: 2.5 };
    expect(raised).toEqual([{ at: NOON + 1, ...alert }]);
    expect(logged).toHaveLength(1);
    expect(JSON.parse(logged[0]!)).toMatchObject({
      level: 'warn',
      text: 'project engine cost $3.00 at list prices on 2026-11-22 (UTC), above the threshold of $2.50 a day.',
    });
    const tomorrow = { at: NOON + 86_400_000 };
    for (let n = 0; n < 4; n++) await check(dollar(tomorrow));
    expect(raised.map(({ subject }) => subject)).toEqual(['2026-11-22', '2026-11-23']);
  });

  it('count projects apart', async () => {
    const { check, raised } = open({ dailyCost: 1.5 });
    await check(dollar());
    await check(dollar({ project: 'mill' }));
    expect(raised).toEqual([]);
    await check(dollar({ project: 'mill' }));
    expect(raised.map(({ project }) => project)).toEqual(['mill']);
  });

  it('tell once a session that a prompt takes too much of the window', async () => {
    const { check, raised } = open({ windowShare: 0.1 });
    for (const session of ['s', 's', 't']) await check(dollar({ session }));
    await check(dollar({ session: 'u', usage: { input: 19_999, output: 9e9, cacheRead: 0, cacheWrite: 0 } }));
    await check(dollar({ session: 'v', model: 'llama3' }));
    expect(raised.map(({ kind, subject, value }) => [kind, subject, value])).toEqual([
      ['window_share', 's', 0.10005],
      ['window_share', 't', 0.10005],
    ]);
  });

  it('are silent where there are no thresholds', async () => {
    const { check, raised, logged } = open(undefined);
    await check(dollar({ cost: 1e6 }));
    expect([raised, logged]).toEqual([[], []]);
  });

  it('add up what came while they were adding up', async () => {
    const { store, alerts, raised } = open({ dailyCost: 15 });
    const records = Array.from({ length: 20 }, (_, n) => dollar({ id: String(n) }));
    await Promise.all(
      records.map(async (record) => {
        await store.recordExchanges([record]);
        await alerts.check([record]);
      }),
    );
    await alerts.close();
    expect(raised).toHaveLength(1);
  });

  it('add up a project and day once for all requests that are checked together', async () => {
    const asked: string[] = [];
    const { store, alerts, raised } = open({ dailyCost: 2 }, {});
    const counted = open(
      { dailyCost: 2 },
      {
        store: {
          ...store,
          spent(project, since) {
            asked.push(`${project} ${since}`);
            return store.spent(project, since);
          },
        },
      },
    );
    const records = ['engine', 'mill', 'engine', 'mill', 'engine'].map((project) => dollar({ project }));
    await store.recordExchanges(records);
    await counted.alerts.check([...records, dollar({ project: 'free', cost: 0 })]);
    expect(asked).toHaveLength(2);
    expect(counted.raised.map(({ project, value }) => [project, value])).toEqual([
      ['engine', 3],
      ['mill', 2],
    ]);
    expect(raised).toEqual([]);
    await alerts.close();
  });

  it('are not told again by another process, nor after a restart', async () => {
    const store = createMemoryExchanges();
    const first = open({ dailyCost: 0.5 }, { store });
    await store.recordExchanges([dollar()]);
    await first.alerts.check([dollar()]);
    const second = open({ dailyCost: 0.5 }, { store });
    await second.alerts.check([dollar()]);
    expect([first.raised.length, second.raised.length]).toEqual([1, 0]);
  });

  it('are told once where the store fails', async () => {
    const broken = { spent: async () => 9, recordAlert: () => Promise.reject(new Error('disk full')) };
    const { alerts, raised } = open({ dailyCost: 5 }, { store: broken });
    await alerts.check([dollar()]);
    await alerts.check([dollar()]);
    expect(raised).toHaveLength(1);
  });

  it('never reject', async () => {
    const store = { spent: () => Promise.reject(new Error('no disk')), recordAlert: async () => true };
    const { alerts, logged } = open({ dailyCost: 5 }, { store });
    await alerts.check([dollar()]);
    expect(logged.join()).toContain('no disk');
    const odd = () => {
      throw new Error('no such project');
    };
    await open(undefined, { thresholds: odd }).alerts.check([dollar()]);
  });

  it('are posted to the webhook, without contents and keys', async () => {
    const hook = await startHook(500);
    const { check, alerts } = open({ dailyCost: 0.5, webhook: hook.url });
    await check(dollar());
    await alerts.close();
    const post = {
      type: 'ctxopt.alert',
      at: new Date(NOON + 1).toISOString(),
      project: 'engine',
      kind: 'daily_cost',
      subject: '2026-11-22',
      value: 1,
      threshold: 0.5,
      text: 'project engine cost $1.00 at list prices on 2026-11-22 (UTC), above the threshold of $0.5000 a day.',
    };
    expect(hook.posts).toEqual([post, post]);
  });

  it('are not posted where others could read along', async () => {
    const { check, alerts, logged, raised } = open({
      dailyCost: 0.5,
      windowShare: 0.01,
      webhook: 'http://example.com/s3cret',
    });
    await check(dollar());
    await alerts.close();
    expect(raised).toHaveLength(2);
    const refusals = logged.filter((line) => line.includes('not called'));
    expect(refusals).toHaveLength(1);
    expect(refusals[0]).not.toContain('s3cret');
  });
});
