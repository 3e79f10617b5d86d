import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocket } from 'undici';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { dial, exchangeBytes } from './ask.js';
import { exchangeOf, startProxy } from './proxy.js';
import { deadUrl, startUpstream } from './upstream.js';

const PATH = '/v1/realtime?model=gpt-realtime';

const head = (...fields: string[]) =>
  `${[
    `GET ${PATH} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: keep-alive, Upgrade',
    'Upgrade: WebSocket',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
    ...fields,
  ].join('\r\n')}\r\n\r\n`;

/** An upstream that agrees to WebSockets; without a greeting, it says again in small letters what is said there. */
async function startWebSockets(greet?: (socket: Socket) => void) {
  const asked: { readonly request: IncomingMessage; readonly socket: Socket }[] = [];
  const server = createServer();
  server.on('upgrade', (request, duplex, first) => {
    const socket = duplex as Socket;
    asked.push({ request, socket });
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    socket.on('error', () => {});
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\nX-Kept: 1\r\n\r\n`,
    );
    socket.unshift(first);
    if (greet) return greet(socket);
    socket.on('data', (chunk) => socket.write(chunk.toString('latin1').toLowerCase(), 'latin1'));
    socket.on('end', () => socket.end('bye'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const { socket } of asked) socket.destroy();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** A client below HTTP that has sent a head, and what it has read so far. */
function talk(url: string, bytes: string) {
  const socket = dial(url);
  onTestFinished(() => {
    socket.destroy();
  });
  const heard = { text: '' };
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    heard.text += chunk.toString('latin1');
  });
  socket.write(bytes, 'latin1');
  return { socket, heard, hears: (text: string) => vi.waitFor(() => expect(heard.text).toContain(text)) };
}

