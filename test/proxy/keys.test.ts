import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createLog } from '../../src/log.js';
import { type AdmissionOptions, createAdmission } from '../../src/proxy/admission.js';
import type { Exchange } from '../../src/proxy/exchange.js';
import { newKey } from '../../src/proxy/keys/new-key.js';
import { blockOf } from '../../src/proxy/keys/rate-limits.js';
import type { Limits } from '../../src/proxy/project-policy.js';
import { createStore } from '../../src/store/create-store.js';
import type { Store } from '../../src/store/store.js';
import { ask } from './ask.js';
import { exchange } from './exchange.js';
import { startProxy } from './proxy.js';
import { startUpstream } from './upstream.js';

afterEach(() => {
  vi.useRealTimers();
});

interface Given extends Partial<AdmissionOptions> {
  /** Whether responses say what was billed. */
  readonly tells?: boolean;
  readonly limits?: Limits;
}

/** A store in a folder of its own. */
function openStore(): { readonly store: Store; readonly folder: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'ctxopt-admission-'));
  const store = createStore({ location: path.join(folder, 'ctxopt.db'), warn: () => {} });
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  return { store, folder };
}

async function start(given: Given = {}) {
  const { store, folder } = openStore();
  const logged: string[] = [];
  const exchanges: Exchange[] = [];
  const upstream = await startUpstream((response) => {
    response.setHeader('content-type', 'application/json');
    const usage = {
      input_tokens: 60,
      cache_creation_input_tokens: 40,
      cache_read_input_tokens: 9000,
      output_tokens: 1,
    };
    response.end(
      JSON.stringify({
        type: 'message',
        model: 'claude-opus-5',
        ...(given.tells === false ? {} : { usage }),
      }),
    );
  });
  let clock = 1_000_000;
  const control = createAdmission({
    store,
    policyOf: () => ({ limits: given.limits ?? {} }),
    providerKeys: new Map([['default', 'sk-provider-secret']]),
    demandsKeys: false,
    log: createLog('debug', (line) => logged.push(line)),
    now: () => clock,
    ...given,
  });
  const proxy = await startProxy(upstream.url, {
    admit: control.admit,
    observe(exchange) {
      control.settle(exchange);
      exchanges.push(exchange);
    },
    requiresKeys: true,
  });
  const send = (headers: Record<string, string> = {}, target = '/v1/messages', method = 'POST') =>
    ask(proxy.url, {
      method,
      path: target,
      headers: [...Object.entries(headers).flat(), 'Content-Length', method === 'POST' ? '2' : '0'],
      ...(method === 'POST' ? { body: '{}' } : {}),
    });
  async function makeKey(project = 'mill') {
    const { secret, key } = newKey({ project, name: 'test' }, clock);
    await store.putKey(key);
    clock += 3_000;
    return { secret, id: key.id };
  }
  return {
    store,
    folder,
    logged,
    exchanges,
    upstream,
    proxy,
    send,
    makeKey,
    control,
    later: (ms: number) => {
      clock += ms;
    },
  };
}

const typeOf = (text: string) => (JSON.parse(text) as { error: { type: string } }).error.type;

describe('without keys, on this machine', () => {
  it('passes on what the client brings, for the project that it names', async () => {
    const admitted = vi.fn();
    const { send, upstream, control } = await start();
    const head = { method: 'POST', path: '/', address: '127.0.0.1', upstream: 'default' };
    for (const [named, project] of [
      [undefined, 'default'],
      ['mill', 'mill'],
      ['/home/ada/engine', '/home/ada/engine'],
      ['"no"', 'default'],
      ['x'.repeat(300), 'default'],
    ]) {
      admitted(await control.admit({ ...head, headers: { 'x-ctxopt-project': named } }, undefined));
      expect(admitted).toHaveBeenLastCalledWith({ ok: true, project });
    }
    expect(await send({ 'x-api-key': 'sk-ant-api03-mine' })).toMatchObject({ status: 200 });
    expect(upstream.requests[0]!.rawHeaders).toContain('sk-ant-api03-mine');
    expect(upstream.requests[0]!.rawHeaders.join()).not.toContain('sk-provider-secret');
  });

  it('never sends a key of its own form upstream', async () => {
    const { send, upstream } = await start();
    const { secret } = newKey({ project: 'mill' }, 0);
    for (const headers of [{ 'x-api-key': secret }, { authorization: `Bearer ${secret}` }] as const) {
      const answer = await send(headers);
      expect(answer.status).toBe(401);
      expect(answer.text).not.toContain(secret);
    }
    expect(upstream.requests).toEqual([]);
  });

  it('serves although the keys cannot be read, and holds no key out', async () => {
    const keys = vi.fn(async () => Promise.reject(new Error('locked')));
    const { send, upstream, logged } = await start({ store: { keys } });
    expect((await send({ 'x-api-key': 'mine' })).status).toBe(200);
    expect((await send({ 'x-api-key': 'ctxopt-unknown' })).status).toBe(401);
    expect(upstream.requests).toHaveLength(1);
    expect(logged.filter((line) => line.includes('cannot be read'))).toHaveLength(1);
  });
});

