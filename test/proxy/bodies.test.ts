import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import type { Rewrite, RewriteRequest, Rewritten } from '../../src/proxy/exchange.js';
import { BODY_LIMIT } from '../../src/proxy/serve-proxy.js';
import { ask, open, readAnswer } from './ask.js';
import { exchangeOf, startProxy } from './proxy.js';
import { type Recorded, startBareUpstream, startUpstream } from './upstream.js';

function fieldOf({ rawHeaders }: Recorded, name: string): string | undefined {
  const at = rawHeaders.findIndex((field, nth) => nth % 2 === 0 && field.toLowerCase() === name);
  return at < 0 ? undefined : rawHeaders[at + 1];
}

const facts = { session: 's1', model: 'm1', tokensBefore: 100, tokensAfter: 40, passes: ['one', 'two'] };

const replaced =
  (text: string): Rewrite =>
  async () => ({ ...facts, body: Buffer.from(text) });

const untouched: Rewrite = async ({ body }) => ({ session: 's1', passes: [], body });

/** An upstream, and a proxy before it that rewrites. */
async function start(rewrite: Rewrite, options: Parameters<typeof startProxy>[1] = {}) {
  const upstream = await startUpstream((response) => response.end('{}'));
  return { upstream, proxy: await startProxy(upstream.url, { rewrite, ...options }) };
}

const json = (body: string | Buffer, ...headers: string[]) => ({
  body,
  headers: [
    'content-type',
    'application/json',
    ...headers,
    'Content-Length',
    String(Buffer.byteLength(body)),
  ],
});

describe('too long', () => {
  it.each(['streamed', 'to be rewritten'])('by its length: 413 at once, %s', async (how) => {
    const { upstream, proxy } = await start(untouched, { passthrough: how === 'streamed' });
    const { sent, response } = open(proxy.url, { headers: ['Content-Length', String(BODY_LIMIT + 1)] });
    sent.write('{');
    const answer = await readAnswer(await response);
    sent.on('error', () => {}).destroy();
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.text)).toMatchObject({ type: 'error', error: { type: 'request_too_large' } });
    expect(answer.text).toContain('64 MiB');
    expect(upstream.requests).toEqual([]);
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'refused', status: 413 });
  });

  it.each(['streamed', 'to be rewritten'])('found while it is read: 413, %s', async (how) => {
    let length = 0;
    const upstream = await startBareUpstream((incoming) =>
      incoming.on('data', (chunk: Buffer) => {
        length += chunk.length;
      }),
    );
    const proxy = await startProxy(upstream.url, { rewrite: untouched, passthrough: how === 'streamed' });
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    const body = [...Array.from({ length: 64 }, () => chunk), 'x'];
    const answer = await ask(proxy.url, { headers: ['Transfer-Encoding', 'chunked'], body });
    expect(answer.status).toBe(413);
    expect(length).toBeLessThanOrEqual(BODY_LIMIT);
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'refused', status: 413 });
    await vi.waitFor(() => expect(upstream.calls()).toBe(0));
  });

  it('not by one byte less', async () => {
    const upstream = await startBareUpstream((incoming, response) => {
      let length = 0;
      incoming.on('data', (chunk: Buffer) => {
        length += chunk.length;
      });
      incoming.on('end', () => response.end(String(length)));
    });
    const proxy = await startProxy(upstream.url, { rewrite: untouched });
    const answer = await ask(proxy.url, json(Buffer.alloc(BODY_LIMIT, 'x')));
    expect(answer.text).toBe(String(BODY_LIMIT));
  });
});

