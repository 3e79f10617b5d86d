import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import type { Tap } from '../../src/proxy/taps/tap.js';
import { ask } from './ask.js';
import { exchangeOf, startProxy } from './proxy.js';
import { startUpstream } from './upstream.js';

const asked = { headers: ['Content-Length', '2'], body: '{}' };

describe('a tap', () => {
  it('sees the bytes that the client gets, and what they are', async () => {
    const body = gzipSync('{"model":"m","usage":{"input_tokens":1}}');
    const upstream = await startUpstream((response) => {
      response.writeHead(200, { 'CONTENT-type': 'application/json', 'Content-Encoding': 'gzip' });
      response.write(body.subarray(0, 7));
      response.end(body.subarray(7));
    });
    const seen: Buffer[] = [];
    const createTap = vi.fn(
      (): Tap => ({
        write: (chunk) => void seen.push(Buffer.from(chunk)),
        end: async () => ({
          model: 'm',
          usage: { input: 1, cacheRead: 2, cacheWrite: 3, output: 4 },
          ended: 'complete',
        }),
      }),
    );
    const proxy = await startProxy(upstream.url, { createTap });
    const answer = await ask(proxy.url, asked);
    expect(answer.body.equals(body)).toBe(true);
    expect(Buffer.concat(seen).equals(body)).toBe(true);
    expect(createTap).toHaveBeenCalledExactlyOnceWith('anthropic-messages', 'application/json', 'gzip');
    expect(await exchangeOf(proxy)).toMatchObject({
      model: 'm',
      usage: { input: 1, cacheRead: 2, cacheWrite: 3, output: 4 },
      outcome: 'complete',
    });
  });

  it('tells of a stream that ends in good order before its last event', async () => {
    const upstream = await startUpstream((response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.end(
        'event: message_start\ndata: {"type":"message_start","message":{"model":"m","usage":{"input_tokens":7}}}\n\n',
      );
    });
    const proxy = await startProxy(upstream.url);
    await ask(proxy.url, asked);
    expect(await exchangeOf(proxy)).toMatchObject({
      outcome: 'truncated',
      status: 200,
      error: 'incomplete',
    });
  });

  it('tells of an error in the midst of a stream that began well', async () => {
    const upstream = await startUpstream((response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write(
        'event: message_start\ndata: {"type":"message_start","message":{"model":"m","usage":{"input_tokens":7}}}\n\n',
      );
      response.end('event: error\ndata: {"type":"error","error":{"type":"overloaded_error"}}\n\n');
    });
    const proxy = await startProxy(upstream.url);
    await ask(proxy.url, asked);
    expect(await exchangeOf(proxy)).toMatchObject({
      outcome: 'error_midway',
      status: 200,
      error: 'overloaded_error',
      usage: { input: 7 },
    });
  });

  it('tells a question whether somebody is there from a request that failed', async () => {
    const upstream = await startUpstream((response) => response.writeHead(404).end());
    const proxy = await startProxy(upstream.url);
    expect((await ask(proxy.url, { method: 'HEAD', path: '/' })).status).toBe(404);
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'probed', status: 404 });
  });

  it('is not made for what is no endpoint', async () => {
    const upstream = await startUpstream((response) => response.end('{}'));
    const createTap = vi.fn();
    const proxy = await startProxy(upstream.url, { createTap });
    await ask(proxy.url, { ...asked, path: '/v1/other' });
    expect(createTap).not.toHaveBeenCalled();
  });

  const broken = () => {
    throw new Error('it is broken');
  };
  const quiet = { write: () => {}, end: () => ({ ended: 'complete' as const }) };
  it.each<[string, () => Tap]>([
    ['that cannot be made', broken],
    ['that throws while it writes', () => ({ ...quiet, write: broken })],
    ['that throws at its end', () => ({ ...quiet, end: broken })],
    ['that rejects', () => ({ ...quiet, end: async () => broken() })],
    ['that does not come to its end', () => ({ ...quiet, end: () => new Promise(() => {}) })],
  ])('%s changes nothing', async (_, createTap) => {
    const upstream = await startUpstream((response) => response.end('{"a":1}'));
    const proxy = await startProxy(upstream.url, { createTap });
    expect(await ask(proxy.url, asked)).toMatchObject({ status: 200, text: '{"a":1}' });
    await vi.waitFor(() => expect(proxy.exchanges).toHaveLength(1), { timeout: 10_000 });
    expect(proxy.exchanges[0]).toMatchObject({ outcome: 'complete', status: 200 });
  });
});

