import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createLog } from '../../src/log.js';
import { type AccountantOptions, createAccountant } from '../../src/proxy/accountant.js';
import { createStore } from '../../src/store/create-store.js';
import type { ExchangeRecord } from '../../src/store/exchange-record.js';
import { createMemoryExchanges } from '../../src/store/memory-exchanges.js';
import { COSTS, exchangeRecord } from '../contracts/exchange-store.js';
import { ask } from './ask.js';
import { exchange, lacking } from './exchange.js';
import { startHook } from './hook.js';
import { startProxy } from './proxy.js';

function open(given: Partial<AccountantOptions> = {}) {
  const logged: string[] = [];
  const store = createMemoryExchanges();
  const log = createLog('debug', (line) => logged.push(line));
  return { store, logged, accountant: createAccountant({ store, log, ...given }) };
}

async function recorded(...exchanges: readonly ReturnType<typeof exchange>[]) {
  const { store, accountant } = open();
  exchanges.forEach(accountant.observe);
  await accountant.close();
  return store.exchanges({});
}

describe('accountant', () => {
  it('writes down what a request cost and would have cost, and nothing of what it said', async () => {
    const [record] = await recorded(exchange());
    const { key: _, breakpoints: __, ...rest } = exchangeRecord({ at: exchange().at });
    expect(record).toEqual({
      ...rest,
      cost: expect.closeTo(0.03405, 12),
      // in plain tokens, as the factor is not known yet
      costWithout: expect.closeTo(0.03405 + 0.0028 / 1.2, 12),
    });
    expect(record).not.toHaveProperty('path');
  });

  it('takes what was saved for old text where it is not known to be new', async () => {
    const [record] = await recorded(lacking(exchange(), 'savedFresh', 'savedReplayed'));
    expect(record!.costWithout! - record!.cost!).toBeCloseTo((1_000 * 0.5) / 1.2 / 1e6, 12);
  });

  it('tells the gain of breakpoints that were inserted at Anthropic, and claims none elsewhere', async () => {
    const usage = { input: 100, output: 0, cacheRead: 10_000, cacheWrite: 0 };
    const marked = exchange({ usage, breakpoints: 3 });
    const [own, other] = await recorded(marked, { ...marked, id: '2', provider: 'openai', model: 'gpt-5' });
    expect(own!.cachingSaved).toBeCloseTo((10_000 * 4.5) / 1e6, 12);
    expect(other!.cachingSaved).toBe(0);
  });

  it('counts what was saved as read where only that made the prompt too short for the cache', async () => {
    const usage = { input: 3_600, output: 0, cacheRead: 0, cacheWrite: 0 };
    const tokens = { tokensBefore: 4_600, tokensAfter: 3_600 };
    const [opus, sonnet] = await recorded(
      exchange({ usage, ...tokens }),
      exchange({ id: '2', usage, ...tokens, model: 'claude-sonnet-4-6' }),
    );
    // of Opus 4.5 prompts from 4,096 tokens on are cached, of Sonnet 4.6 from 1,024
    expect(opus!.costWithout! - opus!.cost!).toBeCloseTo((1_000 * 0.5) / 1.2 / 1e6, 12);
    expect(sonnet!.costWithout! - sonnet!.cost!).toBeCloseTo((1_000 * 3) / 1.2 / 1e6, 12);
  });

  it('prices a request as it was served, and does not write that down', async () => {
    const usage = { input: 300_000, output: 1_000, cacheRead: 0, cacheWrite: 0 };
    const [record] = await recorded(
      exchange({ provider: 'openai', model: 'gpt-5.4', usage, served: ['flex'] }),
    );
    // half of what a long prompt costs: $5 and $22.50 a million
    expect(record!.cost).toBeCloseTo((0.3 * 5 + 0.001 * 22.5) / 2, 12);
    expect(record).not.toHaveProperty('served');
  });

  it.each([
    ['the model is not in the table', { model: 'llama3' }],
    ['it runs on this machine', { provider: 'ollama' as const }],
    ['nothing was billed', { usage: undefined }],
  ])('gives no cost where %s', async (_, given) => {
    const [record] = await recorded({ ...exchange(), ...given } as ReturnType<typeof exchange>);
    for (const name of COSTS) expect(record).not.toHaveProperty(name);
  });

  it('takes whatever numbers a response tells', async () => {
    const usage = { input: 1.4, output: Number.NaN, cacheRead: 2e300, cacheWrite: 3, cacheWriteHour: 9 };
    const [record] = await recorded(exchange({ usage, tokensBefore: 20.6 }));
    expect(record!.usage).toEqual({
      input: 1,
      output: 0,
      cacheRead: Number.MAX_SAFE_INTEGER,
      cacheWrite: 3,
      cacheWriteHour: 3,
    });
    expect(record!.tokensBefore).toBe(21);
  });

  it('learns the factor from bills, also from those of an earlier process', async () => {
    const { store, accountant } = open();
    // 24,000 billed for 20,000 counted
    const usage = { input: 0, output: 0, cacheRead: 22_000, cacheWrite: 2_000 };
    await store.recordExchanges(
      Array.from({ length: 5 }, (_, n) => exchangeRecord({ id: `old${n}`, at: n, usage })),
    );
    accountant.observe(exchange({ usage }));
    await accountant.close();
    const record = (await store.exchanges({})).at(-1)!;
    expect(record.costWithout! - record.cost!).toBeCloseTo((1.2 * (400 * 6.25 + 600 * 0.5)) / 1e6, 12);
  });

  it('counts savings low from the first request on, until the factor is known', async () => {
    // 16,000 billed for 20,000 counted
    const usage = { input: 0, output: 0, cacheRead: 14_000, cacheWrite: 2_000 };
    const records = await recorded(
      ...Array.from({ length: 4 }, (_, n) => exchange({ id: String(n), usage })),
    );
    for (const record of records) {
      expect(record.costWithout! - record.cost!).toBeCloseTo((0.8 * (400 * 6.25 + 600 * 0.5)) / 1e6, 12);
    }
  });

  it('law: whatever tokens a provider bills in, savings are not overstated at first, and true from then on', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 50, max: 300 }), async (percent) => {
        const billed = (tokens: number) => (tokens * percent) / 100;
        const usage = { input: 0, output: 0, cacheRead: billed(18_000), cacheWrite: billed(2_000) };
        const truth = billed(400 * 6.25 + 600 * 0.5) / 1e6;
        const { store } = open();
        for (const ids of [['a'], ['b', 'c', 'd'], ['e', 'f']]) {
          const { accountant } = open({ store });
          for (const id of ids) accountant.observe(exchange({ id, usage }));
          await accountant.close();
        }
        const saved = (await store.exchanges({})).map(({ cost, costWithout }) => costWithout! - cost!);
        for (const dollars of saved.slice(0, 4)) expect(dollars).toBeLessThanOrEqual(truth * 1.000001);
        for (const dollars of saved.slice(4)) expect(dollars).toBeCloseTo(truth, 9);
      }),
      { numRuns: 30 },
    ));

  it('counts on where the store fails, warns once, and never throws', async () => {
    const broken = () => Promise.reject(new Error('disk full'));
    const store = { recordExchanges: broken, exchanges: broken, spent: broken, recordAlert: broken };
    const { accountant, logged } = open({ store, thresholds: () => ({ dailyCost: 1, windowShare: 0.1 }) });
    for (let n = 0; n < 3; n++) accountant.observe(exchange());
    await accountant.close();
    expect(logged.filter((line) => line.includes('disk full'))).toHaveLength(1);
    const { body } = await accountant.metrics();
    expect(body).toContain('ctxopt_unrecorded_total 3');
    expect(body).toMatch(/ctxopt_requests_total\{.*\} 3/);
  });

  it('writes down together what ended within a short time', async () => {
    const store = createMemoryExchanges();
    const batches: number[] = [];
    const { accountant } = open({
      store: {
        ...store,
        recordExchanges(records) {
          batches.push(records.length);
          return store.recordExchanges(records);
        },
      },
    });
    for (let n = 0; n < 250; n++) accountant.observe(exchange({ id: String(n) }));
    await accountant.close();
    expect(batches).toEqual([100, 100, 50]);
    expect((await store.exchanges({})).map(({ id }) => id)).toEqual(
      Array.from({ length: 250 }, (_, n) => String(n)),
    );
  });

  it('writes down what ended without being closed', async () => {
    const { store, accountant } = open();
    accountant.observe(exchange());
    await vi.waitFor(async () => expect(await store.exchanges({})).toHaveLength(1));
  });

  it('counts those that the store leaves out, and keeps the others', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'ctxopt-accountant-'));
    const store = createStore({ location: path.join(folder, 'ctxopt.db'), warn: () => {} });
    const { accountant } = open({ store });
    const odd = { ...exchange({ id: 'odd' }), totalMs: Number.NaN };
    for (const one of [exchange({ id: 'a' }), odd, exchange({ id: 'b' })]) accountant.observe(one);
    await accountant.close();
    expect((await store.exchanges({})).map(({ id }) => id)).toEqual(['a', 'b']);
    expect((await accountant.metrics()).body).toContain('ctxopt_unrecorded_total 1');
    await store.close();
    await rm(folder, { recursive: true });
  });

  it('counts every exchange of a batch that fails', async () => {
    const store = { ...createMemoryExchanges(), recordExchanges: () => Promise.reject(new Error('gone')) };
    const { accountant } = open({ store });
    for (let n = 0; n < 150; n++) accountant.observe(exchange());
    await accountant.close();
    expect((await accountant.metrics()).body).toContain('ctxopt_unrecorded_total 150');
  });

  it('bounds what waits for a store that does not answer', async () => {
    const store = { ...createMemoryExchanges(), exchanges: () => new Promise<never>(() => {}) };
    const { accountant } = open({ store });
    for (let n = 0; n < 10_050; n++) accountant.observe(exchange());
    expect((await accountant.metrics()).body).toContain('ctxopt_unrecorded_total 50');
  });

  it('raises alerts, and calls the webhook', async () => {
    const hook = await startHook();
    const { store, accountant } = open({
      now: () => 5,
      thresholds: (project) => (project === 'engine' ? { windowShare: 0.1, webhook: hook.url } : undefined),
    });
    accountant.observe(exchange());
    accountant.observe(exchange({ project: 'mill', session: 'other' }));
    await accountant.close();
    expect(await store.alerts({})).toMatchObject([{ project: 'engine', at: 5, threshold: 0.1 }]);
    expect(hook.posts).toMatchObject([{ kind: 'window_share', value: 0.10005 }]);
    expect((await accountant.metrics()).body).toContain('ctxopt_alerts_total{project="engine"');
  });

  it('keeps the books of a proxy, whose metrics it gives', async () => {
    const answer = JSON.stringify({
      type: 'message',
      model: 'claude-opus-4-5-20251101',
      usage: {
        input_tokens: 30,
        output_tokens: 5,
        cache_read_input_tokens: 0,
        cache_creation_input_tokens: 0,
      },
    });
    const { createServer } = await import('node:http');
    const upstream = createServer((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
      });
    });
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    const { port } = upstream.address() as { port: number };
    const { store, accountant } = open();
    const proxy = await startProxy(`http://127.0.0.1:${port}`, {
      observe: accountant.observe,
      metrics: accountant.metrics,
    });
    const headers = ['content-type', 'application/json', 'content-length', '2'];
    expect((await ask(proxy.url, { headers, body: '{}' })).text).toBe(answer);
    let records: readonly ExchangeRecord[] = [];
    await vi.waitFor(async () => {
      records = await store.exchanges({});
      expect(records).toHaveLength(1);
    });
    expect(records[0]).toMatchObject({
      endpoint: 'anthropic-messages',
      status: 200,
      outcome: 'complete',
      usage: { input: 30, output: 5 },
      cost: expect.closeTo((30 * 5 + 5 * 25) / 1e6, 12),
    });
    const { text, headers: given } = await ask(proxy.url, { method: 'GET', path: '/metrics' });
    expect(given['content-type']).toContain('text/plain');
    expect(text).toContain('gen_ai_response_model="claude-opus-4-5-20251101"');
    expect(text).not.toContain('gen_ai_request_model');
    expect(text).toContain('ctxopt_bytes_total{direction="request"} 2\n');
    expect(text).toContain(`ctxopt_bytes_total{direction="response"} ${answer.length}\n`);
    await accountant.close();
    upstream.close();
  });
});
