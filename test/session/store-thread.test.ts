import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { deserialize } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { fileEntries } from '../../src/read/file-entries.js';
import type { RankedMap } from '../../src/session/repo-rankings.js';
import type { createStoreThread as Create } from '../../src/session/store-thread.js';
import { storeContract, usageEvent } from '../contracts/store.js';
import { originalIn } from '../store/original-in.js';

/** The built sources: a thread runs no TypeScript. */
const dist = path.resolve(import.meta.dirname, '../..', process.env.CTXOPT_DIST ?? 'dist');
const built = path.join(dist, 'src/session/store-thread.js');
if (!existsSync(built)) throw new Error(`${dist} holds no build: run \`npm run build\` first`);
const { createStoreThread } = (await import(pathToFileURL(built).href)) as {
  createStoreThread: typeof Create;
};

const folder = mkdtempSync(path.join(tmpdir(), 'ctxopt-store-thread-'));
afterAll(() => rmSync(folder, { recursive: true }));

let made = 0;
const freshLocation = () => path.join(folder, String(++made), 'ctxopt.db');
const warn = (warning: string) => {
  throw new Error(`unexpected warning: ${warning}`);
};

storeContract('sqlite in a thread', () => createStoreThread({ location: freshLocation(), warn }));
storeContract('sqlite in memory, in a thread', () => createStoreThread({ location: ':memory:', warn }));

describe('a store in a thread', () => {
  it('starts nothing before its first use, and is closed for good', async () => {
    const location = freshLocation();
    const store = createStoreThread({ location, warn });
    await store.close();
    expect(existsSync(path.dirname(location))).toBe(false);
    await expect(store.putOriginal('late')).rejects.toMatchObject({ code: 'store_failed' });
  });

  it('closes once what was asked is done', async () => {
    const location = freshLocation();
    const store = createStoreThread({ location, warn });
    const asked = Array.from({ length: 50 }, (_, n) => store.putOriginal(`text ${n}`));
    await store.close();
    const hashes = await Promise.all(asked);
    const again = createStoreThread({ location, warn });
    for (const hash of hashes) expect(await originalIn(again, hash)).toBeDefined();
    await again.close();
  });

  it('lives on in another when the thread dies', async () => {
    const posted = vi.spyOn(Worker.prototype, 'postMessage');
    const store = createStoreThread({ location: freshLocation(), warn });
    await store.status();
    const thread = posted.mock.contexts[0] as Worker;
    const died = new Promise((resolve) => thread.once('error', resolve));
    const exited = new Promise((resolve) => thread.once('exit', resolve));
    // No request is made so: the thread throws.
    thread.postMessage(null);
    await died;
    // Asked after the thread failed, and before it is gone.
    const hash = await store.putOriginal('kept all the same');
    await exited;
    expect((await originalIn(store, hash))?.text).toBe('kept all the same');
    expect(new Set(posted.mock.contexts).size).toBe(2);
    posted.mockRestore();
    await store.close();
  });

  it('passes warnings on', async () => {
    const inTheWay = path.join(folder, 'file');
    writeFileSync(inTheWay, '');
    const warnings: string[] = [];
    const store = createStoreThread({
      location: path.join(inTheWay, 'ctxopt.db'),
      warn: (warning) => warnings.push(warning),
    });
    expect((await store.status()).backend).toBe('memory');
    expect(warnings.join()).toContain('Meanwhile new rows are kept in memory');
    await store.close();
  });

  it('adds up what is on record', async () => {
    const store = createStoreThread({ location: ':memory:', warn });
    expect(await store.history('s')).toBeUndefined();
    for (const returned of [100, 5000]) {
      await store.recordUsage(usageEvent({ session: 's', view: 'full', baseline: 5100, returned, sent: 0 }));
    }
    expect(await store.summary({ session: 's' }, 1000)).toMatchObject({
      calls: 2,
      net: 10_200 - 5100 - 1000,
    });
    expect((await store.recommendations({})).join()).toContain('src/mill.ts was read whole');
    expect(await store.history('s')).toContain('Session s: 2 calls');
    await store.close();
  });

  it('indexes a repository, and ranks what is in it', async () => {
    const store = createStoreThread({ location: freshLocation(), warn });
    const files = Object.entries({
      'src/retry.ts': '/** Waits. */\nexport function retryDelay() {\n  return 1;\n}\n',
      'src/client.ts': "import { retryDelay } from './retry.js';\nexport const send = () => retryDelay();\n",
    }).map(([path, text]) => ({
      stamp: { path, size: text.length, mtime: 1, ctime: 2, settled: true },
      bytes: Buffer.from(text),
      known: '',
    }));
    const request = { root: '/engine', under: '', recent: new Map() };
    expect(await store.rankedMap({ ...request, budget: 4000, without: [] })).toBeUndefined();

    await store.putFiles('/engine', (await fileEntries(files)).entries);
    const map = await store.rankedMap({ ...request, budget: 4000, without: [] });
    const { files: ranked, hashes, uses } = deserialize(map!) as RankedMap;
    expect(ranked.map(({ path }) => path)).toEqual(['src/retry.ts', 'src/client.ts']);
    expect(ranked[0]!.symbols.map(({ name }) => name)).toEqual(['retryDelay']);
    expect(uses.get('retryDelay')).toBeGreaterThan(0);
    expect([...hashes.keys()].sort()).toEqual(['src/client.ts', 'src/retry.ts']);

    const found = await store.rankedFiles({ ...request, query: 'where is the delay of retries', most: 9 });
    expect(found.files[0]).toMatchObject({ path: 'src/retry.ts', hash: hashes.get('src/retry.ts') });
    expect(found.rows).toBe(4);

    // tests say what they test, but are no answer unless they are asked for
    const test =
      '// The delay of retries: the delay.\nexport function delayRetries() {\n  retryDelay();\n}\n';
    const stamp = { path: 'test/retry.test.ts', size: test.length, mtime: 1, ctime: 2, settled: true };
    const tests = await fileEntries([{ stamp, bytes: Buffer.from(test), known: '' }]);
    await store.putFiles('/engine', tests.entries);
    const first = async (query: string) =>
      (await store.rankedFiles({ ...request, query, most: 1 })).files.map(({ path }) => path);
    expect(await first('where is the delay of retries')).toEqual(['src/retry.ts']);
    expect(await first('which test has the delay of retries')).toEqual([stamp.path]);
    await store.dropFiles('/engine', [stamp.path]);

    await store.dropFiles('/engine', ['src/retry.ts']);
    const left = await store.rankedMap({ ...request, budget: 4000, without: [] });
    expect((deserialize(left!) as RankedMap).files.map(({ path }) => path)).toEqual(['src/client.ts']);
    const none = await store.rankedMap({ ...request, budget: 4000, without: ['src/client.ts'] });
    expect((deserialize(none!) as RankedMap).files).toEqual([]);
    await store.close();
  });
});