describe('an exchange', () => {
  it('is told once, with its times, and without the query', async () => {
    const upstream = await startUpstream((response) =>
      setTimeout(() => {
        response.write('{');
        setTimeout(() => response.end('}'), 60);
      }, 60),
    );
    const proxy = await startProxy(upstream.url);
    const before = Date.now();
    await ask(proxy.url, { ...asked, path: '/v1/chat/completions?key=secret' });
    const exchange = await exchangeOf(proxy);
    expect(exchange).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      provider: 'openai',
      upstream: 'default',
      endpoint: 'openai-chat',
      method: 'POST',
      path: '/v1/chat/completions',
      project: '',
      status: 200,
      outcome: 'complete',
      passes: [],
      bypassed: true,
    });
    expect(exchange.at).toBeGreaterThanOrEqual(before);
    expect(exchange.firstByteMs).toBeGreaterThanOrEqual(55);
    expect(exchange.totalMs).toBeGreaterThan(exchange.firstByteMs!);
    expect(exchange.overheadMs).toBeLessThan(exchange.firstByteMs!);
    expect(exchange).not.toHaveProperty('model');
    expect(exchange).not.toHaveProperty('error');
  });

  it('tells the session that a header names, though nothing is rewritten', async () => {
    const upstream = await startUpstream((response) => response.end('{}'));
    const proxy = await startProxy(upstream.url);
    await ask(proxy.url, { ...asked, headers: [...asked.headers, 'session-id', 'talk-1'] });
    expect((await exchangeOf(proxy)).session).toBe('talk-1');
  });

  it('says no name of any length that a request or response gives its model or error', async () => {
    const long = 'm'.repeat(1_000_000);
    const upstream = await startUpstream((response) => response.end('{}'));
    const createTap = (): Tap => ({
      write() {},
      end: async () => ({ model: long, error: { type: long }, ended: 'complete' }),
    });
    const proxy = await startProxy(upstream.url, {
      createTap,
      rewrite: async ({ body }) => ({ body, session: 's', model: long, passes: [] }),
    });
    await ask(proxy.url, { ...asked, path: '/v1/messages' });
    const exchange = await exchangeOf(proxy);
    expect(exchange).not.toHaveProperty('model');
    expect(exchange).not.toHaveProperty('error');
  });

  it('of which the rest cannot be read is told as far as it is known, and fails no request', async () => {
    const upstream = await startUpstream((response) => response.end('{}'));
    const readLate = () => {
      throw new Error('it cannot be read');
    };
    const proxy = await startProxy(upstream.url, {
      rewrite: ({ body }) => ({ body, session: 's', passes: [], readLate }),
    });
    expect((await ask(proxy.url, { ...asked, path: '/v1/messages' })).status).toBe(200);
    expect(await exchangeOf(proxy)).toMatchObject({ session: 's', status: 200, outcome: 'complete' });
    await proxy.close();
  });

  it('that cannot be recorded fails no request', async () => {
    const upstream = await startUpstream((response) => response.end('{}'));
    const proxy = await startProxy(upstream.url, {
      observe: () => {
        throw new Error('the disk is full');
      },
    });
    expect((await ask(proxy.url, asked)).status).toBe(200);
    await vi.waitFor(() => expect(proxy.logged.join()).toContain('the disk is full'));
  });
});
