import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ask, exchangeBytes } from '../proxy/ask.js';
import { startProxyProcess } from './proxy-process.js';

/** Of no form that a log would know for a secret by itself. */
const secrets = {
  key: 'plainAAAA1111aaaa',
  bearer: 'plainBBBB2222bbbb',
  azure: 'plainCCCC3333cccc',
  cookie: 'plainDDDD4444dddd',
  query: 'plainEEEE5555eeee',
  path: 'plainFFFF6666ffff',
  user: 'plainGGGG7777gggg',
  body: 'plainHHHH8888hhhh',
};

const results = Array.from({ length: 200 }, (_, n) => `line ${n % 3} of a result`).join('\n');
const conversation = JSON.stringify({
  model: 'claude-opus-4-5',
  messages: [
    { role: 'user', content: 'Run it.' },
    {
      role: 'assistant',
      content: [{ type: 'tool_use', id: 't1', name: 'Bash', input: { command: 'make' } }],
    },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: results }] },
  ],
});

/** Answers as its path says, and quotes the key wherever an error could. */
function reply({ url = '', headers }: IncomingMessage, response: ServerResponse): void {
  const key = String(headers['x-api-key']);
  if (url.includes('reset')) return void response.socket!.resetAndDestroy();
  response.setHeader('Content-Type', 'application/json');
  if (url.includes('broken')) {
    response.writeHead(200, { 'Content-Length': 999 }).write(`{"error":{"type":"${key}`);
    return void setTimeout(() => response.destroy(), 10);
  }
  const error = { type: `bad ${key}`, code: `bad ${key}`, message: `${key} is no key` };
  if (url.includes('denied'))
    return void response.writeHead(401).end(JSON.stringify({ type: 'error', error }));
  response.end(JSON.stringify({ type: 'message', model: 'claude-opus-4-5', usage: { input_tokens: 9 } }));
}

async function startUpstream(): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => reply(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it('no credential is in any file, line of the log, metric or answer of the proxy’s own', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'ctxopt-secrets-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const home = path.join(folder, 'home');
  const proxy = await startProxyProcess({
    home,
    upstream: await startUpstream(),
    env: { CTXOPT_LOG: 'debug' },
  });
  const fields = [
    ...['X-Api-Key', secrets.key, 'Authorization', `Bearer ${secrets.bearer}`, 'Api-Key', secrets.azure],
    ...['Cookie', `session=${secrets.cookie}`, 'Content-Type', 'application/json'],
  ];
  const bodies = [conversation, `{"api_key":"${secrets.body}",`, `{"api_key":"${secrets.body}"}`];
  const own: string[] = [];
  for (const how of ['well', 'denied', 'reset', 'broken']) {
    for (const target of ['/v1/messages', '/v1/chat/completions', `/v1/files/${secrets.path}`]) {
      for (const body of bodies) {
        const headers = [...fields, 'Content-Length', String(Buffer.byteLength(body))];
        const asked = ask(proxy.url, { path: `${target}?how=${how}&key=${secrets.query}`, headers, body });
        const answer = await asked.catch(() => undefined);
        if (how === 'reset') own.push(`${answer!.status} ${answer!.text} ${answer!.rawHeaders.join()}`);
      }
    }
  }
  const authority = `u:${secrets.user}@localhost`;
  for (const head of [
    `GET http://${authority}/v1/x HTTP/1.1\r\nHost: x`,
    `GET / HTTP/1.1\r\nHost: ${authority}`,
  ])
    own.push(await exchangeBytes(proxy.url, `${head}\r\n\r\n`));
  own.push((await ask(proxy.url, { method: 'GET', path: '/metrics' })).text);
  await proxy.stop();
  const files = (await readdir(home, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  const kept = await Promise.all(
    files.map(({ parentPath, name }) => readFile(path.join(parentPath, name), 'latin1')),
  );
  // All of it went through, and was written down.
  expect(kept.join()).toContain('claude-opus-4-5');
  expect(own[0]).toMatch(/^502 .*closed the connection/);
  expect(own.at(-1)).toContain('claude-opus-4-5');
  expect(proxy.written()).toContain('a request got no answer');
  for (const place of [...kept, ...own, proxy.written()]) {
    for (const secret of Object.values(secrets)) expect(place).not.toContain(secret);
  }
});
