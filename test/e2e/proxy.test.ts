import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLI, serverEnv } from './connect.js';

let upstream: Server;
let answer: ServerResponse | undefined;
const children: ChildProcess[] = [];

beforeEach(async () => {
  upstream = createServer((request, response) => {
    request.resume();
    answer = response;
    response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('data: 1\n\n');
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  upstream.closeAllConnections();
  upstream.close();
});

/** Starts the command; `err` is what it has said until it listens or ends. */
async function start(...args: string[]) {
  const child = spawn(process.execPath, [CLI, 'proxy', '--port', '0', ...args], {
    env: serverEnv({ CTXOPT_HOME: ':memory:' }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let err = '';
  const said = new Promise<void>((resolve) => {
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk;
      if (err.includes('OLLAMA_HOST')) resolve();
    });
    child.once('close', () => resolve());
  });
  await said;
  return { child, err };
}

const url = () => `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;

describe('ctxopt proxy', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'says what to set, forwards, and finishes its streams on %s',
    async (signal) => {
      const { child, err } = await start('--upstream', url());
      const base = /ANTHROPIC_BASE_URL=(http:\/\/127\.0\.0\.1:\d+)\n/.exec(err)![1]!;
      expect(err).toContain(`OPENAI_BASE_URL=${base}/v1\n`);
      expect(err).toMatch(/\nLevel: lossless; what a subscription pays for goes out as it came\.\n$/);
      expect(await (await fetch(`${base}/ready`)).json()).toEqual({ status: 'ready' });
      const response = await fetch(`${base}/v1/messages`, { method: 'POST', body: '{}' });
      const ended = once(child, 'close');
      const told = once(child.stderr!, 'data');
      child.kill(signal);
      expect(String(await told)).toBe('1 request goes on. Ctrl-C ends them.\n');
      // The stream goes on although new connections are refused.
      while ((await fetch(`${base}/health`).catch(() => undefined)) !== undefined);
      answer!.end('data: 2\n\n');
      expect(await response.text()).toBe('data: 1\n\ndata: 2\n\n');
      expect(await ended).toEqual([0, null]);
    },
  );

  it('ends its streams at once when it is told twice', async () => {
    const { child, err } = await start('--upstream', url());
    const base = /ANTHROPIC_BASE_URL=(\S+)\n/.exec(err)![1]!;
    const response = await fetch(`${base}/v1/messages`, { method: 'POST', body: '{}' });
    const ended = once(child, 'close');
    const told = once(child.stderr!, 'data');
    child.kill('SIGINT');
    await told;
    child.kill('SIGINT');
    await expect(response.text()).rejects.toThrow();
    expect(await ended).toEqual([null, 'SIGINT']);
  });

  it('says that it leaves requests as they come', async () => {
    const { err } = await start('--passthrough');
    expect(err).toMatch(/\nEvery request goes out as it came\.\n$/);
  });

  it.each([
    [['--host', '0.0.0.0'], /no keys/],
    [['--upstream', 'nonsense'], /no http\(s\) URL/],
    [['--upstream', 'v1=https://x'], /are taken/],
    [['--port', '7337', '--upstream', 'http://localhost:7337'], /this proxy itself/],
    [['--port', '70000'], /no port/],
  ])('%j is wrong usage', async (args, reason) => {
    const { child, err } = await start(...args);
    expect(err).toMatch(reason);
    expect(child.exitCode).toBe(2);
  });
});
