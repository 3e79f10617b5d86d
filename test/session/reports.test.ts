import { describe, expect, it } from 'vitest';
import { createReports } from '../../src/session/reports.js';
import { trafficFilter } from '../../src/session/traffic-filter.js';
import { DEFAULT_PROJECT } from '../../src/store/exchange-record.js';
import { createMemory } from '../../src/store/memory.js';
import { alertOf, exchangeRecord } from '../contracts/exchange-store.js';
import { usageEvent } from '../contracts/store.js';

const DAY = 86_400_000;
const NOW = 20 * DAY;

function open() {
  const store = createMemory({ limit: 1e6, decisionLimit: 1e6, now: () => NOW });
  return { store, reports: createReports(store, () => NOW) };
}

describe('reports', () => {
  it('sum up the traffic of a project and of requests that name none, less what was fetched back in it', async () => {
    const { store, reports } = open();
    for (const [id, project] of Object.entries({ a: '/p', b: '', c: '/q', d: DEFAULT_PROJECT })) {
      await store.recordExchanges([exchangeRecord({ id, project, session: id, at: NOW + 5 })]);
    }
    for (const project of ['/p', '/q']) {
      await store.recordUsage(usageEvent({ view: 'original', project, at: NOW, returned: 1_000, sent: 0 }));
    }
    const ledger = { project: '/p', began: NOW };
    const own = await reports.traffic(trafficFilter(ledger, 'project'));
    expect(own.byProject.map(({ name }) => name).sort()).toEqual(['', '/p', DEFAULT_PROJECT]);
    expect(own.tokens.fetched).toBe(1_000);
    const all = await reports.traffic(trafficFilter(ledger, 'all'));
    expect([all.requests, all.tokens.fetched]).toEqual([4, 2_000]);
  });

  it('count what came since, and look a day further back for what sessions carry on', async () => {
    const { store, reports } = open();
    const hour = DAY / 24;
    for (const [id, at] of Object.entries({ old: 0, early: NOW - 2 * hour, late: NOW + hour })) {
      await store.recordExchanges([exchangeRecord({ id, project: '/p', at })]);
    }
    await store.recordUsage(usageEvent({ view: 'original', project: '/p', at: NOW - 2 * hour, sent: 0 }));
    const since = await reports.traffic(trafficFilter({ project: '/p', began: 0 }, 'project', NOW));
    expect([since.requests, since.tokens.fetched]).toEqual([1, 0]);
    expect(since.retrieved).toBeCloseTo((-120 * 1.2 * 0.5) / 1e6, 12);
    const session = await reports.traffic(trafficFilter({ project: '/p', began: NOW - 3 * hour }, 'session'));
    expect([session.requests, session.tokens.fetched]).toEqual([2, 120]);
  });

  it('begin the recommendations with the alerts of the last day', async () => {
    const { store, reports } = open();
    await store.recordAlert(alertOf({ at: NOW - 2 * DAY, subject: 'before', project: '/p' }));
    await store.recordAlert(alertOf({ at: NOW - 1, subject: '1970-01-20', project: '/p' }));
    await store.recordAlert(alertOf({ at: NOW - 1, project: '/q' }));
    const share = { kind: 'window_share', subject: 's\n1', value: 0.8312, threshold: 0.8 } as const;
    await store.recordAlert(alertOf({ at: NOW, project: '', ...share }));
    await store.recordUsage(usageEvent({ project: '/p', view: 'error', baseline: 0, returned: 900, at: 1 }));
    const advice = await reports.recommendations({ project: '/p' });
    expect(advice.slice(0, 2)).toEqual([
      'Alert: project /p cost $5.25 at list prices on 1970-01-20 (UTC), above the threshold of $5.00 a day.',
      "Alert: a prompt of requests that name no project (s?1) took 83.1 % of its model's window, " +
        'above the threshold of 80 %: compact the session, or begin a new one.',
    ]);
    expect(advice[2]).toContain('more than they saved');
  });

  it('tell the history of a session of either kind, in order of time', async () => {
    const { store, reports } = open();
    await store.recordUsage(usageEvent({ session: 's', at: 2_000 }));
    await store.recordExchanges([exchangeRecord({ session: 'conversation', at: 1_000 })]);
    const failed = { session: 'conversation', at: 3_000, status: 529, tokensBefore: 5, tokensAfter: 5 };
    const { usage: _, cost: __, ...rest } = exchangeRecord(failed);
    await store.recordExchanges([rest]);
    expect(await reports.history('nobody')).toBeUndefined();
    const requests = [
      '1970-01-01T00:00:01.000Z proxy anthropic-messages claude-opus-4-5 200: ' +
        '20,010 prompt (18,000 cached) + 500 output, 1,000 taken out, $0.0341',
      '1970-01-01T00:00:03.000Z proxy anthropic-messages claude-opus-4-5 529',
    ];
    const own = await reports.history('conversation');
    expect(own).toContain('0 calls');
    expect(own).toContain(', 2 requests through the proxy (tokens as billed, US$ at list prices)');
    expect(own?.split('\n').slice(1)).toEqual(requests);
    const both = await reports.history('s', { since: 0 });
    expect(both?.split('\n').slice(1)).toEqual([
      requests[0],
      '1970-01-01T00:00:02.000Z smart_read outline src/mill.ts: 120 of 900',
      requests[1],
    ]);
    const calls = await reports.history('s');
    expect(calls?.split('\n')[0]).toBe(
      "Session s: 1 call (tokens in o200k_base: returned, of the client's own read)",
    );
  });
});
