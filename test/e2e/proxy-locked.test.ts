import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { startUpstream } from '../upstream/upstream.js';
import { connectStdio, temporaryFolder } from './connect.js';
import { prefixOf, sendTurn, warmUp } from './long-talk.js';
import { startProxyProcess } from './proxy-process.js';

/** Holds a database, from the first byte that it is sent to the second. */
const HOLD = `
const db = new (require('better-sqlite3'))(process.argv[1], { timeout: 10000 });
process.stdin.once('data', () => {
  db.exec('BEGIN EXCLUSIVE');
  console.log('held');
  process.stdin.once('data', () => { db.exec('ROLLBACK'); process.exit(0); });
});
`;

/** Longer than the store waits for another process, in milliseconds. */
const HELD_FOR = 7_000;

it('a database that another process holds keeps no request, and no handle leads nowhere', async () => {
  const { folder, remove } = await temporaryFolder();
  onTestFinished(remove);
  const home = path.join(folder, 'home');
  const upstream = await startUpstream();
  onTestFinished(() => upstream.close());
  const first = await startProxyProcess({ home, upstream: upstream.url });
  await warmUp(first.url);
  upstream.take();
  await sendTurn(first.url, 1);
  await sendTurn(first.url, 2);

  const holder = spawn(process.execPath, ['-e', HOLD, path.join(home, 'ctxopt.db')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void holder.kill('SIGKILL'));
  holder.stdin.write('1');
  await once(holder.stdout, 'data');
  const until = performance.now() + HELD_FOR;
  let turn = 3;
  for (; performance.now() < until; turn++) {
    const asked = performance.now();
    const { status, text } = await sendTurn(first.url, turn);
    expect({ status, isWhole: text.includes('message_stop') }).toEqual({ status: 200, isWhole: true });
    // A rewrite may take two seconds, and the machine be busy; but nobody waits as long as the store does.
    expect(performance.now() - asked).toBeLessThan(4_500);
    await sleep(500);
  }
  holder.stdin.write('2');
  await once(holder, 'close');

  await sendTurn(first.url, turn++);
  await sendTurn(first.url, turn++);
  const told = first.logged().filter((message) => message.includes('Another program holds the database'));
  expect(told).toHaveLength(1);
  await first.stop();
  const second = await startProxyProcess({ home, upstream: upstream.url });
  await warmUp(second.url);
  await sendTurn(second.url, turn);

  const sent = upstream.requests
    .map(({ body }) => body.toString())
    .filter((body) => body.includes('why the mill'));
  for (const [index, body] of sent.slice(1).entries()) {
    expect(body.startsWith(prefixOf(sent[index]!)), `turn ${index + 2} begins with the one before`).toBe(
      true,
    );
  }
  const handles = new Set(sent.at(-1)!.match(/ctx:[0-9a-f]{12}/g));
  expect(handles.size).toBeGreaterThan(0);
  const server = await connectStdio('legacy', { cwd: folder, env: { CTXOPT_HOME: home } });
  onTestFinished(() => server.close());
  for (const handle of handles) {
    expect((await server.call('smart_read', { path: handle, view: 'full' })).isError, handle).toBe(false);
  }
});
