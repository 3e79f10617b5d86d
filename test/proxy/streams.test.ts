import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { dial, open, readAnswer } from './ask.js';
import { exchangeOf, startProxy } from './proxy.js';
import { startBareUpstream, startSocketUpstream } from './upstream.js';

const SSE = [
  'event: message_start\ndata: {"type":"message_start","message":{"usage":{"input_tokens":3}}}\n\n',
  'event: content_block_delta\ndata: {"delta":{"text":"hé🙂"}}\n\n',
  'event: message_stop\r\ndata: {"type":"message_stop"}\r\n\r\n',
].join('');

/** The next bytes that come, at least `length` of them. */
async function read(incoming: IncomingMessage | Socket, length: number): Promise<string> {
  let bytes = Buffer.alloc(0);
  while (bytes.length < length) {
    const chunk = incoming.read() as Buffer | null;
    if (chunk) bytes = Buffer.concat([bytes, chunk]);
    else await once(incoming, 'readable');
  }
  return bytes.toString('latin1');
}

describe('a stream is not held back', () => {
  it('the head comes before the first byte of the body', async () => {
    const upstream = await startBareUpstream((_, response) => response.flushHeaders());
    const proxy = await startProxy(upstream.url);
    const { sent, response } = open(proxy.url, { method: 'GET' });
    sent.end();
    expect((await response).statusCode).toBe(200);
    sent.destroy();
  });

  it('each byte comes when it was sent, and no sooner does the next leave', async () => {
    let answer: ServerResponse | undefined;
    const upstream = await startBareUpstream((_, response) => {
      answer = response;
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
    });
    const proxy = await startProxy(upstream.url);
    const { sent, response } = open(proxy.url, { body: '{}' });
    sent.end();
    const incoming = await response;
    let text = '';
    for (const byte of Buffer.from(SSE)) {
      answer!.write(Buffer.from([byte]));
      text += await read(incoming, 1);
    }
    answer!.end();
    expect(Buffer.from(text, 'latin1').toString()).toBe(SSE);
    expect(await readAnswer(incoming)).toMatchObject({ text: '' });
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'complete', status: 200 });
  });

  it('wherever the bytes of a response are split on the wire, its head included', async () => {
    const body = Buffer.from(SSE.slice(0, 120));
    const wire = Buffer.concat([
      Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n'),
      Buffer.from(`${body.length.toString(16)}\r\n`),
      body,
      Buffer.from('\r\n0\r\nX-T: 1\r\n\r\n'),
    ]);
    let split = 0;
    const upstream = await startSocketUpstream((socket) => {
      socket.on('data', () => {
        const at = split;
        socket.write(wire.subarray(0, at), () => setImmediate(() => socket.write(wire.subarray(at))));
      });
    });
    const proxy = await startProxy(upstream.url);
    for (split = 1; split < wire.length; split += 1) {
      const { sent, response } = open(proxy.url, { method: 'GET' });
      sent.end();
      const answer = await readAnswer(await response);
      expect([answer.body.equals(body), answer.rawTrailers]).toEqual([true, ['X-T', '1']]);
    }
  });

  it('a request body in chunks reaches the upstream as it comes', async () => {
    const got: string[] = [];
    const upstream = await startBareUpstream((incoming, response) => {
      incoming.on('data', (chunk: Buffer) => got.push(chunk.toString()));
      incoming.on('end', () => response.end('done'));
    });
    const proxy = await startProxy(upstream.url);
    const { sent, response } = open(proxy.url, { headers: ['Transfer-Encoding', 'chunked'] });
    for (const word of ['one', 'two', 'three']) {
      sent.write(word);
      await vi.waitFor(() => expect(got.at(-1)).toBe(word), { interval: 2 });
    }
    sent.end();
    expect(await readAnswer(await response)).toMatchObject({ text: 'done' });
  });

  it('holds five hundred at once', async () => {
    const open_: ServerResponse[] = [];
    const upstream = await startBareUpstream((_, response) => {
      open_.push(response);
      response.writeHead(200).write('first ');
    });
    const proxy = await startProxy(upstream.url);
    const clients = Array.from({ length: 500 }, () => {
      const { sent, response } = open(proxy.url, { method: 'GET' });
      sent.end();
      return response;
    });
    const incoming = await Promise.all(clients);
    expect(open_).toHaveLength(500);
    for (const response of open_) response.end('last');
    const answers = await Promise.all(incoming.map(readAnswer));
    expect(answers.every(({ text }) => text === 'first last')).toBe(true);
    await vi.waitFor(() => expect(proxy.exchanges).toHaveLength(500));
    expect(proxy.exchanges.every(({ outcome }) => outcome === 'complete')).toBe(true);
  });
});