describe('with a key', () => {
  it.each([
    ['/v1/messages', 'authentication_error'],
    ['/v1/chat/completions', 'invalid_request_error'],
  ])('demands it of everyone at %s', async (target, type) => {
    const { send, makeKey, upstream } = await start();
    await makeKey();
    for (const headers of [{}, { 'x-api-key': 'sk-ant-api03-mine' }, { authorization: 'Bearer eyJ.x.y' }]) {
      const answer = await send(headers, target);
      expect(answer.status).toBe(401);
      expect(typeOf(answer.text)).toBe(type);
    }
    expect(upstream.requests).toEqual([]);
  });

  it.each([
    ['/v1/messages', 'x-api-key', 'x-api-key', 'sk-provider-secret'],
    ['/v1/messages', 'authorization', 'x-api-key', 'sk-provider-secret'],
    ['/v1/chat/completions', 'authorization', 'authorization', 'Bearer sk-provider-secret'],
    ['/v1/responses', 'x-api-key', 'authorization', 'Bearer sk-provider-secret'],
    ['/v1/responses', 'api-key', 'authorization', 'Bearer sk-provider-secret'],
  ])('puts the provider’s in its place: %s by %s', async (target, shown, sent, value) => {
    const { send, makeKey, upstream, store } = await start();
    const observed = vi.spyOn(store, 'keys');
    const { secret } = await makeKey();
    const headers = { [shown]: shown === 'authorization' ? `Bearer ${secret}` : secret };
    expect((await send({ ...headers, 'x-ctxopt-project': 'other' }, target)).status).toBe(200);
    const { rawHeaders } = upstream.requests[0]!;
    expect(rawHeaders[rawHeaders.findIndex((name) => name.toLowerCase() === sent) + 1]).toBe(value);
    expect(rawHeaders.filter((field) => /^(?:x-api-key|authorization)$/i.test(field))).toHaveLength(1);
    expect(rawHeaders.join()).not.toContain(secret);
    expect(observed).toHaveBeenCalledOnce();
  });

  it('is its project’s', async () => {
    const { control, makeKey } = await start();
    const { secret, id } = await makeKey('engine');
    const head = {
      method: 'POST',
      path: '/',
      address: '127.0.0.1',
      upstream: 'default',
      provider: 'anthropic',
    } as const;
    expect(
      await control.admit(
        { ...head, headers: { 'x-api-key': secret, 'x-ctxopt-project': 'mill' } },
        undefined,
      ),
    ).toEqual({ ok: true, project: 'engine', key: id, credentials: { 'x-api-key': 'sk-provider-secret' } });
  });

  it('says what to configure where no provider’s key is held', async () => {
    const { send, makeKey, upstream } = await start({ providerKeys: new Map([['other', 'sk']]) });
    const { secret } = await makeKey();
    const answer = await send({ 'x-api-key': secret });
    expect(answer.status).toBe(403);
    expect(typeOf(answer.text)).toBe('permission_error');
    expect(answer.text).toContain('upstreams.default.keyFrom');
    // Ollama takes none.
    expect((await send({ authorization: `Bearer ${secret}` }, '/api/chat')).status).toBe(200);
    expect(upstream.requests).toHaveLength(1);
    expect(upstream.requests[0]!.rawHeaders.join()).not.toContain(secret);
  });

  it('refuses it seconds after it was revoked', async () => {
    const { send, makeKey, store, later } = await start();
    const { secret, id } = await makeKey();
    await makeKey();
    expect((await send({ 'x-api-key': secret })).status).toBe(200);
    await store.revokeKey(id, 5);
    later(2_000);
    expect((await send({ 'x-api-key': secret })).status).toBe(401);
  });

  it('guards the metrics too', async () => {
    const { send, makeKey } = await start();
    expect((await send({}, '/metrics', 'GET')).status).toBe(404);
    const { secret } = await makeKey();
    expect((await send({}, '/metrics', 'GET')).status).toBe(401);
    expect((await send({ authorization: `Bearer ${secret}` }, '/metrics', 'GET')).status).toBe(404);
  });

  it('is demanded where others reach the proxy, even if there is none', async () => {
    const { send, makeKey } = await start({ demandsKeys: true });
    expect((await send({ 'x-api-key': 'sk-ant-api03-mine' })).status).toBe(401);
    const { secret } = await makeKey();
    expect((await send({ 'x-api-key': secret })).status).toBe(200);
  });
});

