import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CtxoptError } from '../../src/errors.js';
import { createStore } from '../../src/store/create-store.js';
import { storeContract, usageEvent } from '../contracts/store.js';
import { originalIn } from './original-in.js';

const folder = mkdtempSync(path.join(tmpdir(), 'ctxopt-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

let made = 0;
const freshLocation = () => path.join(folder, String(++made), 'data', 'ctxopt.db');

const warn = (warning: string) => {
  throw new Error(`unexpected warning: ${warning}`);
};
const noDriver = async () => {
  throw new CtxoptError('store_failed', 'SQLite could not be loaded (no binary).', 'Run `npm rebuild`.');
};

storeContract('memory', () => createStore({ location: freshLocation(), warn: () => {}, driver: noDriver }));
storeContract('sqlite in a file', () => createStore({ location: freshLocation(), warn }));
storeContract('sqlite in memory', () => createStore({ location: ':memory:', warn }));

describe('a store on disk', () => {
  it('touches nothing before its first use', async () => {
    const location = freshLocation();
    const store = createStore({ location, warn });
    expect(readdirSync(folder)).not.toContain(path.basename(path.dirname(path.dirname(location))));
    await store.close();
  });

  it('keeps rows from one opening to the next', async () => {
    const location = freshLocation();
    const first = createStore({ location, warn });
    const hash = await first.putOriginal('text');
    await first.recordUsage(usageEvent());
    await first.close();
    const second = createStore({ location, warn });
    expect((await originalIn(second, hash))?.text).toBe('text');
    expect(await second.usage({})).toEqual([usageEvent()]);
    expect(await second.status()).toEqual({ backend: 'sqlite', location });
    await second.close();
  });

  it('lets only its owner read the folder and each file', async () => {
    const location = freshLocation();
    const umask = process.umask(0);
    const store = createStore({ location, warn });
    await store.putOriginal('text');
    process.umask(umask);
    const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);
    expect(mode(path.dirname(location))).toBe('700');
    const files = readdirSync(path.dirname(location)).sort();
    expect(files).toEqual(['ctxopt.db', 'ctxopt.db-shm', 'ctxopt.db-wal', 'ctxopt.db.lock']);
    for (const file of files) expect(mode(path.join(path.dirname(location), file))).toBe('600');
    await store.close();
  });

  it('deletes the oldest-used originals beyond its limit', async () => {
    let time = 0;
    const now = () => {
      time += 120_000;
      return time;
    };
    const store = createStore({ location: freshLocation(), warn, now, diskLimit: 10_000 });
    const text = (letter: string) => letter.repeat(1_000);
    const hashes = new Map<string, string>();
    for (const letter of 'abcdefghij') hashes.set(letter, await store.putOriginal(text(letter)));
    await originalIn(store, hashes.get('a')!);
    for (const letter of 'klm') hashes.set(letter, await store.putOriginal(text(letter)));
    const kept: string[] = [];
    for (const [letter, hash] of hashes) if (await originalIn(store, hash)) kept.push(letter);
    expect(kept.join('')).toBe('aefghijklm');
    await store.close();
  });

  it('deletes the oldest-used decisions beyond its limit, and keeps the originals that the others name', async () => {
    let time = 0;
    const now = () => {
      time += 120_000;
      return time;
    };
    const limits = { diskLimit: 3_000, decisionLimit: 10_000 };
    const store = createStore({ location: freshLocation(), warn, now, ...limits });
    const keyOf = (letter: string) => letter.repeat(32);
    const put = async (letter: string, text: string) =>
      store.putDecisions([{ key: keyOf(letter), until: keyOf(letter), text, before: 9, after: 1 }]);
    const hash = await store.putOriginal('a'.repeat(1_000));
    await put('a', `[ctxopt: rest, ctx:${hash.slice(0, 12)}] ${'-'.repeat(1_000)}`);
    await store.putOriginal('b'.repeat(1_000));
    for (const letter of 'bcdef01') await put(letter, letter.repeat(1_000));
    await store.decisions([keyOf('a')]);
    await store.decisions([keyOf('b')], { isUnused: true });
    await store.putOriginal('c'.repeat(1_000));
    await store.putOriginal('d'.repeat(1_000));
    expect(await originalIn(store, hash)).toBeDefined();
    for (const letter of '234') await put(letter, letter.repeat(1_000));
    const kept = (await store.decisions([...'abcdef01234'].map(keyOf))).map(({ key }) => key[0]);
    expect(kept.join('')).toBe('aef01234');
    await store.close();
  });

  it('keeps the newest original however large', async () => {
    const store = createStore({ location: freshLocation(), warn, diskLimit: 100 });
    const small = await store.putOriginal('small');
    const large = await store.putOriginal('0123456789'.repeat(50));
    expect(await originalIn(store, small)).toBeUndefined();
    expect((await originalIn(store, large))?.text).toHaveLength(500);
    await store.close();
  });
});

describe('a store in memory', () => {
  it('says that it is one, why, and what to do, and warns once', async () => {
    const warnings: string[] = [];
    const location = freshLocation();
    const store = createStore({ location, warn: (warning) => warnings.push(warning), driver: noDriver });
    await store.putOriginal('a');
    await store.recordUsage(usageEvent());
    const warning =
      `${location}: SQLite could not be loaded (no binary). Run \`npm rebuild\`. ` +
      'Meanwhile new rows are kept in memory, until this process ends.';
    expect(await store.status()).toEqual({ backend: 'memory', location: ':memory:', warning });
    expect(warnings).toEqual([warning]);
    await store.close();
  });

  it('drops the oldest-used originals beyond its limit, and never the newest', async () => {
    const store = createStore({ location: ':memory:', warn: () => {}, driver: noDriver, memoryLimit: 60 });
    const [a, b] = [await store.putOriginal('aaaaaaaaaa'), await store.putOriginal('bbbbbbbbbb')];
    await store.putOriginal('cccccccccc');
    await originalIn(store, a);
    await store.putOriginal('dddddddddd');
    expect((await originalIn(store, a))?.text).toBe('aaaaaaaaaa');
    expect(await originalIn(store, b)).toBeUndefined();
    const large = await store.putOriginal('e'.repeat(1_000));
    expect((await originalIn(store, large))?.text).toHaveLength(1_000);
    expect(await originalIn(store, a)).toBeUndefined();
    await store.close();
  });

  it('drops the oldest-used decisions beyond its limit', async () => {
    const store = createStore({
      location: ':memory:',
      warn: () => {},
      driver: noDriver,
      decisionLimit: 5_000,
    });
    const keyOf = (letter: string) => letter.repeat(32);
    const put = (letter: string) =>
      store.putDecisions([
        { key: keyOf(letter), until: keyOf(letter), text: letter.repeat(500), before: 9, after: 1 },
      ]);
    await put('a');
    await put('b');
    await put('c');
    await store.decisions([keyOf('a')]);
    await store.decisions([keyOf('b')], { isUnused: true });
    await put('d');
    const kept = (await store.decisions([...'abcd'].map(keyOf))).map(({ key }) => key[0]);
    expect(kept.join('')).toBe('acd');
    await store.close();
  });

  it('keeps the latest events of very many', async () => {
    const store = createStore({ location: ':memory:', warn: () => {}, driver: noDriver });
    for (let n = 0; n < 120_000; n++) await store.recordUsage(usageEvent({ at: n }));
    const events = await store.usage({});
    expect(events.length).toBeGreaterThanOrEqual(100_000);
    expect(events.length).toBeLessThanOrEqual(110_000);
    expect(events.at(-1)?.at).toBe(119_999);
    expect(events[0]?.at).toBe(120_000 - events.length);
    await store.close();
  });
});
