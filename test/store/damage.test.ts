import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStore } from '../../src/store/create-store.js';
import type { Store } from '../../src/store/store.js';
import { exchangeRecord } from '../contracts/exchange-store.js';
import { usageEvent } from '../contracts/store.js';
import { originalIn } from './original-in.js';

let folder: string;
let location: string;
let warnings: string[];
let stores: Store[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ctxopt-damage-'));
  location = path.join(folder, 'ctxopt.db');
  warnings = [];
  stores = [];
});
afterEach(async () => {
  for (const store of stores) await store.close();
  rmSync(folder, { recursive: true });
});

function open(at = location): Store {
  const store = createStore({ location: at, warn: (warning) => warnings.push(warning) });
  stores.push(store);
  return store;
}

const asides = () =>
  readdirSync(folder).filter((name) => /^ctxopt\.db\.corrupt-\d{8}-\d{6}(-\d+)?$/.test(name));

async function expectWorking(store: Store): Promise<void> {
  const text = `text ${Math.random()}`;
  const hash = await store.putOriginal(text);
  await store.recordUsage(usageEvent({ tool: text }));
  expect((await originalIn(store, hash))?.text).toBe(text);
  expect((await store.usage({})).map((event) => event.tool)).toContain(text);
}

/** Closed databases of several pages, so that there is something to damage. */
async function filledDatabase(): Promise<void> {
  const store = open();
  for (let n = 0; n < 50; n++) {
    await store.putOriginal(`${n}`.repeat(1_000));
    await store.recordUsage(usageEvent());
  }
  await store.close();
}

describe('a corrupt database', () => {
  it.each([
    ['text', () => writeFileSync(location, 'This is not a database.\n'.repeat(1_000))],
    ['a text shorter than a page', () => writeFileSync(location, 'x'.repeat(700))],
    ['a good header with garbage behind it', () => overwrite(100)],
    ['a truncated file', () => truncate(5_000)],
  ])('is set aside when it is opened: %s', async (_, damage) => {
    await filledDatabase();
    damage();
    const damaged = readFileSync(location);
    const store = open();
    await expectWorking(store);
    expect(asides()).toHaveLength(1);
    expect(readFileSync(path.join(folder, asides()[0]!)).equals(damaged)).toBe(true);
    const { backend, warning } = await store.status();
    expect(backend).toBe('sqlite');
    expect(warning).toContain(`set aside as ${path.join(folder, asides()[0]!)}`);
    expect(warnings).toEqual([warning]);
    expect(statSync(location).mode & 0o777).toBe(0o600);
  });

  it('is set aside when it goes bad in the middle of use', async () => {
    const store = open();
    const hashes: string[] = [];
    for (let n = 0; n < 60; n++) hashes.push(await store.putOriginal(randomText(n, 100_000)));
    checkpoint();
    overwrite(4096);
    for (const hash of hashes) await originalIn(store, hash);
    await expectWorking(store);
    expect(asides()).toHaveLength(1);
    expect((await store.status()).backend).toBe('sqlite');
  });

  it('is set aside once by two stores that have it open', async () => {
    await filledDatabase();
    overwrite(100);
    const [one, two] = [open(), open()];
    await Promise.all([expectWorking(one), expectWorking(two)]);
    const hash = await one.putOriginal('of one');
    expect((await originalIn(two, hash))?.text).toBe('of one');
    expect(asides()).toHaveLength(1);
  });

  it('never hands out a text that is not what its hash says', async () => {
    const store = open();
    const hash = await store.putOriginal('the truth');
    const db = new BetterSqlite3(location);
    db.prepare('UPDATE originals SET body = ?').run(Buffer.from('something else'));
    db.close();
    expect(await originalIn(store, hash)).toBeUndefined();
  });
});

describe('a database that goes away', () => {
  it('is begun anew where its file was removed', async () => {
    const store = open();
    await expectWorking(store);
    for (const name of readdirSync(folder)) rmSync(path.join(folder, name));
    await expectWorking(store);
    const other = open();
    const hash = await store.putOriginal('kept');
    expect((await originalIn(other, hash))?.text).toBe('kept');
    expect(warnings).toEqual([]);
  });

  it('is found again where another was put in its place', async () => {
    const store = open();
    await expectWorking(store);
    renameSync(location, `${location}.old`);
    const other = open();
    const hash = await other.putOriginal('of the other');
    expect((await originalIn(store, hash))?.text).toBe('of the other');
  });
});