describe('a rewrite', () => {
  it('is given the request, and what it makes of it goes out', async () => {
    let given: RewriteRequest | undefined;
    const { upstream, proxy } = await start(async (request) => {
      given = request;
      return { ...facts, body: Buffer.from('{"é":2}') };
    });
    const answer = await ask(proxy.url, {
      ...json('{"long":1}', 'x-ctxopt-project', 'p', 'X-Kept', '1'),
      path: '/v1/messages?beta=true',
    });
    expect(given).toMatchObject({
      endpoint: { name: 'anthropic-messages' },
      project: '',
      head: { method: 'POST', path: '/v1/messages?beta=true', address: '127.0.0.1' },
    });
    expect(given!.head.headers['x-ctxopt-project']).toBe('p');
    expect(given!.body.toString()).toBe('{"long":1}');
    const got = upstream.requests[0]!;
    expect(got.body.toString()).toBe('{"é":2}');
    expect(fieldOf(got, 'content-length')).toBe('8');
    expect(fieldOf(got, 'x-kept')).toBe('1');
    expect(fieldOf(got, 'x-ctxopt-project')).toBeUndefined();
    const exchange = await exchangeOf(proxy);
    expect(exchange).toMatchObject({
      ...facts,
      endpoint: 'anthropic-messages',
      bypassed: false,
      outcome: 'complete',
    });
    expect(answer.headers).toMatchObject({
      'x-ctxopt-request-id': exchange.id,
      'x-ctxopt-tokens-before': '100',
      'x-ctxopt-tokens-after': '40',
      'x-ctxopt-saved': '60',
      'x-ctxopt-passes': 'one,two',
      'x-ctxopt-overhead-ms': expect.stringMatching(/^\d+\.\d$/),
    });
  });

  const encoders = { gzip: gzipSync, 'x-gzip': gzipSync, br: brotliCompressSync, deflate: deflateSync };
  it.each(Object.entries(encoders))(
    'reads %s, and sends what changed without it',
    async (encoding, encode) => {
      let given = '';
      const { upstream, proxy } = await start(async ({ body }) => {
        given = body.toString();
        return { ...facts, body: Buffer.from('new') };
      });
      await ask(proxy.url, json(encode('{"long":1}'), 'Content-Encoding', encoding));
      expect(given).toBe('{"long":1}');
      const got = upstream.requests[0]!;
      expect([got.body.toString(), fieldOf(got, 'content-encoding'), fieldOf(got, 'content-length')]).toEqual(
        ['new', undefined, '3'],
      );
    },
  );

  it.each(Object.entries(encoders))('sends %s as it came if nothing changed', async (encoding, encode) => {
    const { upstream, proxy } = await start(untouched);
    const bytes = encode('{"long":1}');
    await ask(proxy.url, json(bytes, 'Content-Encoding', encoding));
    const got = upstream.requests[0]!;
    expect(got.body.equals(bytes)).toBe(true);
    expect([fieldOf(got, 'content-encoding'), fieldOf(got, 'content-length')]).toEqual([
      encoding,
      String(bytes.length),
    ]);
  });

  it('sends the chunks of a body that did not change as one', async () => {
    const { upstream, proxy } = await start(untouched);
    await ask(proxy.url, { headers: ['Transfer-Encoding', 'chunked'], body: ['{"a":', '1}'] });
    expect(upstream.requests[0]!.body.toString()).toBe('{"a":1}');
  });

  it.each([
    ['an unknown encoding', json('bytes', 'Content-Encoding', 'rot13')],
    ['one encoding on another', json(gzipSync(gzipSync('{}')), 'Content-Encoding', 'gzip, gzip')],
    ['broken gzip', json('no gzip', 'Content-Encoding', 'gzip')],
    ['a bomb', json(gzipSync(Buffer.alloc(BODY_LIMIT + 1)), 'Content-Encoding', 'gzip')],
    ['what is no UTF-8', json(Buffer.from([0x7b, 0xff, 0x7d]))],
    ['a signed body', json('{}', 'Content-Digest', 'sha-256=:x:')],
    ['a body signed for AWS', json('{}', 'Authorization', 'AWS4-HMAC-SHA256 Credential=x')],
  ])('is not asked about %s, which goes out as it came', async (_, asked) => {
    const rewrite = vi.fn(replaced('new'));
    const { upstream, proxy } = await start(rewrite);
    expect((await ask(proxy.url, asked)).status).toBe(200);
    const got = upstream.requests[0]!;
    expect(got.body.equals(Buffer.from(asked.body))).toBe(true);
    expect(fieldOf(got, 'content-length')).toBe(String(Buffer.byteLength(asked.body)));
    expect(rewrite).not.toHaveBeenCalled();
  });

  it.each([
    ['by header', { headers: ['x-ctxopt-bypass', '1'] }, {}],
    ['by --passthrough', { headers: [] }, { passthrough: true }],
    ['for a path that is no endpoint', { headers: [], path: '/v1/other' }, {}],
    ['for an endpoint of no format', { headers: [], path: '/v1/embeddings' }, {}],
  ])('is not asked %s', async (_, { headers, ...asked }, options) => {
    const rewrite = vi.fn(replaced('new'));
    const { upstream, proxy } = await start(rewrite, options);
    const answer = await ask(proxy.url, { ...json('{"a":1}', ...headers), ...asked });
    expect(upstream.requests[0]!.body.toString()).toBe('{"a":1}');
    expect(fieldOf(upstream.requests[0]!, 'x-ctxopt-bypass')).toBeUndefined();
    expect(rewrite).not.toHaveBeenCalled();
    expect(answer.headers['x-ctxopt-passes']).toBeUndefined();
    expect((await exchangeOf(proxy)).bypassed).toBe('passthrough' in options || headers.length > 0);
  });

  const failing: Readonly<Record<string, Rewrite>> = {
    throws: () => {
      throw new Error('it is broken');
    },
    rejects: async () => {
      throw new Error('it is broken');
    },
    hangs: () => new Promise(() => {}),
    'gives nothing': async () => undefined as unknown as Rewritten,
    'gives no body': async () => ({ session: '', passes: [], body: '{}' as unknown as Buffer }),
  };
  it.each(Object.entries(failing))('that %s fails no request: the log says why', async (_, rewrite) => {
    const { upstream, proxy } = await start(rewrite, { times: { rewrite: 50 } });
    const bytes = gzipSync('{"a":1}');
    const answer = await ask(proxy.url, json(bytes, 'Content-Encoding', 'gzip'));
    expect(answer).toMatchObject({ status: 200, text: '{}' });
    expect(upstream.requests[0]!.body.equals(bytes)).toBe(true);
    expect(proxy.logged.join()).toMatch(
      /went out as it came.*(?:broken|longer than 50 ms|undefined|no body)/,
    );
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'complete', passes: [] });
  });

  it('is told when the client has gone, and nothing is sent then', async () => {
    let signal: AbortSignal | undefined;
    const { upstream, proxy } = await start((request) => {
      const given = request.signal();
      signal = given;
      return new Promise((resolve) => {
        given.addEventListener('abort', () => resolve({ ...facts, body: request.body }));
      });
    });
    const { sent, response } = open(proxy.url, json('{}'));
    response.catch(() => {});
    sent.end('{}');
    await vi.waitFor(() => expect(signal).toBeDefined());
    sent.destroy();
    await vi.waitFor(() => expect(signal!.aborted).toBe(true));
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'client_aborted' });
    expect(upstream.requests).toEqual([]);
  });

  it('is asked though others have announced more than there is memory for, and sent next to nothing', async () => {
    const { upstream, proxy } = await start(replaced('{"short":1}'));
    const headers = ['Content-Length', String(BODY_LIMIT)];
    const others = Array.from({ length: 20 }, () => open(proxy.url, { headers }));
    for (const { sent, response } of others) {
      response.catch(() => {});
      sent.write('{');
    }
    const chunked = open(proxy.url, { headers: ['Transfer-Encoding', 'chunked'] });
    chunked.response.catch(() => {});
    chunked.sent.write('{');
    await new Promise((resolve) => setTimeout(resolve, 100));
    await ask(proxy.url, json('{"long":1}'));
    expect(upstream.requests.at(-1)!.body.toString()).toBe('{"short":1}');
    for (const { sent } of [...others, chunked]) sent.destroy();
  });

  it('is not asked while others hold all the memory that there is for bodies', async () => {
    const { upstream, proxy } = await start(replaced('{"short":1}'), { mostHeld: 100_000 });
    const expectSent = (body: string) =>
      vi.waitFor(async () => {
        await ask(proxy.url, json('{"long":1}'));
        expect(upstream.requests.at(-1)!.body.toString()).toBe(body);
      });
    const other = open(proxy.url, { headers: ['Content-Length', '100000'] });
    other.response.catch(() => {});
    other.sent.write(Buffer.alloc(99_999));
    await expectSent('{"long":1}');
    other.sent.destroy();
    await expectSent('{"short":1}');
  });

  it.each([
    ['of known length', ['Content-Length', '3000000']],
    ['in chunks', ['Transfer-Encoding', 'chunked']],
  ])('is not asked about a body %s for which there is no more room in its middle', async (_, headers) => {
    const admit = vi.fn(() => ({ ok: true, project: '' }) as const);
    const upstream = await startUpstream((response, { body }) => {
      if (body.toString() !== 'new') response.end('{}');
    });
    const proxy = await startProxy(upstream.url, { rewrite: replaced('new'), mostHeld: 3_000_000, admit });
    const bytes = Buffer.from(Uint8Array.from({ length: 3_000_000 }, (_, at) => ((at * 31 + 7) % 251) % 127));
    const first = open(proxy.url, { headers });
    first.sent.write(bytes.subarray(0, 1_500_000));
    await vi.waitFor(() => expect(admit).toHaveBeenCalledOnce());
    // This one holds what it has taken, for it has no answer yet.
    const other = open(proxy.url, { headers: ['Content-Length', '1400000'] });
    other.response.catch(() => {});
    other.sent.end(bytes.subarray(0, 1_400_000));
    await vi.waitFor(() => expect(upstream.requests).toMatchObject([{ body: Buffer.from('new') }]));
    for (let at = 1_500_000; at < bytes.length; at += 50_000)
      first.sent.write(bytes.subarray(at, at + 50_000));
    first.sent.end();
    expect(await readAnswer(await first.response)).toMatchObject({ status: 200, text: '{}' });
    expect(upstream.requests[1]!.body.equals(bytes)).toBe(true);
    other.sent.destroy();
  });

  it('is not the reason that a body came slowly, for which there was no more room in its middle', async () => {
    const { proxy } = await start(replaced('new'), { mostHeld: 100_000 });
    const { sent, response } = open(proxy.url, { headers: ['Transfer-Encoding', 'chunked'] });
    sent.write(Buffer.alloc(60_000));
    setTimeout(() => sent.end(Buffer.alloc(60_000)), 300);
    await readAnswer(await response);
    const { overheadMs, requestBytes } = await exchangeOf(proxy);
    expect(requestBytes).toBe(120_000);
    expect(overheadMs).toBeLessThan(290);
  });

  it('is not asked about a short body that is a long one when it is decoded, while there is no room for it', async () => {
    const silent = await startBareUpstream((incoming) => void incoming.resume());
    const rewrite = vi.fn(untouched);
    const proxy = await startProxy(silent.url, { rewrite, mostHeld: 3_000_000 });
    const bytes = gzipSync(Buffer.alloc(2_000_000, 'x'));
    const sendOne = async () => {
      const { sent, response } = open(proxy.url, json(bytes, 'Content-Encoding', 'gzip'));
      response.catch(() => {});
      const before = silent.calls();
      sent.end(bytes);
      await vi.waitFor(() => expect(silent.calls()).toBe(before + 1));
      return sent;
    };
    const both = [await sendOne(), await sendOne()];
    expect(rewrite).toHaveBeenCalledOnce();
    for (const sent of both) sent.destroy();
    await vi.waitFor(() => expect(silent.calls()).toBe(0));
    await sendOne();
    expect(rewrite).toHaveBeenCalledTimes(2);
  });

  it('tells its warning to the log', async () => {
    const { proxy } = await start(async ({ body }) => ({
      session: '',
      passes: [],
      body,
      warning: 'the disk is full',
    }));
    await ask(proxy.url, json('{}'));
    expect(proxy.logged.join()).toContain('the disk is full');
  });
});
