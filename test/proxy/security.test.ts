import { describe, expect, it } from 'vitest';
import { readUpstreams } from '../../src/proxy/upstreams.js';
import { ask, exchangeBytes } from './ask.js';
import { startProxy } from './proxy.js';
import { deadUrl, startUpstream } from './upstream.js';

async function start(options: Parameters<typeof startProxy>[1] = {}) {
  const upstream = await startUpstream((response, { url }) => response.end(url));
  return { upstream, proxy: await startProxy(upstream.url, options) };
}

const get = (target: string, ...fields: string[]) =>
  `${[`GET ${target} HTTP/1.1`, ...fields, 'Connection: close'].join('\r\n')}\r\n\r\n`;

describe('Host and Origin', () => {
  it.each([
    ['Host: evil.example', 403],
    ['Host: evil.example:7337', 403],
    ['Host: localhost.evil.example', 403],
    ['Host: 127.0.0.1.evil.example', 403],
    ['Host: localhost:1@evil.example', 403],
    ['Host: ', 403],
    ['Host: LOCALHOST:1', 200],
    ['Host: [::1]:7337', 200],
    ['Host: localhost\r\nOrigin: https://evil.example', 403],
    ['Host: localhost\r\nOrigin: null', 403],
    ['Host: localhost\r\nOrigin: http://localhost.evil.example', 403],
    ['Host: localhost\r\nOrigin: http://localhost@evil.example', 403],
    ['Host: localhost\r\nOrigin: http://localhost:3000', 200],
    ['Host: localhost\r\nSec-Fetch-Site: cross-site', 403],
    ['Host: localhost\r\nSec-Fetch-Site: same-origin', 200],
  ])('%j gets %i', async (fields, status) => {
    const { upstream, proxy } = await start();
    expect(await exchangeBytes(proxy.url, get('/v1/x', fields))).toMatch(`HTTP/1.1 ${status} `);
    expect(upstream.requests).toHaveLength(status === 200 ? 1 : 0);
    expect(await exchangeBytes(proxy.url, get('/health', fields))).toMatch(`HTTP/1.1 ${status} `);
  });

  it('on every interface takes any Host, but no foreign Origin', async () => {
    const { proxy } = await start({ host: '0.0.0.0', requiresKeys: true });
    const url = proxy.url.replace('0.0.0.0', '127.0.0.1');
    expect(await exchangeBytes(url, get('/v1/x', 'Host: box.lan'))).toMatch('HTTP/1.1 200 ');
    expect(await exchangeBytes(url, get('/v1/x', 'Host: box.lan', 'Origin: http://evil.example'))).toMatch(
      'HTTP/1.1 403 ',
    );
  });

  it.each(['0.0.0.0', '::', '192.168.1.7', 'box.lan'])('%s is not listened on without keys', async (host) => {
    await expect(startProxy('http://127.0.0.1:1', { host })).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('targets', () => {
  it('an absolute one is taken if it names the proxy, and is forwarded as a path', async () => {
    const { upstream, proxy } = await start();
    await exchangeBytes(proxy.url, get(`${proxy.url}/v1/x?y=1`, 'Host: evil.example'));
    expect(upstream.requests[0]!.url).toBe('/v1/x?y=1');
  });

  it.each([
    ['http://evil.example/v1/x', 403],
    ['http://127.0.0.1@evil.example/v1/x', 403],
    ['http://localhost', 200],
    ['http://localhost?x', 200],
    ['*', 400],
  ])('%s gets %i', async (target, status) => {
    const { upstream, proxy } = await start();
    const method = target === '*' ? 'OPTIONS' : 'GET';
    const answer = await exchangeBytes(proxy.url, get(target, 'Host: localhost').replace('GET', method));
    expect(answer).toMatch(`HTTP/1.1 ${status} `);
    expect(upstream.requests).toHaveLength(status === 200 ? 1 : 0);
  });

  it('CONNECT is refused', async () => {
    const { proxy } = await start();
    const answer = await exchangeBytes(
      proxy.url,
      'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n',
    );
    expect(answer).toMatch('HTTP/1.1 405 ');
    expect((await ask(proxy.url, { method: 'GET' })).status).toBe(200);
  });

  it.each([
    '/v1/../../admin',
    '/..',
    '/v1/..?x',
    '/v1/%2e%2e/x',
    '/v1/.%2E/x',
    '/v1/x%2f..%2fy',
    '/v1/..%5cx',
    '/v1\\..\\x',
    '/v1/..;a=b/x',
  ])('%s does not leave the folder of the upstream', async (path) => {
    const upstream = await startUpstream((response) => response.end());
    const proxy = await startProxy(`${upstream.url}/team/a`);
    expect(await exchangeBytes(proxy.url, get(path, 'Host: localhost'))).toMatch('HTTP/1.1 400 ');
    expect(upstream.requests).toEqual([]);
  });

  it.each(['/../admin', '/v1/../admin', '/v1/x/%2e%2e/..'])(
    '%s does not leave the /v1 that an upstream was given with',
    async (path) => {
      const upstream = await startUpstream((response) => response.end());
      const proxy = await startProxy(`${upstream.url}/v1`);
      expect(await exchangeBytes(proxy.url, get(path, 'Host: localhost'))).toMatch('HTTP/1.1 400 ');
      expect(upstream.requests).toEqual([]);
    },
  );

  it.each(['/v1/..x', '/v1/x..', '/v1/...', '/v1/x?y=../..', '/v1/./x'])('%s stays in it', async (path) => {
    const upstream = await startUpstream((response) => response.end());
    const proxy = await startProxy(`${upstream.url}/team/a/`);
    await exchangeBytes(proxy.url, get(path, 'Host: localhost'));
    expect(upstream.requests[0]!.url).toBe(`/team/a${path}`);
  });
});

describe('requests that are read in two ways', () => {
  const smuggled = 'GET /admin HTTP/1.1\r\nHost: localhost\r\n\r\n';
  it.each([
    ['a length and chunks', `Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['chunks and a length', `Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${smuggled}`],
    ['two lengths', `Content-Length: 0\r\nContent-Length: 40\r\n\r\n${smuggled}`],
    ['a list of lengths', `Content-Length: 0, 40\r\n\r\n${smuggled}`],
    ['an odd encoding', `Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['chunked and more', `Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${smuggled}`],
    ['a space before the colon', `Content-Length : 4\r\n\r\n${smuggled}`],
    ['a folded line', `X: 1\r\n Content-Length: 4\r\n\r\n${smuggled}`],
    ['a bare line feed in a chunk', `Transfer-Encoding: chunked\r\n\r\n1\nx\r\n0\r\n\r\n${smuggled}`],
  ])('%s: refused', async (_, rest) => {
    const { upstream, proxy } = await start();
    const answer = await exchangeBytes(proxy.url, `POST /v1/x HTTP/1.1\r\nHost: localhost\r\n${rest}`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(upstream.requests).toEqual([]);
  });

  it.each(['gzip, chunked', 'gzip\r\nTransfer-Encoding: chunked', 'x, Chunked'])(
    'transfer codings that end at a connection, and that nobody undoes: %j gets 501',
    async (codings) => {
      const { upstream, proxy } = await start();
      const sent = `POST /v1/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: ${codings}\r\n\r\n2\r\nhi\r\n0\r\n\r\n`;
      expect(await exchangeBytes(proxy.url, sent)).toMatch(/^HTTP\/1\.1 501 /);
      expect(upstream.requests).toEqual([]);
    },
  );

  it('a head that is too long', async () => {
    const { upstream, proxy } = await start();
    const answer = await exchangeBytes(
      proxy.url,
      get('/v1/x', 'Host: localhost', `X: ${'x'.repeat(70_000)}`),
    );
    expect(answer).toMatch('HTTP/1.1 431 ');
    expect(upstream.requests).toEqual([]);
  });
});

it('no credential is logged, answered or observed', async () => {
  const secrets = ['sk-ant-secret-1234567890', 'plain-secret', 'query-secret', 'cookie-secret'];
  const dead = await deadUrl();
  const { upstream, proxy } = await start();
  const down = await startProxy(dead);
  const headers = [
    ...['Authorization', `Bearer ${secrets[0]}`, 'X-API-Key', secrets[1]!, 'Cookie', secrets[3]!],
    ...['Content-Length', '2'],
  ];
  const asked = { path: `/v1/messages?key=${secrets[2]}`, headers, body: '{}' };
  await ask(proxy.url, asked);
  expect(upstream.requests[0]!.rawHeaders).toContain(secrets[1]);
  const answer = await ask(down.url, asked);
  expect(answer.status).toBe(502);
  const said = JSON.stringify([
    proxy.logged,
    proxy.exchanges,
    down.logged,
    down.exchanges,
    answer.text,
    answer.rawHeaders,
  ]);
  expect(down.logged.join()).toContain('ECONNREFUSED');
  for (const secret of secrets) expect(said).not.toContain(secret);
  expect(() => readUpstreams([`x=https://user:${secrets[1]}@host`], {})).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining(secrets[1]!) }),
  );
});
