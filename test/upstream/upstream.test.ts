import http from 'node:http';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import { type Answer, type Failure, inTurn, type Script, say } from './script.js';
import { refusingUrl, startUpstream, type Upstream, type UpstreamOptions } from './upstream.js';

let upstream: Upstream | undefined;
const start = async (options?: UpstreamOptions) => {
  upstream = await startUpstream(options);
  return upstream;
};
afterEach(async () => {
  await upstream?.close();
  upstream = undefined;
});

const anthropic = (url: string) =>
  new Anthropic({ baseURL: url, apiKey: 'k', maxRetries: 0, logLevel: 'off' });
const openai = (url: string) =>
  new OpenAI({ baseURL: `${url}/v1`, apiKey: 'k', maxRetries: 0, logLevel: 'off' });
const hello = {
  model: 'claude-opus-4-8',
  max_tokens: 10,
  messages: [{ role: 'user' as const, content: 'Hello' }],
};

interface Got {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly chunks: readonly Buffer[];
  readonly isWhole: boolean;
}

/** A request with node's own client, which shows chunks and codings as they are. */
function post(url: string, body: unknown): Promise<Got> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const request = http.request(url, { method: 'POST', agent: false }, (response) => {
      const done = () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          chunks,
          isWhole: response.complete,
        });
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', done).on('error', done);
    });
    // once the head is there, the promise is the response's to settle
    request.on('response', () => request.off('error', reject).on('error', () => {}));
    request.on('error', reject).end(JSON.stringify(body));
  });
}

describe('what it records', () => {
  it('is every byte of a request, on a connection that is used again', async () => {
    const { port, requests } = await start();
    const one =
      'POST /v1/messages?beta=true HTTP/1.1\r\nHOST: x\r\nX-Odd:   spaced  \r\nx-odd: again\r\ncontent-length: 4\r\n\r\n{"":';
    const two =
      'PUT /any HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTrailer: t\r\n\r\n3\r\nabc\r\n0\r\nt: end\r\n\r\n';
    const socket = net.connect(port, '127.0.0.1');
    for (const [index, request] of [one, two].entries()) {
      for (const byte of Buffer.from(request)) socket.write(Buffer.of(byte));
      while (requests.length <= index) await sleep(5);
      await sleep(20);
    }
    socket.destroy();
    expect(requests.map(({ raw }) => raw.toString())).toEqual([one, two]);
    expect(requests.map(({ body }) => body.toString())).toEqual(['{"":', 'abc']);
    expect(requests[0]).toMatchObject({ method: 'POST', path: '/v1/messages?beta=true' });
    expect(requests[0]!.rawHeaders).toEqual([
      'HOST',
      'x',
      'X-Odd',
      'spaced',
      'x-odd',
      'again',
      'content-length',
      '4',
    ]);
    expect(requests[1]!.rawTrailers).toEqual(['t', 'end']);
  });

  it('is that the client went away', async () => {
    const { url, requests } = await start({ script: () => ({ parts: [say('a'.repeat(500))], pause: 5 }) });
    const stream = anthropic(url).messages.stream(hello);
    stream.on('text', () => stream.abort());
    await expect(stream.finalMessage()).rejects.toThrow('aborted');
    await expect.poll(() => requests[0]!.isAborted).toBe(true);
  });
});

