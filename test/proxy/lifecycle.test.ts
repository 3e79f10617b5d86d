import type { ServerResponse } from 'node:http';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { expect, it, vi } from 'vitest';
import { ask, open, readAnswer } from './ask.js';
import { exchangeOf, startProxy } from './proxy.js';
import { startBareUpstream, startUpstream } from './upstream.js';

it('finishes the streams under way, and takes no more', async () => {
  let answer: ServerResponse | undefined;
  const upstream = await startBareUpstream((_, response) => {
    answer = response;
    response.writeHead(200).write('one ');
  });
  const proxy = await startProxy(upstream.url, { times: { grace: 600_000 } });
  const agent = new Agent({ keepAlive: true });
  const { sent, response } = open(proxy.url, { method: 'GET', agent });
  sent.end();
  const incoming = await response;
  const closed = proxy.close();
  await expect(ask(proxy.url, { method: 'GET' })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  answer!.end('two');
  expect((await readAnswer(incoming)).text).toBe('one two');
  await closed;
  expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'complete' });
  agent.destroy();
});

it.each([100_000, 3_000_000, 30_000_000])(
  'waits for a client that is slow to read %i bytes',
  async (length) => {
    const upstream = await startUpstream((response) => response.end(Buffer.alloc(length)));
    const proxy = await startProxy(upstream.url, { times: { grace: 600_000 } });
    const { sent, response } = open(proxy.url, { method: 'GET' });
    sent.end();
    const incoming = await response;
    const closed = proxy.close();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await readAnswer(incoming)).body).toHaveLength(length);
    await closed;
  },
);

it('observes requests that were sent without waiting for answers, when each has ended', async () => {
  const upstream = await startUpstream((response) => response.end('done'));
  const proxy = await startProxy(upstream.url, { times: { grace: 600_000 } });
  const client = connect(Number(new URL(proxy.url).port), '127.0.0.1');
  client.write('GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(3));
  await vi.waitFor(() =>
    expect(proxy.exchanges.map(({ outcome }) => outcome)).toEqual(Array(3).fill('complete')),
  );
  await proxy.close();
  client.destroy();
});

it('answers what comes on an open connection meanwhile, and closes it', async () => {
  const upstream = await startBareUpstream((request, response) => {
    response.writeHead(200).write('one');
    if (request.url === '/v1/short') response.end();
  });
  const proxy = await startProxy(upstream.url, { times: { grace: 100 } });
  const agent = new Agent({ keepAlive: true });
  await ask(proxy.url, { method: 'GET', path: '/v1/short', agent });
  const long = open(proxy.url, { method: 'GET', path: '/v1/long' });
  long.sent.end();
  await long.response;
  const closed = proxy.close();
  const answer = await ask(proxy.url, { method: 'GET', path: '/v1/short', agent });
  expect(answer).toMatchObject({ status: 200, headers: { connection: 'close' } });
  await closed;
});

it('ends those that go on for too long, and still records them', async () => {
  const upstream = await startBareUpstream((_, response) => void response.writeHead(200).write('one'));
  const proxy = await startProxy(upstream.url, { times: { grace: 50 } });
  const { sent, response } = open(proxy.url, { method: 'GET' });
  sent.end();
  const answer = readAnswer(await response);
  answer.catch(() => {});
  await proxy.close();
  await expect(answer).rejects.toThrow('aborted');
  expect(proxy.exchanges).toMatchObject([{ outcome: 'client_aborted', status: 200 }]);
  await vi.waitFor(() => expect(upstream.calls()).toBe(0));
});

it('does not wait for idle connections, and may be closed twice', async () => {
  const upstream = await startUpstream((response) => response.end('x'));
  const proxy = await startProxy(upstream.url, { times: { grace: 600_000 } });
  const agent = new Agent({ keepAlive: true });
  await ask(proxy.url, { method: 'GET', agent });
  await Promise.all([proxy.close(), proxy.close()]);
  agent.destroy();
});

it('says that a port is taken', async () => {
  const proxy = await startProxy('http://127.0.0.1:1');
  await expect(
    startProxy('http://127.0.0.1:1', { port: Number(new URL(proxy.url).port) }),
  ).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('in use'),
  });
});
