import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CLI, serverEnv, temporaryFolder } from './connect.js';

let upstream: Server;
let folder: string;
let remove: () => Promise<void>;
const asked: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  ({ folder, remove } = await temporaryFolder());
  asked.length = 0;
  upstream = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk;
    });
    request.on('end', () => {
      asked.push({ headers: request.headers, body });
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  upstream.closeAllConnections();
  upstream.close();
  await remove();
});

const env = () =>
  serverEnv({ CTXOPT_HOME: path.join(folder, 'home'), CTXOPT_LOG: 'debug', MILL_KEY: 'sk-mill' });

/** Runs a command until it ends, or has said what it waits for. */
async function ctxopt(args: readonly string[], until?: string) {
  const child = spawn(process.execPath, [CLI, ...args], { env: env(), cwd: folder });
  children.push(child);
  const ended = { out: '', err: '', code: null as number | null };
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      ended.out += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      ended.err += chunk;
      if (until !== undefined && ended.err.includes(until)) resolve();
    });
    child.once('close', (code) => {
      ended.code = code;
      resolve();
    });
  });
  return ended;
}

it('a key is made, opens the proxy, and is revoked while that runs', async () => {
  const { port } = upstream.address() as AddressInfo;
  const config = path.join(folder, 'proxy.yaml');
  writeFileSync(config, `upstreams: { anthropic: { url: "http://127.0.0.1:${port}", keyFrom: MILL_KEY } }\n`);

  expect(await ctxopt(['keys', 'list'])).toMatchObject({ code: 0, out: 'There are no keys.\n' });
  const made = await ctxopt(['keys', 'create', '--project', 'mill', '--name', 'Ada']);
  expect(made.code).toBe(0);
  const secret = made.out.trim();
  expect(secret).toMatch(/^ctxopt-[\w-]{43}$/);
  const id = /key ([0-9a-f]{8}) of mill/.exec(made.err)![1]!;
  const listed = await ctxopt(['keys', 'list']);
  expect(listed.out).toContain(`${id}  mill`);
  expect(listed.out).toContain('valid  Ada');
  expect(listed.out + made.err).not.toContain(secret);

  const proxy = await ctxopt(['proxy', '--port', '0', '--config', config], 'OLLAMA_HOST');
  const base = /ANTHROPIC_BASE_URL=(\S+)/.exec(proxy.err)![1]!;
  const body = JSON.stringify({
    model: 'claude-opus-4-8',
    max_tokens: 9,
    system: 'You are careful. '.repeat(1_000),
    messages: [
      { role: 'user', content: 'a' },
      { role: 'assistant', content: 'b' },
      { role: 'user', content: 'c' },
    ],
  });
  const send = (key: string) =>
    fetch(`${base}/v1/messages`, { method: 'POST', headers: { 'x-api-key': key }, body });
  expect((await send('sk-ant-api03-mine')).status).toBe(401);
  const answer = await send(secret);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('x-ctxopt-passes')).toBe('cache-breakpoints');
  expect(asked).toHaveLength(1);
  expect(asked[0]!.headers['x-api-key']).toBe('sk-mill');
  expect(asked[0]!.body.split('cache_control')).toHaveLength(4);

  expect((await ctxopt(['keys', 'revoke', id])).code).toBe(0);
  expect((await ctxopt(['keys', 'revoke', id])).code).toBe(1);
  expect((await ctxopt(['keys', 'list'])).out).toContain('revoked');
  await vi.waitFor(async () => expect((await send(secret)).status).toBe(401), {
    timeout: 10_000,
    interval: 200,
  });

  const home = path.join(folder, 'home');
  const files = readdirSync(home).map((name) => readFileSync(path.join(home, name), 'latin1'));
  for (const place of [...files, proxy.err]) {
    expect(place).not.toContain(secret.slice('ctxopt-'.length));
    expect(place).not.toContain('sk-mill');
  }
});

it('opens the proxy to other machines, which it is not without one', async () => {
  const closed = await ctxopt(['proxy', '--port', '0', '--host', '0.0.0.0']);
  expect(closed).toMatchObject({ code: 2, err: expect.stringContaining('no keys') });
  const secret = (await ctxopt(['keys', 'create', '--project', 'mill'])).out.trim();
  const open = await ctxopt(['proxy', '--port', '0', '--host', '0.0.0.0'], 'OLLAMA_HOST');
  expect(open.err).toContain('forwards requests at http://0.0.0.0:');
  const [, host, port] = /ANTHROPIC_BASE_URL=http:\/\/([^:\s]+):(\d+)/.exec(open.err)!;
  expect(host).toBe(hostname());
  const send = (headers: Record<string, string>) =>
    fetch(`http://127.0.0.1:${port}/v1/messages`, { method: 'POST', headers, body: '{}' });
  expect((await send({})).status).toBe(401);
  expect((await send({ 'x-api-key': secret })).status).toBe(403);
});

it.each([
  [['keys'], /not said what/],
  [['keys', 'make'], /Keys cannot be told to/],
  [['keys', 'create'], /belongs to a project/],
  [['keys', 'create', '--project', '"'], /No project can be called/],
  [['proxy', '--port', '0', '--config', 'unset.yaml'], /should be in NOT_SET, which is not set/],
])('%j is wrong usage', async (args, reason) => {
  writeFileSync(
    path.join(folder, 'unset.yaml'),
    'upstreams: { anthropic: { url: "http://x", keyFrom: NOT_SET } }',
  );
  expect(await ctxopt(args)).toMatchObject({ code: 2, err: expect.stringMatching(reason) });
});