describe('a database that cannot serve', () => {
  it('of a newer ctxopt is left alone', async () => {
    await filledDatabase();
    const db = new BetterSqlite3(location);
    db.pragma('user_version = 99');
    db.pragma('journal_mode = DELETE');
    db.close();
    const before = readFileSync(location);
    const store = open();
    await expectWorking(store);
    const status = await store.status();
    expect(status.backend).toBe('memory');
    expect(status.warning).toContain('schema version 99');
    expect(status.warning).toContain('Update ctxopt');
    expect(warnings).toHaveLength(1);
    await store.close();
    const after = new BetterSqlite3(location);
    expect(after.pragma('user_version', { simple: true })).toBe(99);
    expect(after.prepare('SELECT count(*) FROM usage').pluck().get()).toBe(50);
    after.close();
    expect(readFileSync(location).length).toBe(before.length);
    expect(asides()).toEqual([]);
  });

  it.each([
    [
      'lies under a regular file',
      () => writeFileSync(path.join(folder, 'file'), ''),
      'file/data/ctxopt.db',
      'ENOTDIR',
    ],
    ['is a directory', () => mkdirSync(path.join(folder, 'dir.db')), 'dir.db', 'EISDIR'],
  ])('%s', async (_, prepare, name, code) => {
    prepare();
    const store = open(path.join(folder, name));
    await expectWorking(store);
    const status = await store.status();
    expect(status.backend).toBe('memory');
    expect(status.location).toBe(':memory:');
    expect(status.warning).toContain(code);
    expect(status.warning).toContain('CTXOPT_HOME');
  });

  it('serves reads, and keeps in memory what it cannot write', async () => {
    const before = open();
    const onDisk = await before.putOriginal('on disk');
    await before.recordUsage(usageEvent({ at: 1 }));
    const db = new BetterSqlite3(location);
    db.exec(`CREATE TRIGGER no_originals BEFORE INSERT ON originals BEGIN SELECT RAISE(FAIL, 'no'); END;
             CREATE TRIGGER no_usage BEFORE INSERT ON usage BEGIN SELECT RAISE(FAIL, 'no'); END`);
    db.close();
    const inMemory = await before.putOriginal('in memory');
    await before.recordUsage(usageEvent({ at: 0 }));
    expect((await originalIn(before, onDisk))?.text).toBe('on disk');
    expect((await originalIn(before, inMemory))?.text).toBe('in memory');
    expect((await before.usage({})).map((event) => event.at)).toEqual([0, 1]);
  });

  it('waits for a lock that goes', async () => {
    const store = open();
    await expectWorking(store);
    const other = new BetterSqlite3(location);
    other.exec('BEGIN IMMEDIATE');
    const put = store.putOriginal('patient');
    setTimeout(() => other.exec('COMMIT'), 300);
    const hash = await put;
    expect(other.prepare('SELECT count(*) FROM originals WHERE hash = ?').pluck().get(hash)).toBe(1);
    other.close();
    expect(warnings).toEqual([]);
  });

  it('does not wait for ever for a lock that stays', async () => {
    const store = open();
    await expectWorking(store);
    const other = new BetterSqlite3(location);
    other.exec('BEGIN IMMEDIATE');
    await expectWorking(store);
    expect(warnings.join()).toContain('SQLITE_BUSY');
    other.close();
    await expectWorking(store);
    expect((await store.status()).backend).toBe('sqlite');
  });

  it('waits once for a lock that stays, though reads succeed in between', async () => {
    const store = open();
    const hash = await store.putOriginal('read meanwhile');
    const other = new BetterSqlite3(location);
    other.exec('BEGIN IMMEDIATE');
    for (let n = 0; n < 6; n++) {
      await store.recordUsage(usageEvent());
      expect((await originalIn(store, hash))?.text).toBe('read meanwhile');
    }
    other.close();
    expect(await store.usage({})).toHaveLength(6);
  }, 20_000);

  it('takes exchanges that came under a lock when it is gone, at the latest when the store is closed', async () => {
    const stores = [open(), open()] as const;
    const record = (store: Store, id: string) => store.recordExchanges([exchangeRecord({ id })]);
    for (const [n, store] of stores.entries()) await record(store, `${n} before`);
    const other = new BetterSqlite3(location);
    other.exec('BEGIN IMMEDIATE');
    await Promise.all(stores.map((store, n) => record(store, `${n} held`)));
    other.close();
    await record(stores[0], '0 next');
    await stores[1].close();
    const found = (await open().exchanges({})).map(({ id }) => id).sort();
    expect(found).toEqual(['0 before', '0 held', '0 next', '1 before', '1 held']);
  }, 20_000);
});

/** Replaces everything from `offset` on. */
function overwrite(offset: number): void {
  const file = openSync(location, 'r+');
  const { size } = statSync(location);
  writeSync(file, Buffer.alloc(size - offset, 0xa5), 0, size - offset, offset);
  closeSync(file);
}

function truncate(size: number): void {
  const file = openSync(location, 'r+');
  ftruncateSync(file, size);
  closeSync(file);
}

/** Brings everything from the write-ahead log into the file, and empties the log. */
function checkpoint(): void {
  const db = new BetterSqlite3(location);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

/** Text that no compression makes small. */
function randomText(seed: number, length: number): string {
  let state = seed + 1;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += state.toString(36);
  }
  return text;
}
