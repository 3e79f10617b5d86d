import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createLog } from '../../src/log.js';
import { createAccountant } from '../../src/proxy/accountant.js';
import { createStore } from '../../src/store/create-store.js';
import { ask } from '../proxy/ask.js';
import { exchange } from '../proxy/exchange.js';
import { startUpstream } from '../proxy/upstream.js';
import { CLI, type Connection, connectStdio, temporaryFolder } from './connect.js';
import { startProxyProcess } from './proxy-process.js';

/** What the books of a proxy, in another process, let the tools and resources of the MCP server show. */
describe('statistics of the proxy and the tools together', () => {
  let folder: string;
  let remove: () => Promise<void>;
  let server: Connection;
  let env: Readonly<Record<string, string>>;

  beforeAll(async () => {
    ({ folder, remove } = await temporaryFolder());
    env = { CTXOPT_HOME: path.join(folder, 'data') };
    server = await connectStdio('legacy', { cwd: folder, env });
    await server.call('get_usage_stats', {});
    const store = createStore({ location: path.join(env.CTXOPT_HOME!, 'ctxopt.db'), warn: () => {} });
    const accountant = createAccountant({
      store,
      log: createLog('silent'),
      thresholds: () => ({ windowShare: 0.1 }),
    });
    for (const [id, project] of Object.entries({ a: '', b: folder, c: '/elsewhere' })) {
      accountant.observe(exchange({ id, project, session: `talk-${id}`, at: Date.now() }));
    }
    await accountant.close();
    await store.close();
  });
  afterAll(async () => {
    await server?.close();
    await remove();
  });

  it('are what get_usage_stats tells of the session, the project and all', async () => {
    const { text, figures } = await server.call('get_usage_stats', {});
    expect(text).toMatch(/^Proxy: ctxopt saved about \$0\.0047 net of \$0\.0728: 2 requests, 2 sessions/);
    expect(text).toContain('\n\nMCP tools: ctxopt cost ');
    expect(figures.proxy).toMatchObject({ requests: 2, tokens: { takenOut: 800, notSent: 2_000 } });
    const all = await server.call('get_usage_stats', { scope: 'all', format: 'json' });
    expect(JSON.parse(all.text)).toMatchObject({
      calls: 2,
      proxy: { requests: 3 },
      store: { backend: 'sqlite' },
    });
    const later = await server.call('get_usage_stats', { scope: 'project', since: '2100-01-01' });
    expect(later.figures).not.toHaveProperty('proxy');
  });

  it('are what `ctxopt stats` prints', async () => {
    const options = { cwd: folder, env: { ...process.env, ...env } };
    const { stdout } = await promisify(execFile)(process.execPath, [CLI, 'stats'], options);
    expect(stdout).toMatch(/^Proxy: ctxopt saved about \$0\.0047 net/);
    expect(stdout).toContain('(no project named)');
    expect(stdout).not.toContain('/elsewhere');
  });

  it('stand in the resources, with the alerts', async () => {
    const read = async (uri: string) =>
      ((await server.client.readResource({ uri })).contents[0] as { text: string }).text;
    expect(await read('context://current/stats')).toContain('Proxy: ctxopt saved about $0.0047 net');
    const history = await read('context://history/session');
    expect(history).toContain('get_usage_stats report');
    expect(history).toContain('proxy anthropic-messages claude-opus-4-5 200: 20,010 prompt');
    expect(await read('context://history/session/talk-c')).toContain('1 request through the proxy');
    const advice = await read('context://recommendations');
    expect(advice).toContain(
      "- Alert: a prompt of requests that name no project (talk-a) took 10 % of its model's window",
    );
    expect(advice).not.toContain('talk-c');
  });
});

describe('errors in the statistics', () => {
  it('are what failed, and not how clients feel their way', async () => {
    const { folder, remove } = await temporaryFolder();
    onTestFinished(remove);
    const upstream = await startUpstream((response) => response.writeHead(404).end('{}'));
    const home = path.join(folder, 'data');
    const proxy = await startProxyProcess({ home, upstream: upstream.url });
    const stats = async () => {
      const env = { ...process.env, CTXOPT_HOME: home };
      const options = { cwd: folder, env };
      return (await promisify(execFile)(process.execPath, [CLI, 'stats', '--scope', 'all'], options)).stdout;
    };

    expect((await ask(proxy.url, { method: 'HEAD', path: '/' })).status).toBe(404);
    const socket = ['Connection', 'Upgrade', 'Upgrade', 'websocket', 'Sec-WebSocket-Version', '13'];
    const headers = [...socket, 'Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='];
    expect((await ask(proxy.url, { method: 'GET', path: '/v1/responses', headers })).status).toBe(426);
    await vi.waitFor(async () => expect(await stats()).toContain('2 requests'), { timeout: 10_000 });
    expect(await stats()).toContain('; no errors');

    expect((await ask(proxy.url, { headers: ['Content-Length', '2'], body: '{}' })).status).toBe(404);
    await vi.waitFor(async () => expect(await stats()).toContain('1 error: 1× 404'), { timeout: 10_000 });
  });
});