describe('what it bills', () => {
  const block = (text: string) => ({
    type: 'text' as const,
    text: text.padEnd(40_000, '.'),
    cache_control: { type: 'ephemeral' as const },
  });
  const ask = { ...hello, system: [block('system')] };

  it('is what the provider’s cache makes of it, in documents and in streams', async () => {
    let time = 0;
    const { url, requests } = await start({ now: () => time });
    const client = anthropic(url);
    const first = await client.messages.create(ask);
    expect(first.usage).toMatchObject({
      input_tokens: 2,
      cache_creation_input_tokens: 10_000,
      cache_read_input_tokens: 0,
      cache_creation: { ephemeral_5m_input_tokens: 10_000, ephemeral_1h_input_tokens: 0 },
    });
    time += 299_999;
    const second = await client.messages.stream(ask).finalMessage();
    expect(second.usage).toMatchObject({ cache_creation_input_tokens: 0, cache_read_input_tokens: 10_000 });
    time += 300_000;
    const third = await client.messages.create(ask);
    expect(third.usage).toMatchObject({ cache_creation_input_tokens: 10_000, cache_read_input_tokens: 0 });
    expect(requests.map(({ usage }) => usage?.cacheRead)).toEqual([0, 10_000, 0]);
  });

  it('is refused with more marks than four', async () => {
    const { url } = await start();
    const content = Array.from({ length: 5 }, (_, index) => block(`${index}`));
    const refused = anthropic(url).messages.create({ ...hello, messages: [{ role: 'user', content }] });
    await expect(refused).rejects.toThrow(Anthropic.BadRequestError);
    await expect(refused).rejects.toThrow('maximum of 4 blocks');
  });

  it('contains the cache in OpenAI’s prompt tokens', async () => {
    const { url } = await start();
    const body = { model: 'gpt-4.1', messages: [{ role: 'user' as const, content: 'x'.repeat(8_024) }] };
    const client = openai(url);
    await client.chat.completions.create(body);
    const { usage } = await client.chat.completions.create(body);
    expect(usage).toMatchObject({ prompt_tokens: 2_006, prompt_tokens_details: { cached_tokens: 1_920 } });
  });
});