/** Resolves when a count has stopped to grow. */
async function settled(count: () => number): Promise<number> {
  let before = -1;
  while (before !== count()) {
    before = count();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return before;
}

const MEGABYTE = 1024 * 1024;

/** What the kernel's buffers of two connections on one machine may take in before anyone is held back, generously. */
const IN_FLIGHT = 24 * MEGABYTE;

describe('back-pressure', () => {
  it('a client that does not read holds the upstream back', async () => {
    let written = 0;
    const total = 96 * MEGABYTE;
    const upstream = await startBareUpstream((_, response) => {
      const pump = () => {
        while (written < total) {
          written += MEGABYTE;
          if (!response.write(Buffer.alloc(MEGABYTE, 'x'))) return void response.once('drain', pump);
        }
        response.end();
      };
      pump();
    });
    const proxy = await startProxy(upstream.url);
    const { sent, response } = open(proxy.url, { method: 'GET' });
    sent.end();
    const incoming = await response;
    expect(await settled(() => written)).toBeLessThan(IN_FLIGHT);
    let length = 0;
    for await (const chunk of incoming) length += (chunk as Buffer).length;
    expect(length).toBe(total);
  });

  it('an upstream that does not read holds the client back', async () => {
    const length = 60 * MEGABYTE;
    let release = () => {};
    const upstream = await startBareUpstream((incoming, response) => {
      release = () => {
        let got = 0;
        incoming.on('data', (chunk: Buffer) => {
          got += chunk.length;
        });
        incoming.on('end', () => response.end(String(got)));
      };
    });
    const proxy = await startProxy(upstream.url);
    const { sent, response } = open(proxy.url, { headers: ['Content-Length', String(length)] });
    let written = 0;
    const pump = () => {
      while (written < length) {
        written += MEGABYTE;
        if (!sent.write(Buffer.alloc(MEGABYTE, 'x'))) return void sent.once('drain', pump);
      }
      sent.end();
    };
    pump();
    expect(await settled(() => written)).toBeLessThan(IN_FLIGHT);
    release();
    expect(await readAnswer(await response)).toMatchObject({ text: String(length) });
  });
});

describe('a client that goes away ends the upstream call', () => {
  it.each(['in a short body', 'in a long body', 'in a chunked body'])('%s', async (where) => {
    const upstream = await startBareUpstream((incoming) => incoming.resume());
    const proxy = await startProxy(upstream.url);
    const headers =
      where === 'in a chunked body'
        ? ['Transfer-Encoding', 'chunked']
        : ['Content-Length', where === 'in a short body' ? '100' : '1000000'];
    const { sent, response } = open(proxy.url, { headers });
    response.catch(() => {});
    sent.write('some of it');
    if (where !== 'in a short body') await vi.waitFor(() => expect(upstream.calls()).toBe(1));
    await new Promise((resolve) => setTimeout(resolve, 50));
    sent.destroy();
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'client_aborted', status: 0 });
    await vi.waitFor(() => expect(upstream.calls()).toBe(0));
  });

  it('before the first byte', async () => {
    let came = false;
    const upstream = await startBareUpstream((incoming) => {
      came = true;
      incoming.resume();
    });
    const proxy = await startProxy(upstream.url);
    const { sent, response } = open(proxy.url, { headers: ['Content-Length', '2'] });
    response.catch(() => {});
    sent.end('{}');
    await vi.waitFor(() => expect(came).toBe(true));
    sent.destroy();
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'client_aborted', status: 0 });
    await vi.waitFor(() => expect(upstream.calls()).toBe(0));
  });

  it('in mid-stream', async () => {
    const upstream = await startBareUpstream(
      (_, response) => void response.writeHead(200).write('data: 1\n\n'),
    );
    const proxy = await startProxy(upstream.url);
    const { sent, response } = open(proxy.url, { method: 'GET' });
    sent.end();
    await once(await response, 'data');
    sent.destroy();
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'client_aborted', status: 200 });
    await vi.waitFor(() => expect(upstream.calls()).toBe(0));
  });

  it('while it does not read', async () => {
    const upstream = await startBareUpstream((_, response) => void response.end(Buffer.alloc(64 * MEGABYTE)));
    const proxy = await startProxy(upstream.url);
    const { sent, response } = open(proxy.url, { method: 'GET' });
    sent.end();
    await response;
    await new Promise((resolve) => setTimeout(resolve, 100));
    sent.destroy();
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'client_aborted' });
    await vi.waitFor(() => expect(upstream.calls()).toBe(0));
  });

  it('with several requests under way on its connection', async () => {
    const upstream = await startBareUpstream(() => {});
    const proxy = await startProxy(upstream.url);
    const socket = dial(proxy.url).on('error', () => {});
    const one = 'GET /v1/x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';
    socket.write(one + one + one);
    await vi.waitFor(() => expect(upstream.calls()).toBe(3));
    socket.destroy();
    await vi.waitFor(() => expect(proxy.exchanges).toHaveLength(3));
    expect(new Set(proxy.exchanges.map(({ outcome }) => outcome))).toEqual(new Set(['client_aborted']));
    await vi.waitFor(() => expect(upstream.calls()).toBe(0));
  });
});
