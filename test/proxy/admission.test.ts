import { describe, expect, it, vi } from 'vitest';
import type { Admission, Admit } from '../../src/proxy/exchange.js';
import { ask } from './ask.js';
import { exchangeOf, startProxy } from './proxy.js';
import { startUpstream } from './upstream.js';

async function start(admit: Admit) {
  const upstream = await startUpstream((response) => response.end('{}'));
  return { upstream, proxy: await startProxy(upstream.url, { admit }) };
}

const asked = {
  path: '/v1/messages?beta=true',
  headers: ['Authorization', 'Bearer client', 'X-API-Key', 'client', 'Content-Length', '2'],
  body: '{}',
};

it('is asked with the head, and sets project and key', async () => {
  const admit = vi.fn<Admit>(() => ({ ok: true, project: 'p', key: 'k1' }));
  const { upstream, proxy } = await start(admit);
  await ask(proxy.url, asked);
  expect(admit).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ method: 'POST', path: '/v1/messages?beta=true', address: '127.0.0.1' }),
    expect.objectContaining({ name: 'anthropic-messages' }),
  );
  expect(await exchangeOf(proxy)).toMatchObject({ project: 'p', key: 'k1' });
  expect(upstream.requests[0]!.rawHeaders).toContain('Bearer client');
});

it("sends the proxy's credentials in place of the client's", async () => {
  const { upstream, proxy } = await start(async () => ({
    ok: true,
    project: 'p',
    credentials: { 'x-api-key': 'ours' },
  }));
  await ask(proxy.url, asked);
  const { rawHeaders } = upstream.requests[0]!;
  expect(rawHeaders.join()).not.toContain('client');
  expect(rawHeaders.slice(rawHeaders.indexOf('x-api-key'))).toEqual([
    'x-api-key',
    'ours',
    ...rawHeaders.slice(rawHeaders.indexOf('x-api-key') + 2),
  ]);
});

const shapes = {
  '/v1/messages': { 401: 'authentication_error', 403: 'permission_error', 429: 'rate_limit_error' },
  '/v1/chat/completions': { 401: 'invalid_request_error', 403: 'invalid_request_error', 429: 'requests' },
} as const;

describe.each(Object.entries(shapes))('refuses %s in its own shape', (path, types) => {
  it.each([401, 403, 429] as const)('%i', async (status) => {
    const refusal: Admission = { ok: false, status, message: 'Not so.', retryAfter: 7 };
    const { upstream, proxy } = await start(() => refusal);
    const answer = await ask(proxy.url, { ...asked, path });
    expect(answer).toMatchObject({ status, headers: { 'retry-after': '7' } });
    expect(JSON.parse(answer.text)).toMatchObject({ error: { type: types[status], message: 'Not so.' } });
    expect(upstream.requests).toEqual([]);
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'refused', status, project: '' });
  });
});

it.each([
  () => {
    throw new Error('the store is gone');
  },
  async () => {
    throw new Error('the store is gone');
  },
])('that fails lets nobody in', async (admit) => {
  const { upstream, proxy } = await start(admit);
  const answer = await ask(proxy.url, asked);
  expect(answer.status).toBe(500);
  expect(answer.text).not.toContain('the store');
  expect(upstream.requests).toEqual([]);
  expect(proxy.logged.join()).toContain('the store is gone');
});
