import { describe, expect, it } from 'vitest';
import { endpointOf } from '../../src/proxy/endpoints.js';
import { readUpstreams, routeOf } from '../../src/proxy/upstreams.js';
import { ask } from './ask.js';
import { startProxy } from './proxy.js';

/** `name origin+prefix+path provider` of where a request goes. */
function goes(
  upstreams: ReturnType<typeof readUpstreams>,
  method: string,
  target: string,
  headers: Record<string, string> = {},
): string | undefined {
  const route = routeOf(upstreams, method, target, headers);
  return (
    route &&
    `${route.upstream.name} ${route.upstream.origin}${route.upstream.prefix}${route.path} ${route.provider}`
  );
}

describe('by what the request is', () => {
  const upstreams = readUpstreams([], {});
  const anthropic = 'anthropic https://api.anthropic.com';
  const openai = 'openai https://api.openai.com';
  const ollama = 'ollama http://127.0.0.1:11434';
  it.each<[string, string, Record<string, string>, string | undefined]>([
    ['POST', '/v1/messages?beta=true', {}, `${anthropic}/v1/messages?beta=true anthropic`],
    ['POST', '/v1/messages/count_tokens', {}, `${anthropic}/v1/messages/count_tokens anthropic`],
    ['POST', '/v1/messages/batches', {}, `${anthropic}/v1/messages/batches anthropic`],
    ['POST', '/v1/complete', {}, `${anthropic}/v1/complete anthropic`],
    ['HEAD', '/api/hello', {}, `${anthropic}/api/hello anthropic`],
    ['GET', '/v1/models', { 'anthropic-version': '2023-06-01' }, `${anthropic}/v1/models anthropic`],
    ['GET', '/v1/models', {}, `${openai}/v1/models openai`],
    ['POST', '/v1/chat/completions', {}, `${openai}/v1/chat/completions openai`],
    ['POST', '/v1/completions', {}, `${openai}/v1/completions openai`],
    ['POST', '/v1/messages-of-mine', {}, `${openai}/v1/messages-of-mine openai`],
    ['POST', '/api/chat', {}, `${ollama}/api/chat ollama`],
    ['GET', '/api/tags', {}, `${ollama}/api/tags ollama`],
    ['POST', '/ollama/v1/chat/completions', {}, `${ollama}/v1/chat/completions ollama`],
    ['GET', '/anthropic/v1/models', {}, `${anthropic}/v1/models anthropic`],
    ['GET', '/openai', {}, `${openai}/ openai`],
    ['GET', '/openai?x', {}, `${openai}/?x openai`],
    ['GET', '/', {}, undefined],
    ['GET', '/v1', {}, undefined],
    ['GET', '/favicon.ico', {}, undefined],
    ['GET', '/openaix/v1/models', {}, undefined],
  ])('%s %s %j', (method, target, headers, expected) => {
    expect(goes(upstreams, method, target, headers)).toBe(expected);
  });
});

