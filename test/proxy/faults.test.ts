import { describe, expect, it, vi } from 'vitest';
import { ask, dial, exchangeBytes, open, readAnswer } from './ask.js';
import { exchangeOf, startProxy } from './proxy.js';
import { deadUrl, startBareUpstream, startSocketUpstream, startUpstream } from './upstream.js';

const paths = ['/v1/messages', '/v1/chat/completions', '/api/chat'] as const;

/** What each provider's own errors look like. */
const shapes: Readonly<Record<(typeof paths)[number], (type: unknown, message: unknown) => unknown>> = {
  '/v1/messages': (type, message) => ({ type: 'error', error: { type, message } }),
  '/v1/chat/completions': (_, message) => ({
    error: { message, type: expect.any(String), param: null, code: expect.any(String) },
  }),
  '/api/chat': (_, message) => ({ error: message }),
};

describe('no answer from the upstream', () => {
  it.each(paths)('down: 502 that says what to do, as %s would say it', async (path) => {
    const url = await deadUrl();
    const proxy = await startProxy(url);
    const answer = await ask(proxy.url, { path, headers: ['Content-Length', '2'], body: '{}' });
    expect(answer).toMatchObject({ status: 502, headers: { 'content-type': 'application/json' } });
    expect(JSON.parse(answer.text)).toEqual(
      shapes[path]('api_error', expect.stringMatching(`cannot reach ${url}.*ECONNREFUSED.*--upstream`)),
    );
    const exchange = await exchangeOf(proxy);
    expect(exchange).toMatchObject({ outcome: 'upstream_failed', status: 502, error: 'ECONNREFUSED' });
    expect(answer.headers['x-ctxopt-request-id']).toBe(exchange.id);
  });

  it.each([
    ['closes', (end: () => void, _reset: () => void) => end()],
    ['resets', (_end: () => void, reset: () => void) => reset()],
  ])('the upstream %s before the head: 502, and the request was sent once', async (_, act) => {
    let requests = 0;
    const upstream = await startSocketUpstream((socket) => {
      socket.on('data', () => {
        requests += 1;
        act(
          () => socket.end(),
          () => socket.resetAndDestroy(),
        );
      });
    });
    const proxy = await startProxy(upstream.url);
    const answer = await ask(proxy.url, { headers: ['Content-Length', '2'], body: '{}' });
    expect(answer.status).toBe(502);
    expect(answer.text).toMatch(/closed the connection before it answered/);
    expect(requests).toBe(1);
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'upstream_failed', status: 502 });
  });

  it('a head that is broken off, or is no HTTP', async () => {
    for (const head of [
      'HTTP/1.1 200 OK\r\nContent-',
      'SSH-2.0-OpenSSH\r\n',
      `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(70_000)}`,
    ]) {
      const upstream = await startSocketUpstream((socket) => socket.on('data', () => socket.end(head)));
      const proxy = await startProxy(upstream.url);
      expect((await ask(proxy.url, { headers: ['Content-Length', '2'], body: '{}' })).status).toBe(502);
    }
  });

  it('a reason phrase that Node would not write: the answer comes without it', async () => {
    const head = 'HTTP/1.1 200 O\x01K\r\nContent-Length: 2\r\n\r\nhi';
    const upstream = await startSocketUpstream((socket) => socket.on('data', () => socket.write(head)));
    const proxy = await startProxy(upstream.url);
    expect(await ask(proxy.url, { method: 'GET' })).toMatchObject({ status: 200, text: 'hi' });
  });

  it('too slow: 504', async () => {
    const upstream = await startBareUpstream(() => {});
    const proxy = await startProxy(upstream.url, { times: { idle: 100 } });
    const answer = await ask(proxy.url, { headers: ['Content-Length', '2'], body: '{}' });
    expect(answer.status).toBe(504);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { type: 'timeout_error' } });
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'upstream_failed', status: 504 });
  });
});

