import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, it, vi } from 'vitest';
import { ask, open } from './ask.js';
import { exchangeOf, startProxy } from './proxy.js';
import { startBareUpstream } from './upstream.js';

/** What an upstream sends, piece by piece: whole events, and some that are split. */
const PIECES = [
  'event: message_start\ndata: {"type":"message_start",',
  '"message":{"usage":{"input_tokens":3}}}\n\n',
  'event: content_block_delta\ndata: {"delta":{"text":"hé🙂"}}\n\n',
  'event: content_block_stop\r\n',
  'data: {}\r\n\r\n',
];

/** How many pieces have left before something happens: none at all, not even the head; the head alone; and each further one. */
const BOUNDARIES = [undefined, 0, 1, 2, 3, 4, 5];

/** Sends so many pieces, each when the one before has come, and then leaves the rest to the test. */
async function start(count: number | undefined, options: Parameters<typeof startProxy>[1] = {}) {
  let answer: ServerResponse | undefined;
  const upstream = await startBareUpstream((incoming, response) => {
    incoming.resume();
    answer = response;
    if (count !== undefined) response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
  });
  const proxy = await startProxy(upstream.url, options);
  const { sent, response } = open(proxy.url, { headers: ['Content-Length', '2'] });
  response.catch(() => {});
  sent.end('{}');
  await vi.waitFor(() => expect(answer).toBeDefined(), { interval: 2 });
  const incoming = count === undefined ? undefined : await response;
  let text = '';
  incoming?.on('data', (chunk) => {
    text += chunk;
  });
  let expected = '';
  for (const piece of PIECES.slice(0, count ?? 0)) {
    answer!.write(piece);
    expected += piece;
    await vi.waitFor(() => expect(text).toBe(expected), { interval: 2 });
  }
  return { upstream, proxy, answer: answer!, sent, response, incoming, expected, text: () => text };
}

describe.each(BOUNDARIES)('after %s pieces of a stream', (count) => {
  it.each(['resets', 'falls silent'])('the upstream %s', async (what) => {
    const times = what === 'resets' ? {} : { idle: 300 };
    const { proxy, answer, response, incoming, expected, text } = await start(count, { times });
    if (what === 'resets') answer.socket!.resetAndDestroy();
    if (!incoming) {
      expect((await response).statusCode).toBe(what === 'resets' ? 502 : 504);
      expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'upstream_failed' });
      return;
    }
    await new Promise((resolve) => incoming.once('close', resolve));
    expect([text(), incoming.complete]).toEqual([expected, false]);
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'truncated', status: 200 });
  });

  it('the client goes away', async () => {
    const { upstream, proxy, sent } = await start(count);
    expect(upstream.calls()).toBe(1);
    sent.destroy();
    await vi.waitFor(() => expect(upstream.calls()).toBe(0));
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'client_aborted' });
    expect(await ask(proxy.url, { method: 'GET', path: '/health' })).toMatchObject({ status: 200 });
  });

  it('the client reads no more, until it does', async () => {
    const { answer, incoming, response, expected, text } = await start(count);
    const rest = Buffer.alloc(8 * 1024 * 1024, 'x').toString();
    incoming?.pause();
    if (count === undefined) answer.writeHead(200);
    answer.end(rest);
    const late = incoming ?? (await response);
    await new Promise((resolve) => setTimeout(resolve, 50));
    let more = '';
    if (!incoming)
      late.on('data', (chunk) => {
        more += chunk;
      });
    late.resume();
    await once(late, 'end');
    expect(text() + more === expected + rest).toBe(true);
  });
});