describe('configured', () => {
  it('one URL takes everything that names no other', () => {
    const upstreams = readUpstreams(['http://127.0.0.1:8080/', 'groq=https://api.groq.com/openai/v1/'], {});
    expect(goes(upstreams, 'POST', '/v1/messages')).toBe(
      'default http://127.0.0.1:8080/v1/messages anthropic',
    );
    expect(goes(upstreams, 'GET', '/')).toBe('default http://127.0.0.1:8080/ openai');
    expect(goes(upstreams, 'POST', '/groq/chat/completions')).toBe(
      'groq https://api.groq.com/openai/v1/chat/completions openai',
    );
    expect(goes(upstreams, 'POST', '/groq/v1/chat/completions')).toBe(
      'groq https://api.groq.com/openai/v1/chat/completions openai',
    );
  });

  it('a provider can be somewhere else', () => {
    const upstreams = readUpstreams(['anthropic=https://gateway.example/a=b'], {});
    expect(goes(upstreams, 'POST', '/v1/messages')).toBe(
      'anthropic https://gateway.example/a=b/v1/messages anthropic',
    );
  });

  it.each([
    ['10.0.0.2', 'http://10.0.0.2:11434'],
    ['0.0.0.0:8000', 'http://127.0.0.1:8000'],
    [':8000', 'http://127.0.0.1:8000'],
    ['https://box.lan/x', 'https://box.lan/x'],
    ['[::1]:9', 'http://[::1]:9'],
    ['', 'http://127.0.0.1:11434'],
  ])('OLLAMA_HOST=%s', (host, url) => {
    expect(goes(readUpstreams([], { OLLAMA_HOST: host }), 'GET', '/api/tags')).toBe(
      `ollama ${url}/api/tags ollama`,
    );
  });

  it.each(['127.0.0.1:7337', 'http://localhost:7337', ':7337', '[::1]:7337'])(
    'OLLAMA_HOST=%s, as its clients have it, is the proxy itself and not Ollama',
    (host) => {
      for (const own of ['127.0.0.1', '0.0.0.0']) {
        const upstreams = readUpstreams([], { OLLAMA_HOST: host }, { host: own, port: 7337 });
        expect(goes(upstreams, 'GET', '/api/tags')).toBe('ollama http://127.0.0.1:11434/api/tags ollama');
      }
    },
  );

  it.each(['http://localhost:7337/v1', 'x=http://127.0.0.1:7337', 'anthropic=http://[::1]:7337'])(
    'the proxy itself is refused: %s',
    (given) => {
      const own = { host: '127.0.0.1', port: 7337 };
      expect(() => readUpstreams([given], {}, own)).toThrow('where this proxy itself would listen');
      expect(() => readUpstreams([given.replace('7337', '7338')], {}, own)).not.toThrow();
      expect(() => readUpstreams([given.replace(':7337', '')], {}, { ...own, port: 0 })).not.toThrow();
    },
  );

  it.each([
    ['ftp://x'],
    ['x=nonsense'],
    ['x=https://h?q'],
    ['x=https://h#f'],
    ['v1=https://h'],
    ['health=https://h'],
    ['A=https://h'],
    ['=https://h'],
    ['x=https://u:p@h'],
    ['https://a', 'https://b'],
  ])('%s is refused', (...given) => {
    expect(() => readUpstreams(given, {})).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });
});

it('says what to configure where there is no upstream', async () => {
  const proxy = await startProxy('http://127.0.0.1:1', { upstreams: readUpstreams([], {}) });
  const answer = await ask(proxy.url, { method: 'GET', path: '/favicon.ico' });
  expect(answer.status).toBe(404);
  expect(JSON.parse(answer.text).error).toContain('--upstream NAME=URL');
});

describe('endpoints', () => {
  it.each([
    ['POST', '/v1/messages', 'anthropic', 'anthropic-messages'],
    ['POST', '/v1/messages/count_tokens', 'anthropic', 'anthropic-count-tokens'],
    ['GET', '/v1/models', 'anthropic', 'anthropic-models'],
    ['GET', '/v1/models', 'openai', 'openai-models'],
    ['POST', '/v1/chat/completions', 'ollama', 'openai-chat'],
    ['POST', '/chat/completions', 'openai', 'openai-chat'],
    ['POST', '/v1/responses', 'openai', 'openai-responses'],
    ['POST', '/responses', 'openai', 'openai-responses'],
    ['POST', '/v1/responses/r1/cancel', 'openai', undefined],
    ['POST', '/v1/completions', 'openai', 'openai-completions'],
    ['POST', '/v1/embeddings', 'openai', 'openai-embeddings'],
    ['POST', '/api/chat', 'ollama', 'ollama-chat'],
    ['POST', '/api/generate', 'ollama', 'ollama-generate'],
    ['POST', '/api/embed', 'ollama', 'ollama-embed'],
    ['GET', '/api/tags', 'ollama', 'ollama-tags'],
    ['GET', '/v1/messages', 'anthropic', undefined],
    ['POST', '/v1/threads/t1/messages', 'openai', undefined],
    ['POST', '/v1/messages/', 'anthropic', undefined],
  ] as const)('%s %s', (method, pathname, provider, name) => {
    expect(endpointOf(method, pathname, provider)?.name).toBe(name);
  });
});
