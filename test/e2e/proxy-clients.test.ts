import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startProxy } from '../proxy/proxy.js';
import type { Recorded } from '../upstream/record.js';
import { type Answer, type Failure, type Script, say } from '../upstream/script.js';
import { sessions, toolSession } from '../upstream/sessions.js';
import { startUpstream } from '../upstream/upstream.js';
import { temporaryFolder } from './connect.js';
import { startProxyProcess } from './proxy-process.js';

/** Header fields that belong to the connection. Each side of the proxy has its own. */
const CONNECTION = /^(?:host|connection|keep-alive): .*\r\n/gim;

/** The request's every byte, but for what belongs to the connection. */
function bytesOf({ raw }: Recorded): string {
  const end = raw.indexOf('\r\n\r\n') + 2;
  return raw.toString('latin1', 0, end).replace(CONNECTION, '') + raw.toString('latin1', end);
}

async function upstreamFor(script: Script) {
  // a clock that stands still, so that both upstreams bill the same
  const upstream = await startUpstream({ script, now: () => 0 });
  onTestFinished(() => upstream.close());
  return upstream;
}

/** The same answers, sent in another way. */
const sent =
  (how: Omit<Answer, 'parts'>): (() => Script) =>
  () => {
    const script = toolSession();
    return (asked) => {
      const answer = script(asked);
      return { ...('parts' in answer ? answer : { parts: answer }), ...how };
    };
  };

const ways: readonly (readonly [name: string, script: () => Script])[] = [
  ['as they come', toolSession],
  ['in gzip', sent({ coding: 'gzip' })],
  ['in br, 61 bytes a chunk', sent({ coding: 'br', chunkSize: 61 })],
  ['7 bytes a chunk', sent({ chunkSize: 7 })],
];

describe.each(ways)('through the proxy, answers %s', (_, script) => {
  it.each(sessions)('$name sees and sends what it does without', async ({ run, requests }) => {
    const direct = await upstreamFor(script());
    const proxied = await upstreamFor(script());
    const proxy = await startProxy(proxied.url);

    expect(await run(proxy.url)).toEqual(await run(direct.url));
    expect(proxied.requests).toHaveLength(requests);
    expect(proxied.requests.map(bytesOf)).toEqual(direct.requests.map(bytesOf));

    await vi.waitFor(() => expect(proxy.exchanges).toHaveLength(requests));
    for (const [index, { outcome, usage }] of proxy.exchanges.entries()) {
      expect(outcome).toBe(proxied.requests[index]!.method === 'HEAD' ? 'probed' : 'complete');
      const billed = proxied.requests[index]!.usage;
      if (billed) expect(usage).toEqual(billed);
    }
  });
});

/** A whole `ctxopt proxy` at a level, without marks of its own, before an upstream that bills a token a block. */
async function startWhole(level: string) {
  const { folder, remove } = await temporaryFolder();
  onTestFinished(remove);
  const options = { now: () => 0, countTokens: () => 1 };
  const [direct, proxied] = [await startUpstream(options), await startUpstream(options)];
  onTestFinished(() => Promise.all([direct.close(), proxied.close()]).then(() => {}));
  const config = `defaults: { level: ${level}, promptCaching: false }\n`;
  const proxy = await startProxyProcess({ home: `${folder}/home`, upstream: proxied.url, config });
  return { direct, proxied, proxy };
}

describe('a whole `ctxopt proxy`', () => {
  it.each(['off', 'lossless'])(
    'at the level %s, with nothing to optimize, sends and answers what passes without it',
    async (level) => {
      const { direct, proxied, proxy } = await startWhole(level);
      for (const { name, run, requests } of sessions) {
        for (const upstream of [direct, proxied]) upstream.follow(toolSession());
        expect(await run(proxy.url), name).toEqual(await run(direct.url));
        const came = proxied.take().map(bytesOf);
        expect(came, name).toHaveLength(requests);
        expect(came, name).toEqual(direct.take().map(bytesOf));
      }
      await proxy.stop();
      expect(proxy.logged().filter((message) => !message.endsWith('the time was over'))).toEqual([]);
    },
  );

  it('answers the same when it optimizes', async () => {
    const { direct, proxied, proxy } = await startWhole('balanced');
    let saved = 0;
    for (const { name, run } of sessions) {
      for (const upstream of [direct, proxied]) upstream.follow(toolSession('build.log'));
      expect(await run(proxy.url), name).toEqual(await run(direct.url));
      saved += bytesIn(direct.take()) - bytesIn(proxied.take());
    }
    expect(saved).toBeGreaterThan(100_000);
  });
});

