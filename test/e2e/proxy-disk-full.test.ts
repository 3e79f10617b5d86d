import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadDriver } from '../../src/store/load-driver.js';
import { startUpstream } from '../upstream/upstream.js';
import { connectStdio, temporaryFolder } from './connect.js';
import { outputOf, prefixOf, sendTurn, warmUp } from './long-talk.js';
import { type ProxyProcess, startProxyProcess } from './proxy-process.js';

/** A way for a disk to be full, without root where the machine allows that. */
interface FullDisk {
  readonly name: string;
  /** Why there is no such thing on this machine; undefined if there is. */
  readonly missing: string | undefined;
  /** What the proxy is started by; `home` is where its store lies. */
  inside(home: string): readonly string[];
  /** Likewise, on a disk that is full already. */
  insideFull(home: string): readonly string[];
  fill(proxy: ProxyProcess, home: string): void;
  /** Where the process that began there sees its files from outside. */
  seen(proxy: ProxyProcess, home: string): string;
}

const works = (command: string, ...args: readonly string[]) => spawnSync(command, args).status === 0;

const UNSHARE = ['unshare', '--map-root-user', '--mount'] as const;
const MOUNT = 'mount -t tmpfs -o size=4m none "$0" && exec "$@"';
const MOUNT_FULL =
  'mount -t tmpfs -o size=256k none "$0"; cat /dev/zero > "$0/filler" 2>/dev/null; exec "$@"';

const disks: readonly FullDisk[] = [
  {
    name: 'whose file system is full',
    missing: works(...UNSHARE, 'sh', '-c', MOUNT, '/mnt', 'true')
      ? undefined
      : 'no user namespaces to mount a small file system in',
    inside: (home) => [...UNSHARE, 'sh', '-c', MOUNT, home],
    insideFull: (home) => [...UNSHARE, 'sh', '-c', MOUNT_FULL, home],
    seen: ({ child }, home) => `/proc/${child.pid}/root${home}`,
    fill(proxy, home) {
      const file = openSync(path.join(this.seen(proxy, home), 'filler'), 'w');
      for (const size of [65_536, 1]) {
        expect(() => {
          for (;;) writeSync(file, Buffer.alloc(size));
        }).toThrow('ENOSPC');
      }
    },
  },
  {
    name: 'that takes no more bytes of it',
    missing: works('prlimit', '--version') ? undefined : 'no prlimit to limit files with',
    inside: () => [],
    insideFull: () => ['prlimit', '--fsize=0:'],
    seen: (_, home) => home,
    fill: ({ child }) => void execFileSync('prlimit', ['--pid', String(child.pid), '--fsize=0:']),
  },
];

describe.each(disks)('a proxy with a disk $name', (disk) => {
  it.skipIf(disk.missing !== undefined)(
    `forwards on, says so once, and forgets nothing${disk.missing ? `: ${disk.missing}` : ''}`,
    async () => {
      const { folder, remove } = await temporaryFolder();
      onTestFinished(remove);
      const home = path.join(folder, 'home');
      const upstream = await startUpstream();
      onTestFinished(() => upstream.close());
      const first = await startProxyProcess({ home, upstream: upstream.url, inside: disk.inside(home) });
      await warmUp(first.url);
      upstream.take();
      const lastBefore = 3;
      for (let turn = 1; turn <= lastBefore; turn++) await sendTurn(first.url, turn);

      disk.fill(first, home);
      for (let turn = lastBefore + 1; turn <= lastBefore + 4; turn++) {
        const { status, text } = await sendTurn(first.url, turn);
        expect({ status, isWhole: text.includes('message_stop') }).toEqual({ status: 200, isWhole: true });
      }
      const sent = upstream.take().map(({ body }) => body.toString());
      for (const [index, body] of sent.slice(1).entries()) {
        expect(body.startsWith(prefixOf(sent[index]!)), `turn ${index + 2}`).toBe(true);
      }
      // Only what the disk has is named by a handle: what is new goes out as it came.
      expect(JSON.parse(sent.at(-1)!).messages.at(-1).content[0].content).toBe(outputOf(lastBefore + 4));
      const told = first.logged().filter((message) => message.includes('CTXOPT_HOME'));
      expect(told).toEqual([expect.stringMatching(/ctxopt\.db: .*(?:Free disk space|Check the disk)/)]);
      expect(first.logged().length).toBeLessThanOrEqual(5);

      const roomy = path.join(folder, 'roomy');
      mkdirSync(roomy);
      for (const suffix of ['', '-wal']) {
        const file = `${path.join(disk.seen(first, home), 'ctxopt.db')}${suffix}`;
        if (existsSync(file)) copyFileSync(file, `${path.join(roomy, 'ctxopt.db')}${suffix}`);
      }
      await first.kill();

      const second = await startProxyProcess({ home: roomy, upstream: upstream.url });
      await warmUp(second.url);
      upstream.take();
      await sendTurn(second.url, lastBefore + 5);
      const [after] = upstream.take().map(({ body }) => body.toString());
      expect(after!.startsWith(prefixOf(sent[lastBefore - 1]!))).toBe(true);
      const handles = new Set(after!.match(/ctx:[0-9a-f]{12}/g));
      expect(handles.size).toBeGreaterThanOrEqual(2);
      const server = await connectStdio('legacy', { cwd: folder, env: { CTXOPT_HOME: roomy } });
      onTestFinished(() => server.close());
      for (const handle of handles) {
        expect((await server.call('smart_read', { path: handle, view: 'full' })).isError, handle).toBe(false);
      }
      await second.stop();
      expect(second.logged().filter((message) => message.includes('ctxopt.db'))).toEqual([]);
      const db = new (await loadDriver())(path.join(roomy, 'ctxopt.db'), { readonly: true });
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
      db.close();
    },
  );

  it.skipIf(disk.missing !== undefined)(
    `forwards from the start, and gives out no handle${disk.missing ? `: ${disk.missing}` : ''}`,
    async () => {
      const { folder, remove } = await temporaryFolder();
      onTestFinished(remove);
      const home = path.join(folder, 'home');
      mkdirSync(home);
      const upstream = await startUpstream();
      onTestFinished(() => upstream.close());
      const proxy = await startProxyProcess({ home, upstream: upstream.url, inside: disk.insideFull(home) });
      for (let turn = 1; turn <= 4; turn++) {
        const { status, text } = await sendTurn(proxy.url, turn);
        expect({ status, isWhole: text.includes('message_stop') }).toEqual({ status: 200, isWhole: true });
      }
      const sent = upstream.take().map(({ body }) => body.toString());
      for (const [index, body] of sent.slice(1).entries()) {
        expect(body.startsWith(prefixOf(sent[index]!)), `turn ${index + 2}`).toBe(true);
      }
      expect(sent.at(-1)).not.toContain('ctx:');
      const told = proxy.logged().filter((message) => message.includes('CTXOPT_HOME'));
      expect(told.some((message) => /ctxopt\.db: .*(?:Free disk space|Check the disk)/.test(message))).toBe(
        true,
      );
      await proxy.stop();
    },
  );
});