it('has 256 random bits, and no two are the same', () => {
  const all = Array.from({ length: 50 }, () => newKey({ project: 'mill' }, 1));
  for (const { secret, key } of all) {
    expect(secret).toMatch(/^ctxopt-[\w-]{43}$/);
    expect(key.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(key)).not.toContain(secret.slice(7, 20));
  }
  expect(new Set(all.map(({ secret }) => secret)).size).toBe(50);
  expect(new Set(all.map(({ key }) => key.id)).size).toBe(50);
});

it('leaves no trace of a key in the log, the store or an answer', async () => {
  const { send, makeKey, store, folder, logged, proxy } = await start({ limits: { requestsPerMinute: 1 } });
  const { secret, id } = await makeKey();
  const answers = [
    await send({ 'x-api-key': secret }),
    await send({ authorization: `Bearer ${secret}` }),
    await send({ 'x-api-key': `${secret}x` }),
    await send({ 'x-api-key': secret }, `/none/${encodeURIComponent('v1')}`),
  ];
  await store.revokeKey(id, 1);
  await proxy.close();
  await store.close();
  const files = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'latin1'));
  expect(files.join()).toContain(id);
  const said = answers.map(({ text, rawHeaders }) => text + rawHeaders.join());
  for (const place of [...files, ...said, ...logged, ...proxy.logged]) {
    expect(place).not.toContain(secret.slice('ctxopt-'.length, 20));
    expect(place).not.toContain('sk-provider-secret');
  }
});

