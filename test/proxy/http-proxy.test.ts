import { expect, it } from 'vitest';
import { readHttpProxies } from '../../src/proxy/http-proxy.js';

const API = 'https://api.example.com';
const proxy = 'http://proxy.example.com:3128';

it.each<[origin: string, env: Record<string, string>, reached: string | undefined]>([
  [API, {}, undefined],
  [API, { HTTPS_PROXY: proxy }, proxy],
  [API, { https_proxy: proxy, HTTPS_PROXY: 'http://other:1' }, proxy],
  [API, { https_proxy: '', HTTPS_PROXY: proxy }, undefined],
  [API, { HTTPS_PROXY: 'proxy.example.com:3128' }, proxy],
  [API, { HTTPS_PROXY: 'https://proxy.example.com' }, 'https://proxy.example.com'],
  [API, { HTTP_PROXY: proxy }, undefined],
  ['http://gateway.example.com', { HTTP_PROXY: proxy }, proxy],
  ['http://gateway.example.com', { HTTPS_PROXY: proxy }, undefined],
  ['http://127.0.0.1:11434', { HTTP_PROXY: proxy }, undefined],
  ['http://127.9.9.9', { HTTP_PROXY: proxy }, undefined],
  ['http://localhost:8080', { HTTP_PROXY: proxy }, undefined],
  ['https://[::1]:8443', { HTTPS_PROXY: proxy }, undefined],
])('%s with %j is reached through %s', (origin, env, reached) => {
  expect(readHttpProxies(env)(origin)?.origin).toBe(reached);
});

it.each<[exceptions: string, origin: string, isDirect: boolean]>([
  ['*', API, true],
  ['api.example.com', API, true],
  ['API.Example.com', API, true],
  ['example.com', API, true],
  ['.example.com', API, true],
  ['*.example.com', API, true],
  ['other.com, example.com', API, true],
  ['other.com example.com', API, true],
  ['ample.com', API, false],
  ['api.example.com:443', API, true],
  ['api.example.com:8443', API, false],
  ['api.example.com:8443', `${API}:8443`, true],
  ['10.1.2.3', 'https://10.1.2.3', true],
  ['10.0.0.0/8', 'https://10.1.2.3', true],
  ['10.0.0.0/8', 'https://11.1.2.3', false],
  ['10.0.0.0/99', 'https://10.1.2.3', false],
  ['fd00::/8', 'https://[fd00::1]', true],
  ['fd00::1', 'https://[fd00::1]', true],
  ['[fd00::1]:443', 'https://[fd00::1]', true],
  [',,', API, false],
])('NO_PROXY=%s makes %s direct: %s', (exceptions, origin, isDirect) => {
  const proxyOf = readHttpProxies({ HTTPS_PROXY: proxy, NO_PROXY: exceptions });
  expect(proxyOf(origin) === undefined).toBe(isDirect);
});

it('takes credentials out of the address, with their percent signs resolved', () => {
  const { origin, authorization } = readHttpProxies({ HTTPS_PROXY: 'http://me:p%40ss%@proxy:1' })(API)!;
  expect(origin).toBe('http://proxy:1');
  expect(authorization).toBe(`Basic ${Buffer.from('me:p%40ss%').toString('base64')}`);
  const resolved = readHttpProxies({ HTTPS_PROXY: 'http://me:p%40ss@proxy:1' })(API)!;
  expect(resolved.authorization).toBe(`Basic ${Buffer.from('me:p@ss').toString('base64')}`);
});

it.each(['socks5://me:hush@proxy:1080', 'http://', 'http://me:hush@:1', 'http://me:hush@host:port'])(
  'says that %s is no proxy, and does not repeat it',
  (value) => {
    const thrown = (() => {
      try {
        readHttpProxies({ HTTPS_PROXY: value });
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toMatchObject({ code: 'invalid_input', message: expect.stringMatching('HTTPS_PROXY') });
    expect(JSON.stringify(thrown)).not.toContain('hush');
    expect(String((thrown as Error).stack)).not.toContain('hush');
  },
);
