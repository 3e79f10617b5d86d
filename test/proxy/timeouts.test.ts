import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ask, dial, open, readAnswer } from './ask.js';
import { exchangeOf, startProxy } from './proxy.js';
import { startBareUpstream, startSocketUpstream, startUpstream } from './upstream.js';

const POST = 'POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1\r\n';
const body = { headers: ['Content-Length', '2'], body: '{}' };

/** All that comes back on a connection until it ends. */
async function restOf(socket: Socket): Promise<string> {
  let text = '';
  socket.on('error', () => {});
  socket.on('data', (chunk: Buffer) => {
    text += chunk;
  });
  await new Promise((resolve) => socket.once('close', resolve).once('end', resolve));
  socket.destroy();
  return text;
}

/** Listens, and accepts nothing: stopped by a signal, its queue of one is soon full, and the kernel drops what comes then. */
const DEAF = `
const server = require('node:net').createServer();
server.listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => console.log(server.address().port));
`;

/** The port of a server that is too busy to accept, or undefined where the kernel accepts for it nevertheless. */
async function deafPort(): Promise<number | undefined> {
  const child = spawn(process.execPath, ['-e', DEAF], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(String(said));
  child.kill('SIGSTOP');
  const sockets: Socket[] = [];
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    child.kill('SIGKILL');
  });
  for (let tried = 0; tried < 20; tried++) {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    sockets.push(socket);
    const isAccepted = await Promise.race([once(socket, 'connect').then(() => true), sleep(300, false)]);
    if (!isAccepted) return port;
  }
  return undefined;
}

describe('an upstream that cannot be connected to', () => {
  it.skipIf(process.platform === 'win32')(
    'drops what is sent to it: 502 when the time to connect is over',
    async ({ skip }) => {
      const port = await deafPort();
      if (port === undefined) return skip('this kernel accepts connections beyond the backlog');
      const proxy = await startProxy(`http://127.0.0.1:${port}`, { times: { connect: 300 } });
      const answer = await ask(proxy.url, body);
      expect(answer.status).toBe(502);
      expect(answer.text).toMatch(/cannot reach http:\/\/127\.0\.0\.1:\d+ \(UND_ERR_CONNECT_TIMEOUT\)/);
      expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'upstream_failed', status: 502 });
    },
  );

  it.each([
    ['', {}],
    [' with trailers', { headers: ['Transfer-Encoding', 'chunked', 'Trailer', 'X-T'], body: ['{', '}'] }],
  ])('does not answer the greeting of TLS: 502, for a request%s', async (_, asked) => {
    const upstream = await startSocketUpstream(() => {});
    const proxy = await startProxy(upstream.url.replace('http:', 'https:'), { times: { connect: 300 } });
    const answer = await ask(proxy.url, { ...body, ...asked });
    expect(answer.status).toBe(502);
    expect(answer.text).toContain('UND_ERR_CONNECT_TIMEOUT');
  });

  it('is a tunnel that nobody opens: 502 when the time to connect is over', async () => {
    const silent = await startSocketUpstream((socket) => void socket.resume());
    const proxy = await startProxy('https://provider.test', {
      proxyOf: () => ({ origin: silent.url }),
      times: { connect: 300 },
    });
    const answer = await ask(proxy.url, body);
    expect(answer.status).toBe(502);
    expect(answer.text).toContain('PROXY_TIMEOUT');
  });
});

describe('an upstream that is slow', () => {
  it('but alive is never cut off, before its head and between its events', async () => {
    const upstream = await startUpstream((response) => {
      const events = ['one', 'two', 'three', 'four'];
      const next = () => {
        const event = events.shift();
        if (event === undefined) return response.end();
        response.write(event);
        setTimeout(next, 300);
      };
      setTimeout(next, 300);
    });
    // Each pause is well within the time, and all of them are well beyond it.
    const proxy = await startProxy(upstream.url, { times: { idle: 1_000, upload: 100, head: 100 } });
    expect(await ask(proxy.url, body)).toMatchObject({ status: 200, text: 'onetwothreefour' });
  });

  it('to take a body is waited for, though the client cannot go on meanwhile', async () => {
    let go = () => {};
    const upstream = await startBareUpstream((incoming, response) => {
      let size = 0;
      incoming.pause();
      go = () => {
        incoming.on('data', (chunk: Buffer) => {
          size += chunk.length;
        });
        incoming.on('end', () => response.end(String(size))).resume();
      };
    });
    const proxy = await startProxy(upstream.url, { times: { upload: 500 } });
    const size = 30_000_000;
    const { sent, response } = open(proxy.url, { headers: ['Content-Length', String(size)] });
    sent.end(Buffer.alloc(size));
    await vi.waitFor(() => expect(upstream.calls()).toBe(1));
    await sleep(1_500);
    go();
    expect(await readAnswer(await response)).toMatchObject({ status: 200, text: String(size) });
  });

  it('is given up after a long upload too, when it is silent from then on', async () => {
    const upstream = await startBareUpstream((incoming) => void incoming.resume());
    const proxy = await startProxy(upstream.url, { times: { idle: 300 } });
    const { sent, response } = open(proxy.url, { headers: ['Content-Length', '200000'] });
    for (let n = 0; n < 10; n++) {
      sent.write(Buffer.alloc(20_000));
      await sleep(60);
    }
    sent.end();
    expect((await readAnswer(await response)).status).toBe(504);
  });
});