describe('a WebSocket', () => {
  it('is opened with what the client sent, and carries every byte both ways', async () => {
    const upstream = await startWebSockets();
    const proxy = await startProxy(upstream.url, {
      admit: () => ({ ok: true, project: 'voice', credentials: { authorization: 'Bearer held' } }),
    });
    const { socket, heard, hears } = talk(
      proxy.url,
      `${head('Authorization: Bearer own', 'X-Ctxopt-Project: voice', 'X-Sent: 1')}EARLY \xff`,
    );
    await hears('early \xff');
    const { method, url, headers } = upstream.asked[0]!.request;
    expect([method, url]).toEqual(['GET', PATH]);
    expect(headers).toMatchObject({
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      authorization: 'Bearer held',
      'x-sent': '1',
    });
    expect(headers).not.toHaveProperty('x-ctxopt-project');
    expect(heard.text).toMatch(/^HTTP\/1\.1 101 /);
    for (const field of ['Upgrade: websocket', 'X-Kept: 1']) expect(heard.text).toContain(`\r\n${field}\r\n`);
    expect(heard.text).toMatch(/\r\nSec-WebSocket-Accept: \S+\r\n/);

    socket.end('AND LATE');
    await hears('and latebye');
    expect(await exchangeOf(proxy)).toMatchObject({
      outcome: 'complete',
      status: 101,
      project: 'voice',
      path: '/v1/realtime',
      requestBytes: 'EARLY x'.length + 'AND LATE'.length,
      responseBytes: 'EARLY x'.length + 'AND LATE'.length + 'bye'.length,
    });
  });

  it('works for a client of the protocol', async () => {
    const upstream = await startWebSockets((socket) => socket.write('\x81\x05hello', 'latin1'));
    const proxy = await startProxy(upstream.url);
    const client = new WebSocket(`${proxy.url.replace('http', 'ws')}${PATH}`);
    onTestFinished(() => client.close());
    const message = await new Promise((resolve, reject) => {
      client.onmessage = ({ data }) => resolve(data);
      client.onerror = reject;
    });
    expect(message).toBe('hello');
  });

  it('goes no faster than its reader', async () => {
    const block = Buffer.alloc(1024 * 1024, 'x');
    const BLOCKS = 64;
    let taken = 0;
    const upstream = await startWebSockets(async (socket) => {
      for (let index = 0; index < BLOCKS; index++) {
        if (!socket.write(block)) await once(socket, 'drain');
        taken++;
      }
      socket.end('END');
    });
    const proxy = await startProxy(upstream.url);
    const socket = dial(proxy.url);
    socket.write(head());
    let before = -1;
    // Full is what takes nothing more for a while.
    while (taken !== before || taken === 0) {
      before = taken;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect(taken).toBeLessThan(BLOCKS / 2);
    let bytes = 0;
    let last = '';
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      last = chunk.toString('latin1').slice(-3);
      if (last === 'END') break;
    }
    expect(bytes).toBeGreaterThan(BLOCKS * block.length);
    expect((await exchangeOf(proxy)).responseBytes).toBe(BLOCKS * block.length + 3);
  });

  it('ends at the upstream when the client goes away', async () => {
    const upstream = await startWebSockets();
    const proxy = await startProxy(upstream.url);
    const { socket, hears } = talk(proxy.url, head());
    await hears('101');
    const ended = once(upstream.asked[0]!.socket, 'close');
    socket.resetAndDestroy();
    await ended;
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'complete', status: 101 });
  });

  it('ends at the client when the upstream breaks off', async () => {
    const upstream = await startWebSockets();
    const proxy = await startProxy(upstream.url);
    const { socket, hears } = talk(proxy.url, head());
    await hears('101');
    const ended = once(socket, 'end');
    upstream.asked[0]!.socket.resetAndDestroy();
    await ended;
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'truncated', error: 'ECONNRESET' });
  });

  it('ends when the proxy does, after the time of grace', async () => {
    const upstream = await startWebSockets();
    const proxy = await startProxy(upstream.url);
    const { socket, hears } = talk(proxy.url, head());
    await hears('101');
    const ended = once(socket, 'end');
    await proxy.close();
    await ended;
    expect(proxy.exchanges).toHaveLength(1);
  });

  it('is refused as the upstream refuses it', async () => {
    const upstream = await startUpstream((response) =>
      response.writeHead(403, { 'X-Why': 'key' }).end('no such key'),
    );
    const proxy = await startProxy(upstream.url);
    const answer = await exchangeBytes(proxy.url, head());
    expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n[\s\S]*X-Why: key\r\n[\s\S]*no such key/);
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'complete', status: 403 });
  });

  it('says so where the upstream is not reached', async () => {
    const proxy = await startProxy(await deadUrl());
    expect(await exchangeBytes(proxy.url, head())).toMatch(/^HTTP\/1\.1 502 [\s\S]*ECONNREFUSED/);
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'upstream_failed', status: 502 });
  });

  it('is admitted like any other request', async () => {
    const upstream = await startWebSockets();
    const proxy = await startProxy(upstream.url, {
      admit: async () => ({ ok: false, status: 429, message: 'enough', retryAfter: 7 }),
    });
    expect(await exchangeBytes(proxy.url, head())).toMatch(
      /^HTTP\/1\.1 429 [\s\S]*retry-after: 7\r\n[\s\S]*enough/,
    );
    const page = await exchangeBytes(proxy.url, head('Origin: https://evil.example'));
    expect(page).toMatch(/^HTTP\/1\.1 403 /);
    expect(upstream.asked).toEqual([]);
  });

  it('is not for what HTTP serves: clients that try it first then use that', async () => {
    const upstream = await startWebSockets();
    const proxy = await startProxy(upstream.url);
    const answer = await exchangeBytes(proxy.url, head().replace(PATH, '/v1/responses'));
    expect(answer).toMatch(/^HTTP\/1\.1 426 Upgrade Required\r\n[\s\S]*upgrade: HTTP\/1\.1\r\n/i);
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'refused', status: 426 });
    expect(upstream.asked).toEqual([]);
  });
});

describe('an upgrade to anything else', () => {
  it('goes on over HTTP/1.1, body and all, and so does what follows on the connection', async () => {
    const upstream = await startUpstream((response, { body }) => response.end(`got ${body}`));
    const proxy = await startProxy(upstream.url);
    const first = [
      'POST /v1/x HTTP/1.1',
      'Host: 127.0.0.1',
      'Connection: Upgrade, HTTP2-Settings',
      'Upgrade: h2c',
      'HTTP2-Settings: AAMAAABk',
      'X-Kept: \xe4',
      'Content-Length: 5',
    ];
    const { socket, heard, hears } = talk(proxy.url, '');
    socket.write(`${first.join('\r\n')}\r\n\r\nhe`, 'latin1');
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.write('llo');
    await hears('got hello');
    socket.write('POST /v1/y HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\n\r\nagain');
    await hears('got again');
    expect(heard.text.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
    const { rawHeaders } = upstream.requests[0]!;
    expect(rawHeaders[rawHeaders.indexOf('X-Kept') + 1]).toBe('\xe4');
    expect(rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase())).not.toContain(
      'upgrade',
    );
  });
});