describe('an answer that breaks off', () => {
  const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
  it.each([
    ['chunks without the last', `${chunked}3\r\none\r\n3\r\ntwo\r\n`, 'onetwo'],
    ['in the middle of a chunk', `${chunked}3\r\none\r\n9\r\ntwo`, 'onetwo'],
    ['right after the head', chunked, ''],
    ['short of its length', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nonetwo', 'onetwo'],
    ['chunks that are none', `${chunked}3\r\none\r\nzz\r\n`, 'one'],
  ])('%s: the client gets what came, and no clean end', async (_, wire, came) => {
    const upstream = await startSocketUpstream((socket) =>
      socket.on('data', () => socket.write(wire, () => setTimeout(() => socket.end(), 20))),
    );
    const proxy = await startProxy(upstream.url);
    const { sent, response } = open(proxy.url, { method: 'GET' });
    sent.end();
    const incoming = await response;
    let text = '';
    incoming.on('data', (chunk) => {
      text += chunk;
    });
    await new Promise((resolve) => incoming.on('close', resolve));
    expect([text, incoming.complete]).toEqual([came, false]);
    expect(await exchangeOf(proxy)).toMatchObject({
      outcome: 'truncated',
      status: 200,
      error: expect.any(String),
    });
  });

  it('is reset for a client of HTTP/1.0, whose clean end is the end of the connection', async () => {
    const upstream = await startSocketUpstream((socket) =>
      socket.on('data', () =>
        socket.write(`${chunked}3\r\none\r\n`, () => setTimeout(() => socket.end(), 20)),
      ),
    );
    const proxy = await startProxy(upstream.url);
    const socket = dial(proxy.url);
    const error = new Promise((resolve) => socket.once('error', resolve));
    socket.resume().write('GET /v1/x HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n');
    expect(await error).toMatchObject({ code: 'ECONNRESET' });
  });

  it('breaks off at the client when nothing comes for too long', async () => {
    const upstream = await startBareUpstream((_, response) => void response.writeHead(200).write('one'));
    const proxy = await startProxy(upstream.url, { times: { idle: 100 } });
    const { sent, response } = open(proxy.url, { method: 'GET' });
    sent.end();
    await expect(readAnswer(await response)).rejects.toThrow('aborted');
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'truncated', error: 'UND_ERR_BODY_TIMEOUT' });
  });
});

describe('an answer that comes early', () => {
  it.each([
    ['by length', ['Content-Length', '5000000']],
    ['in chunks', ['Transfer-Encoding', 'chunked']],
  ])('reaches a client that is still sending %s', async (_, headers) => {
    const upstream = await startBareUpstream((_incoming, response) => {
      response.writeHead(413, { 'Content-Length': '5' }).end('early');
    });
    const proxy = await startProxy(upstream.url);
    const { sent, response } = open(proxy.url, { headers });
    sent.write(Buffer.alloc(200_000));
    expect(await readAnswer(await response)).toMatchObject({ status: 413, text: 'early' });
    sent.on('error', () => {}).destroy();
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'complete', status: 413 });
  });

  it('leaves the connection usable when the rest of the body has come', async () => {
    let requests = 0;
    const upstream = await startBareUpstream((incoming, response) => {
      requests += 1;
      if (requests === 1) response.writeHead(401, { 'Content-Length': '4' }).end('soon');
      else incoming.resume().on('end', () => response.end('later'));
    });
    const proxy = await startProxy(upstream.url);
    const socket = dial(proxy.url);
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    const head = `POST /v1/x HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\n`;
    socket.write(head + 'x'.repeat(10));
    socket.write('x'.repeat(70_000));
    await vi.waitFor(() => expect(text).toMatch(/401 [\s\S]*soon$/));
    socket.write('x'.repeat(29_990));
    socket.write('POST /v1/x HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\nhi');
    await vi.waitFor(() => expect(text).toMatch(/401 [\s\S]*200 OK[\s\S]*later/));
    socket.destroy();
  });
});