describe('a client that is slow', () => {
  const times = { head: 200, upload: 200 };
  const echo = () => startUpstream((response, { body: came }) => response.end(String(came.length)));

  it.each(['', 'POST /v1/mess', `${POST}X-Half: `])(
    'to send its head is answered 408, or left, after %j',
    async (begun) => {
      const upstream = await echo();
      const proxy = await startProxy(upstream.url, { times });
      const socket = dial(proxy.url);
      if (begun !== '') socket.write(begun);
      expect(await restOf(socket)).toMatch(begun === '' ? /^(?:HTTP\/1\.1 408 |$)/ : /^HTTP\/1\.1 408 /);
      expect(upstream.requests).toEqual([]);
    },
  );

  it.each([
    ['of known length', 'Content-Length: 1000\r\n\r\n{"a":'],
    ['in chunks', 'Transfer-Encoding: chunked\r\n\r\n5\r\n{"a":'],
    ['that streams through', 'Content-Length: 5000000\r\n\r\n{"a":'],
    ['of which nothing came', 'Content-Length: 1000\r\n\r\n'],
  ])('to send a body %s is answered 408', async (_, begun) => {
    const upstream = await startBareUpstream((incoming) => void incoming.resume());
    const proxy = await startProxy(upstream.url, { times });
    const socket = dial(proxy.url);
    socket.write(POST + begun);
    expect(await restOf(socket)).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'client_aborted', status: 0 });
    await vi.waitFor(() => expect(upstream.calls()).toBe(0));
  });

  it('but goes on is heard to the end', async () => {
    const upstream = await echo();
    const proxy = await startProxy(upstream.url, { times: { head: 200, upload: 400 } });
    const { sent, response } = open(proxy.url, { headers: ['Content-Length', '20'] });
    for (let n = 0; n < 20; n++) {
      sent.write('x');
      await sleep(60);
    }
    expect(await readAnswer(await response)).toMatchObject({ status: 200, text: '20' });
  });

  it('to read an answer keeps its connection, and so does one that asks again much later', async () => {
    const upstream = await startUpstream((response) => response.end(Buffer.alloc(20_000_000)));
    const proxy = await startProxy(upstream.url, { times });
    const { sent, response } = open(proxy.url, body);
    sent.end('{}');
    const incoming = await response;
    await sleep(700);
    expect((await readAnswer(incoming)).body).toHaveLength(20_000_000);
    const socket = dial(proxy.url);
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1').replaceAll('\0', '');
    });
    for (const nth of [1, 2]) {
      socket.write(`HEAD /v1/models?n=${nth} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
      await vi.waitFor(() => expect(text.match(/ 200 OK/g)).toHaveLength(nth));
      await sleep(500);
    }
    socket.destroy();
  });

  it('in great number keeps nobody else waiting', async () => {
    const upstream = await echo();
    const proxy = await startProxy(upstream.url);
    const half = ['', 'POST /v1', `${POST}Content-Length: 60000000\r\n\r\n{`];
    const sockets = Array.from({ length: 300 }, (_, n) => {
      const socket = dial(proxy.url).on('error', () => {});
      if (half[n % half.length] !== '') socket.write(half[n % half.length]!);
      return socket;
    });
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
    });
    await Promise.all(sockets.map((socket) => (socket.connecting ? once(socket, 'connect') : undefined)));
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(proxy.url, body)));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set(['200 2']));
  });
});