describe('limits', () => {
  const clock = () => vi.useFakeTimers({ toFake: ['Date'] });

  it.each([
    ['/v1/messages', 'rate_limit_error'],
    ['/v1/chat/completions', 'requests'],
  ])('hold a key to its requests a minute at %s', async (target, type) => {
    clock();
    const { send, makeKey } = await start({ limits: { requestsPerMinute: 3 } });
    const { secret } = await makeKey();
    const other = await makeKey();
    for (let count = 0; count < 3; count++)
      expect((await send({ 'x-api-key': secret }, target)).status).toBe(200);
    vi.advanceTimersByTime(20_500);
    const refused = await send({ 'x-api-key': secret }, target);
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '40' } });
    expect(typeOf(refused.text)).toBe(type);
    expect((await send({ 'x-api-key': other.secret }, target)).status).toBe(200);
    vi.advanceTimersByTime(40_000);
    expect((await send({ 'x-api-key': secret }, target)).status).toBe(200);
  });

  it('count the input that no cache gave, when it is known', async () => {
    clock();
    const { send, makeKey } = await start({ limits: { inputTokensPerMinute: 150 } });
    const { secret } = await makeKey();
    // Each takes 100, beside 9,000 that were cached.
    expect((await send({ 'x-api-key': secret })).status).toBe(200);
    expect((await send({ 'x-api-key': secret })).status).toBe(200);
    await vi.waitFor(async () => expect((await send({ 'x-api-key': secret })).status).toBe(429));
    const refused = await send({ 'x-api-key': secret });
    // 200 of 150 are paid off in 80 seconds, the last minute's worth of which need not be waited for.
    expect(refused.headers['retry-after']).toBe('20');
    expect(refused.text).toContain('150 uncached input tokens');
    vi.advanceTimersByTime(20_001);
    expect((await send({ 'x-api-key': secret })).status).toBe(200);
  });

  it('of tokens are kept on the whole where many requests pass them at once', async () => {
    clock();
    const { control, makeKey } = await start({ limits: { inputTokensPerMinute: 150 } });
    const { secret, id } = await makeKey();
    const head = {
      method: 'POST',
      path: '/',
      address: '',
      upstream: 'default',
      provider: 'anthropic',
    } as const;
    const admit = async () => control.admit({ ...head, headers: { 'x-api-key': secret } }, undefined);
    const usage = { input: 60, cacheWrite: 40, cacheRead: 9_000, output: 1 };
    const many = await Promise.all(Array.from({ length: 15 }, admit));
    expect(many.every(({ ok }) => ok)).toBe(true);
    for (const _ of many) control.settle(exchange({ key: id, usage }));
    // 1,500 tokens take ten minutes.
    expect(await admit()).toMatchObject({ ok: false, status: 429, retryAfter: 9 * 60 });
    vi.advanceTimersByTime(9 * 60_000 - 1);
    expect(await admit()).toMatchObject({ ok: false, retryAfter: 1 });
    vi.advanceTimersByTime(2);
    expect(await admit()).toMatchObject({ ok: true });
  });

  it('of requests are kept where many come at once, on connections of their own', async () => {
    const { send, makeKey } = await start({ limits: { requestsPerMinute: 3 } });
    const { secret } = await makeKey();
    const many = await Promise.all(Array.from({ length: 30 }, () => send({ 'x-api-key': secret })));
    expect(many.filter(({ status }) => status === 200)).toHaveLength(3);
  });

  it.each([
    ['/v1/chat/completions', 'Content-Length', '2800', 429],
    ['/v1/chat/completions', 'Transfer-Encoding', 'chunked', 429],
    ['/v1/chat/completions', 'Content-Length', '2000', 200],
    ['/v1/messages/count_tokens', 'Content-Length', '2800', 200],
    ['/v1/files', 'Content-Length', '2800', 200],
  ])(
    'of tokens count what was sent where no response tells: %s, %s %s',
    async (target, field, value, then) => {
      const { proxy, makeKey, exchanges } = await start({
        limits: { inputTokensPerMinute: 600 },
        tells: false,
      });
      const { secret } = await makeKey();
      const body = Buffer.alloc(value === 'chunked' ? 2_800 : Number(value), 'x');
      const headers = ['x-api-key', secret, field, value];
      const asked = { path: target, headers, body };
      expect((await ask(proxy.url, asked)).status).toBe(200);
      await vi.waitFor(() => expect(exchanges).toHaveLength(1));
      expect((await ask(proxy.url, asked)).status).toBe(then);
    },
  );

  it('hold clients without keys by their projects', async () => {
    const { send } = await start({ limits: { requestsPerMinute: 1 } });
    expect((await send({ 'x-ctxopt-project': 'a' })).status).toBe(200);
    expect((await send({ 'x-ctxopt-project': 'a' })).status).toBe(429);
    expect((await send({ 'x-ctxopt-project': 'b' })).status).toBe(200);
  });

  it('end guessing at keys from one address, for a minute, and keep no key from it waiting', async () => {
    clock();
    const { send, makeKey } = await start();
    const { secret } = await makeKey();
    for (let count = 0; count < 30; count++) {
      // What has not the form of a key is no guess.
      expect((await send({ 'x-api-key': `sk-${count}` })).status).toBe(401);
    }
    for (let count = 0; count < 20; count++) {
      expect((await send({ 'x-api-key': `ctxopt-${count}` })).status).toBe(401);
    }
    const locked = await send({ 'x-api-key': 'ctxopt-20' });
    expect(locked).toMatchObject({ status: 429, headers: { 'retry-after': expect.stringMatching(/^\d+$/) } });
    expect((await send({ 'x-api-key': secret })).status).toBe(200);
    vi.advanceTimersByTime(60_001);
    expect((await send({ 'x-api-key': 'ctxopt-20' })).status).toBe(401);
  });

  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0db8:1::9', '2001:db8:1:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['', ''],
  ])('take %s for one of %s', (address, block) => {
    expect(blockOf(address)).toBe(block);
  });
});