describe('a connection that the upstream closes when it is used again', () => {
  const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

  /** Answers the first request on its first connection, and hangs up at the second. */
  async function stale() {
    const seen: string[] = [];
    const upstream = await startSocketUpstream((socket, nth) => {
      let requests = 0;
      socket.on('data', (data) => {
        requests += 1;
        seen.push(data.toString('latin1').split(' ', 1)[0]!);
        if (nth === 1 && requests === 2) socket.resetAndDestroy();
        else socket.write(ok);
      });
    });
    return { seen, proxy: await startProxy(upstream.url) };
  }

  it('a GET is sent again', async () => {
    const { seen, proxy } = await stale();
    await ask(proxy.url, { method: 'GET' });
    expect(await ask(proxy.url, { method: 'GET' })).toMatchObject({ status: 200, text: 'ok' });
    expect(seen).toEqual(['GET', 'GET', 'GET']);
    expect(proxy.exchanges.map(({ outcome }) => outcome)).toEqual(['complete', 'complete']);
  });

  it('a POST without a body is not', async () => {
    const { seen, proxy } = await stale();
    await ask(proxy.url, { method: 'GET' });
    expect(await ask(proxy.url, { headers: ['Content-Length', '0'] })).toMatchObject({ status: 502 });
    expect(seen).toEqual(['GET', 'POST']);
  });

  it('nor is one with a body, for nobody knows what became of it: 502, which clients try again', async () => {
    const { seen, proxy } = await stale();
    await ask(proxy.url, { method: 'GET' });
    expect(await ask(proxy.url, { headers: ['Content-Length', '2'], body: '{}' })).toMatchObject({
      status: 502,
    });
    expect(seen).toEqual(['GET', 'POST']);
    expect(await ask(proxy.url, { headers: ['Content-Length', '2'], body: '{}' })).toMatchObject({
      status: 200,
    });
  });

  it('one that was closed while idle is not used', async () => {
    const upstream = await startSocketUpstream((socket, nth) => {
      socket.on('data', () => socket.write(ok, () => nth === 1 && setTimeout(() => socket.end(), 20)));
    });
    const proxy = await startProxy(upstream.url);
    for (let nth = 0; nth < 3; nth += 1) {
      expect(await ask(proxy.url, { headers: ['Content-Length', '2'], body: '{}' })).toMatchObject({
        status: 200,
      });
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  });
});

describe("the upstream's own errors", () => {
  it.each([400, 401, 429, 500, 529])('%i comes as it is', async (status) => {
    const body = '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}';
    const upstream = await startUpstream((response) =>
      response.writeHead(status, { 'Retry-After': '3', 'Content-Type': 'application/json' }).end(body),
    );
    const proxy = await startProxy(upstream.url);
    const answer = await ask(proxy.url, { headers: ['Content-Length', '2'], body: '{}' });
    expect(answer).toMatchObject({ status, text: body, headers: { 'retry-after': '3' } });
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'complete', status, error: 'overloaded_error' });
  });

  it('invalid JSON and broken events come as they are', async () => {
    for (const [type, body, outcome] of [
      ['application/json', '{"a":', 'truncated'],
      [
        'text/event-stream',
        'data: {"type":"message_start"\n\nevent: error\ndata: {"type":"error"}\n\n: ',
        'error_midway',
      ],
    ]) {
      const upstream = await startUpstream((response) =>
        response.writeHead(200, { 'Content-Type': type }).end(body),
      );
      const proxy = await startProxy(upstream.url);
      expect((await ask(proxy.url, { headers: ['Content-Length', '2'], body: '{}' })).text).toBe(body);
      expect(await exchangeOf(proxy)).toMatchObject({ outcome, status: 200 });
    }
  });
});

describe('a request with trailers meets the same faults', () => {
  const asked = { headers: ['Transfer-Encoding', 'chunked', 'Trailer', 'X-T'], body: ['{', '}'] };

  it('down', async () => {
    const proxy = await startProxy(await deadUrl());
    expect((await ask(proxy.url, asked)).status).toBe(502);
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'upstream_failed', error: 'ECONNREFUSED' });
  });

  it('slow', async () => {
    const upstream = await startBareUpstream(() => {});
    const proxy = await startProxy(upstream.url, { times: { idle: 100 } });
    expect((await ask(proxy.url, asked)).status).toBe(504);
    await vi.waitFor(() => expect(upstream.calls()).toBe(0));
  });

  it('truncated', async () => {
    const upstream = await startSocketUpstream((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nonetwo')),
    );
    const proxy = await startProxy(upstream.url);
    await expect(ask(proxy.url, asked)).rejects.toThrow('aborted');
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'truncated', status: 200 });
  });

  it('answered early, or left', async () => {
    const upstream = await startBareUpstream((_, response) => void response.writeHead(413).end('early'));
    const proxy = await startProxy(upstream.url);
    const { sent, response } = open(proxy.url, { headers: asked.headers });
    sent.write('{');
    expect(await readAnswer(await response)).toMatchObject({ status: 413, text: 'early' });
    sent.on('error', () => {}).destroy();
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'complete' });
    const silent = await startBareUpstream(() => {});
    const second = await startProxy(silent.url);
    const left = open(second.url, { headers: asked.headers });
    left.response.catch(() => {});
    left.sent.write('{');
    await vi.waitFor(() => expect(silent.calls()).toBe(1));
    left.sent.destroy();
    expect(await exchangeOf(second)).toMatchObject({ outcome: 'client_aborted' });
    await vi.waitFor(() => expect(silent.calls()).toBe(0));
  });
});

it('says 400 to what cannot be forwarded', async () => {
  const upstream = await startUpstream((response) => response.end());
  const proxy = await startProxy(upstream.url);
  expect(await exchangeBytes(proxy.url, 'OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')).toMatch(
    /^HTTP\/1\.1 400 /,
  );
});
