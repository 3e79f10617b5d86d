import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { loadDriver } from '../../src/store/load-driver.js';
import { open } from '../proxy/ask.js';
import { startProxy } from '../proxy/proxy.js';
import { say } from '../upstream/script.js';
import { startUpstream } from '../upstream/upstream.js';
import { temporaryFolder } from './connect.js';
import { bodyOf, HEADERS, prefixOf, warmUp } from './long-talk.js';
import { startProxyProcess } from './proxy-process.js';

it('killed in mid-stream, again and again, the proxy goes on with what it sent', async () => {
  const { folder, remove } = await temporaryFolder();
  onTestFinished(remove);
  const home = path.join(folder, 'home');
  const upstream = await startUpstream();
  onTestFinished(() => upstream.close());
  const forwarded: string[] = [];
  for (let turn = 1; turn <= 4; turn++) {
    upstream.follow(() => [say('Ready.')]);
    const proxy = await startProxyProcess({ home, upstream: upstream.url });
    await warmUp(proxy.url);
    // The last turn once more, as clients do whose answer broke off; and then the next one.
    for (const sent of turn === 1 ? [1] : [turn - 1, turn]) {
      upstream.take();
      upstream.follow(() => ({
        parts: [say('An answer that never ends.')],
        pause: (chunk) => (chunk > 1 ? new Promise(() => {}) : undefined),
      }));
      const { sent: request, response } = open(proxy.url, { headers: HEADERS });
      request.end(bodyOf(sent));
      await once(await response, 'data');
      forwarded.push(upstream.requests[0]!.body.toString());
      if (sent === turn) {
        await proxy.kill();
        // Nothing of a database that is damaged, or does not serve.
        expect(proxy.logged().filter((message) => !message.endsWith('the time was over'))).toEqual([]);
      }
      request.destroy();
    }
  }
  for (const [index, body] of forwarded.slice(1).entries()) {
    const before = forwarded[index]!;
    // Each turn was sent again after the kill, and then the next one.
    expect(index % 2 === 0 ? body === before : body.startsWith(prefixOf(before))).toBe(true);
  }
  expect(forwarded.at(-1)).toMatch(/ctx:[0-9a-f]{12}/);
  const db = new (await loadDriver())(path.join(home, 'ctxopt.db'), { readonly: true });
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();
});

/** Answers one event, and then nothing more. */
const ONE_EVENT = `
const http = require('node:http');
const length = process.argv[1] === 'measured' ? { 'content-length': 1000 } : {};
const server = http.createServer((request, response) => {
  request.resume().on('end', () => {
    response.sendDate = false;
    response.writeHead(200, { 'content-type': 'text/event-stream', ...length });
    response.write('event: ping\\ndata: {"type":"ping"}\\n\\n');
  });
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

it.each(['chunked', 'measured'])(
  'an upstream that is killed in mid-stream looks through the proxy as it does without (%s)',
  async (framing) => {
    const upstream = spawn(process.execPath, ['-e', ONE_EVENT, framing], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void upstream.kill('SIGKILL'));
    const [port] = (await once(upstream.stdout, 'data')) as [Buffer];
    const direct = `http://127.0.0.1:${String(port).trim()}`;
    const proxy = await startProxy(direct);
    const seen = [direct, proxy.url].map(watchStream);
    const killed = Promise.all(seen.map(({ begun }) => begun)).then(() => upstream.kill('SIGKILL'));
    const [without, through] = await Promise.all(seen.map(({ ended }) => ended));
    await killed;
    expect(through).toEqual(without);
    expect(through).toEqual({
      status: 200,
      text: 'event: ping\ndata: {"type":"ping"}\n\n',
      isComplete: false,
      code: 'ECONNRESET',
    });
    await vi.waitFor(() => expect(proxy.exchanges).toMatchObject([{ outcome: 'truncated', status: 200 }]));
  },
);

/** What a client sees of a response that breaks off. */
function watchStream(url: string) {
  const { sent, response } = open(url, { headers: HEADERS });
  sent.end(bodyOf(1));
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const ended = response.then(async (incoming) => {
    let [text, code]: [string, unknown] = ['', undefined];
    incoming.on('data', (chunk: Buffer) => {
      text += chunk;
      begin();
    });
    incoming.on('error', (error: NodeJS.ErrnoException) => {
      code = error.code;
    });
    await new Promise((resolve) => incoming.once('close', resolve));
    return { status: incoming.statusCode, text, isComplete: incoming.complete, code };
  });
  return { begun, ended };
}
