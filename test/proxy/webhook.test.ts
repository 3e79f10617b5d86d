import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/log.js';
import { postJson, webhookProblem } from '../../src/proxy/webhook.js';
import { startConnectProxy } from '../e2e/connect-proxy.js';
import { startHook } from './hook.js';

function options(given: { readonly timeout?: number; readonly waits?: readonly number[] } = {}) {
  const logged: string[] = [];
  const over = new AbortController();
  const log = createLog('debug', (line) => logged.push(line));
  return { logged, over, options: { log, signal: over.signal, waits: [1, 1], ...given } };
}

describe('webhookProblem', () => {
  it.each(['https://example.com/x', 'http://127.0.0.1:9/x', 'http://localhost/x', 'http://[::1]:80/'])(
    'lets %s be called',
    (url) => expect(webhookProblem(url, false)).toBeUndefined(),
  );

  it.each([
    ['http://example.com/x', 'it is not https, and not on this machine'],
    ['http://127.0.0.1.example.com/', 'it is not https, and not on this machine'],
    ['ftp://example.com/x', 'it is no http(s) URL'],
    ['https://ada:secret@example.com/x', 'its URL holds credentials'],
    ['hook', 'it is no URL'],
  ])('does not let %s be called', (url, problem) => {
    expect(webhookProblem(url, false)).toBe(problem);
  });

  it('lets http to another machine be called if that is allowed', () => {
    expect(webhookProblem('http://example.com/x', true)).toBeUndefined();
    expect(webhookProblem('file:///etc/passwd', true)).toBeDefined();
  });
});

describe('postJson', () => {
  it('posts once where it is taken', async () => {
    const hook = await startHook();
    const { options: given, logged } = options();
    expect(await postJson(hook.url, { a: 1 }, given)).toBe(true);
    expect(hook.posts).toEqual([{ a: 1 }]);
    expect(logged).toEqual([]);
  });

  it.each([
    ['the server fails', 500, 503],
    ['it is told to slow down', 429, 429],
    ['the connection breaks', 0, 0],
  ])('tries twice more where %s', async (_, first, second) => {
    const hook = await startHook(first, second);
    expect(await postJson(hook.url, {}, options().options)).toBe(true);
    expect(hook.posts).toHaveLength(3);
  });

  it('gives up after the third try, and logs the host without the path', async () => {
    const hook = await startHook(500, 500, 500);
    const { options: given, logged } = options();
    expect(await postJson(hook.url, {}, given)).toBe(false);
    expect(hook.posts).toHaveLength(3);
    expect(logged).toHaveLength(1);
    expect(JSON.parse(logged[0]!)).toMatchObject({ level: 'warn', reason: 'status 500' });
    expect(logged[0]).toContain(new URL(hook.url).host);
    expect(logged[0]).not.toContain('s3cret');
  });

  it.each([400, 401, 404, 302])('does not try again on %s', async (status) => {
    const hook = await startHook(status);
    expect(await postJson(hook.url, {}, options().options)).toBe(false);
    expect(hook.posts).toHaveLength(1);
  });

  it('does not wait for ever', async () => {
    const { options: given, logged } = options({ timeout: 1, waits: [] });
    expect(await postJson('http://127.0.0.1:9/x', {}, given)).toBe(false);
    expect(logged).toHaveLength(1);
  });

  it("goes through the company's proxy where there is one", async () => {
    const hook = await startHook(500);
    const { host, asked } = await startConnectProxy(Number(new URL(hook.url).port));
    const proxyOf = (origin: string) =>
      origin === 'http://hooks.example.com' ? { origin: `http://${host}` } : undefined;
    const given = { ...options().options, proxyOf };
    expect(await postJson('http://hooks.example.com/hook/s3cret?x=1', { a: 1 }, given)).toBe(true);
    expect(hook.posts).toEqual([{ a: 1 }, { a: 1 }]);
    expect(asked.map(({ target }) => target)).toEqual(['hooks.example.com:80', 'hooks.example.com:80']);
  });

  it('says which way was closed where the proxy opens none, and not its password', async () => {
    const hook = await startHook();
    const { host } = await startConnectProxy(Number(new URL(hook.url).port), 'Basic other');
    const { options: given, logged } = options();
    const proxyOf = () => ({ origin: `http://${host}`, authorization: 'Basic s3cret' });
    expect(await postJson('http://hooks.example.com/', {}, { ...given, proxyOf })).toBe(false);
    expect(JSON.parse(logged[0]!)).toMatchObject({ reason: 'PROXY_407' });
    expect(logged[0]).not.toContain('s3cret');
  });

  it('ends between two tries when it is told to', async () => {
    const hook = await startHook(500);
    const { options: given, over } = options({ waits: [600_000] });
    const posted = postJson(hook.url, {}, given);
    setTimeout(() => over.abort(), 50);
    expect(await posted).toBe(false);
  });
});
