import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { createStoreThread as Create } from '../../src/session/store-thread.js';
import { storeContract, usageEvent } from '../contracts/store.js';

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
    for (const hash of hashes) expect(await again.getOriginal(hash)).toBeDefined();
    await again.close();
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
});
