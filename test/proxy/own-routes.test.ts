import { describe, expect, it } from 'vitest';
import { ask } from './ask.js';
import { startProxy } from './proxy.js';
import { startUpstream } from './upstream.js';

async function start(options: Parameters<typeof startProxy>[1] = {}) {
  const upstream = await startUpstream((response) => response.end('upstream'));
  return { upstream, proxy: await startProxy(upstream.url, options) };
}

describe('/health, /ready and /metrics', () => {
  it('are the proxy’s own, and no exchanges', async () => {
    const { upstream, proxy } = await start({
      metrics: async () => ({ contentType: 'text/plain; version=0.0.4', body: 'ctxopt_x 1\n' }),
      unready: async () => undefined,
    });
    const health = await ask(proxy.url, { method: 'GET', path: '/health?x=1' });
    expect(JSON.parse(health.text)).toEqual({ status: 'ok', name: 'ctxopt', version: '1.2.3' });
    expect(await ask(proxy.url, { method: 'GET', path: '/ready' })).toMatchObject({ status: 200 });
    expect(await ask(proxy.url, { method: 'GET', path: '/metrics' })).toMatchObject({
      status: 200,
      text: 'ctxopt_x 1\n',
      headers: { 'content-type': 'text/plain; version=0.0.4' },
    });
    expect(upstream.requests).toEqual([]);
    expect(proxy.exchanges).toEqual([]);
  });

  it.each(['POST', 'HEAD', 'DELETE'])('are not served by %s, nor forwarded', async (method) => {
    const { upstream, proxy } = await start();
    for (const path of ['/health', '/ready', '/metrics']) {
      expect(await ask(proxy.url, { method, path })).toMatchObject({
        status: 405,
        headers: { allow: 'GET' },
      });
    }
    expect(upstream.requests).toEqual([]);
  });

  it.each(['/health/', '/healthy', '/v1/health', '/metrics/x', '/Ready'])(
    '%s is not one of them',
    async (path) => {
      const { proxy } = await start();
      expect((await ask(proxy.url, { method: 'GET', path })).text).toBe('upstream');
    },
  );

  it('/ready says why not, also where that cannot be told', async () => {
    const { proxy } = await start({ unready: async () => 'the store does not answer' });
    expect(await ask(proxy.url, { method: 'GET', path: '/ready' })).toMatchObject({
      status: 503,
      text: expect.stringContaining('the store does not answer'),
    });
    const { proxy: broken } = await start({
      unready: async () => {
        throw new Error('secret');
      },
    });
    const answer = await ask(broken.url, { method: 'GET', path: '/ready' });
    expect(answer.status).toBe(503);
    expect(answer.text).not.toContain('secret');
  });

  it('/metrics demands a key where the others do, and is not there if nothing is measured', async () => {
    const { proxy } = await start({
      requiresKeys: true,
      admit: ({ headers }) =>
        headers.authorization === 'Bearer k'
          ? { ok: true, project: 'p' }
          : { ok: false, status: 401, message: 'no' },
    });
    const asked = { method: 'GET', path: '/metrics' };
    expect((await ask(proxy.url, asked)).status).toBe(401);
    expect((await ask(proxy.url, { ...asked, headers: ['Authorization', 'Bearer k'] })).status).toBe(404);
  });
});