describe('how it sends', () => {
  const stream = { ...hello, stream: true };
  const text = 'Grüße 世界 🌍 '.repeat(20);
  const got = async (answer: Omit<Answer, 'parts'>, body: unknown = stream) => {
    const { url } = await start({ script: () => ({ parts: [say(text)], ...answer }) });
    return post(`${url}/v1/messages`, body);
  };

  it('is an event a chunk, with pauses where the script says', async () => {
    const waits: number[] = [];
    const { chunks, headers } = await got({
      pause: async (chunk) => {
        waits.push(chunk);
        await sleep(5);
      },
    });
    expect(headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(headers['content-length']).toBeUndefined();
    expect(waits).toHaveLength(chunks.length);
    for (const chunk of chunks) expect(chunk.toString()).toMatch(/^event: \w+\ndata: \{.*\}\n\n$/s);
  });

  it('is chunks of any size', async () => {
    const { chunks } = await got({ chunkSize: 7, pause: 1 });
    expect(Math.max(...chunks.map(({ length }) => length))).toBe(7);
    expect(Buffer.concat(chunks).toString()).toContain('event: message_stop');
  });

  it('is compressed on demand, so that each event can be read when it comes', async () => {
    const { chunks, headers } = await got({ coding: 'gzip', pause: 3 });
    expect(headers['content-encoding']).toBe('gzip');
    expect(chunks.length).toBeGreaterThan(5);
    expect(gunzipSync(Buffer.concat(chunks)).toString()).toContain('event: message_stop');
  });

  it.each(['gzip', 'br', 'deflate'] as const)('is understood by the SDK in %s', async (coding) => {
    const { url } = await start({ script: () => ({ parts: [say(text)], coding }) });
    expect((await anthropic(url).messages.create(hello)).content).toMatchObject([{ text }]);
    expect(await anthropic(url).messages.stream(hello).finalText()).toBe(text);
  });
});

describe('how it fails', () => {
  const failing =
    (failure: Failure): Script =>
    () => ({ parts: [say('something to say, in some pieces')], failure });
  const startFailing = async (failure: Failure) => (await start({ script: failing(failure) })).url;

  it.each([
    [429, 'rate_limit_error', '7', Anthropic.RateLimitError],
    [429, 'rate_limit_error', undefined, Anthropic.RateLimitError],
    [500, 'api_error', undefined, Anthropic.InternalServerError],
    [529, 'overloaded_error', undefined, Anthropic.InternalServerError],
  ])('with %i %s, retry-after %s', async (status, type, retryAfter, kind) => {
    const url = await startFailing({ kind: 'status', status, type, ...(retryAfter ? { retryAfter } : {}) });
    const error = await anthropic(url)
      .messages.create(hello)
      .catch((thrown) => thrown);
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ status, error: { error: { type } } });
    expect(error.headers.get('retry-after')).toBe(retryAfter ?? null);
    await expect(openai(url).models.list()).rejects.toMatchObject({ status, type });
  });

  it('with a refused connection', async () => {
    await expect(post(await refusingUrl(), hello)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('with a reset before the head, after it, and in the middle', async () => {
    const before = await startFailing({ kind: 'reset', when: 'before_head' });
    await expect(post(`${before}/v1/messages`, hello)).rejects.toMatchObject({ code: 'ECONNRESET' });
    for (const isStream of [true, false]) {
      for (const when of ['after_head', 'mid_body'] as const) {
        upstream!.follow(failing({ kind: 'reset', when }));
        const { status, chunks, isWhole } = await post(`${before}/v1/messages`, {
          ...hello,
          stream: isStream,
        });
        expect([status, isWhole]).toEqual([200, false]);
        expect(chunks.length > 0).toBe(when === 'mid_body');
      }
    }
  });

  it('with half an answer that ends in good order', async () => {
    const url = await startFailing({ kind: 'truncated' });
    const { isWhole, chunks } = await post(`${url}/v1/messages`, { ...hello, stream: true });
    expect(isWhole).toBe(true);
    expect(Buffer.concat(chunks).toString()).toMatch(/^event: message_start/);
    expect(Buffer.concat(chunks).toString()).not.toContain('message_stop');
    await expect(anthropic(url).messages.stream(hello).finalMessage()).rejects.toThrow();
  });

  it('with what is no JSON', async () => {
    const url = await startFailing({ kind: 'invalid_json' });
    await expect(anthropic(url).messages.create(hello)).rejects.toThrow(/JSON/);
    await expect(anthropic(url).messages.stream(hello).finalMessage()).rejects.toThrow();
  });

  it('with an error in mid-stream, in the form of each API', async () => {
    const url = await startFailing({ kind: 'error_event', type: 'overloaded_error' });
    await expect(anthropic(url).messages.stream(hello).finalMessage()).rejects.toMatchObject({
      error: { error: { type: 'overloaded_error' } },
    });
    const chat = { model: 'gpt-4.1', messages: hello.messages };
    await expect(openai(url).chat.completions.stream(chat).finalChatCompletion()).rejects.toThrow(
      'told to fail',
    );
    const lines = Buffer.concat((await post(`${url}/api/chat`, chat)).chunks)
      .toString()
      .trim()
      .split('\n');
    expect(JSON.parse(lines.at(-1)!)).toEqual({ error: 'The upstream was told to fail.' });
  });

  it('with silence', async () => {
    const url = await startFailing({ kind: 'silence' });
    const client = new Anthropic({ baseURL: url, apiKey: 'k', maxRetries: 0, timeout: 100 });
    await expect(client.messages.create(hello)).rejects.toThrow(Anthropic.APIConnectionTimeoutError);
    expect(upstream!.requests).toHaveLength(1);
  });

  it('for one request, and then no more', async () => {
    const failure: Failure = { kind: 'status', status: 529, type: 'overloaded_error', retryAfter: '0' };
    const { url, requests } = await start({ script: inTurn({ parts: [], failure }, [say('now')]) });
    const client = new Anthropic({ baseURL: url, apiKey: 'k', maxRetries: 1 });
    expect((await client.messages.create(hello)).content).toMatchObject([{ text: 'now' }]);
    expect(requests).toHaveLength(2);
  });
});