function bytesIn(requests: readonly Recorded[]): number {
  return requests.reduce((sum, { body }) => sum + body.length, 0);
}

const failures: readonly Failure[] = [
  { kind: 'status', status: 400, type: 'invalid_request_error' },
  { kind: 'status', status: 401, type: 'authentication_error' },
  { kind: 'status', status: 429, type: 'rate_limit_error', retryAfter: '17' },
  { kind: 'status', status: 429, type: 'rate_limit_error' },
  { kind: 'status', status: 500, type: 'api_error' },
  { kind: 'status', status: 529, type: 'overloaded_error' },
  { kind: 'truncated' },
  { kind: 'invalid_json' },
  { kind: 'error_event', type: 'overloaded_error' },
];

/** What a client makes of an answer that may fail, in both forms. */
async function outcomes(url: string): Promise<readonly unknown[]> {
  const claude = new Anthropic({ baseURL: url, apiKey: 'k', maxRetries: 0, logLevel: 'off' });
  const gpt = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'k', maxRetries: 0, logLevel: 'off' });
  const messages = [{ role: 'user' as const, content: 'Hello' }];
  const params = { model: 'claude-opus-5', max_tokens: 10, messages };
  const chat = { model: 'gpt-4.1', messages };
  const asked = [
    () => claude.messages.create(params),
    () => claude.messages.stream(params).finalMessage(),
    () => gpt.chat.completions.create(chat),
    () => gpt.chat.completions.stream(chat).finalChatCompletion(),
    () => gpt.responses.create({ model: 'gpt-5.6-sol', input: 'Hello' }),
    () => gpt.responses.stream({ model: 'gpt-5.6-sol', input: 'Hello' }).finalResponse(),
  ];
  const seen: unknown[] = [];
  for (const one of asked) {
    const result: unknown = await one().catch((thrown: unknown) => thrown);
    if (!(result instanceof Error)) seen.push(JSON.parse(JSON.stringify(result)));
    else if (result instanceof Anthropic.APIError || result instanceof OpenAI.APIError) {
      const { name, message, status, error, headers } = result;
      seen.push({ name, message, status, error, retryAfter: headers?.get('retry-after') });
    } else seen.push({ name: result.name, message: result.message });
  }
  return seen;
}

describe('a failing provider', () => {
  it.each(failures)('looks through the proxy as it is: $kind $status $type $retryAfter', async (failure) => {
    const script: Script = () => ({
      parts: [say('An answer in some pieces, of which not all come.')],
      failure,
    });
    const direct = await upstreamFor(script);
    const proxied = await upstreamFor(script);
    const proxy = await startProxy(proxied.url);
    const seen = await outcomes(proxy.url);
    expect(seen).toEqual(await outcomes(direct.url));

    await vi.waitFor(() => expect(proxy.exchanges).toHaveLength(seen.length));
    if (failure.kind === 'status') {
      expect(proxy.exchanges.map(({ status }) => status)).toEqual(seen.map(() => failure.status));
      expect(proxy.exchanges.map(({ error }) => error)).toEqual(seen.map(() => failure.type));
    }
    if (failure.kind === 'error_event') {
      const streamed = proxy.exchanges.filter((_, index) => index % 2 === 1);
      expect(streamed[0]?.error).toBe('overloaded_error');
      expect(streamed.map(({ status, error }) => status === 200 && error !== undefined)).toEqual([
        true,
        true,
        true,
      ]);
    }
  });
});
