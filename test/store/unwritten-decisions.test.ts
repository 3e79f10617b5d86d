import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { hashOf } from '../../src/context/handle.js';
import { createStore } from '../../src/store/create-store.js';
import { loadDriver } from '../../src/store/load-driver.js';

const decisionOf = (key: string, text: string) => ({ key, until: key, text, before: 9, after: 1 });
const [one, two] = [decisionOf('1'.repeat(32), 'first'), decisionOf('2'.repeat(32), 'second')];

/** A store, and another process's connection to its database. */
async function setUp() {
  const folder = mkdtempSync(path.join(tmpdir(), 'ctxopt-unwritten-'));
  const location = path.join(folder, 'ctxopt.db');
  const warnings: string[] = [];
  const open = () => createStore({ location, warn: (warning) => warnings.push(warning) });
  const store = open();
  await store.status();
  const other = new (await loadDriver())(location);
  onTestFinished(async () => {
    other.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const reopened = async () => {
    const again = open();
    const found = await again.decisions([one.key, two.key]);
    await again.close();
    return found.map(({ text }) => text).sort();
  };
  return { store, other, warnings, reopened };
}

it('decisions are known while the disk is waited for, and the first of them stands', async () => {
  const { store, other, warnings, reopened } = await setUp();
  other.exec('BEGIN EXCLUSIVE');
  const putting = store.putDecisions([one]);
  expect(await store.decisions([one.key])).toMatchObject([one]);
  const later = store.putDecisions([{ ...one, text: 'another' }]);
  other.exec('ROLLBACK');
  expect(await putting).toEqual([one]);
  expect(await later).toEqual([one]);
  expect(warnings).toEqual([]);
  expect(await reopened()).toEqual(['first']);
});

it('what the disk did not take is written when it takes something again, or at the end', async () => {
  const { store, other, warnings, reopened } = await setUp();
  other.exec('BEGIN EXCLUSIVE');
  // Longer than the store waits.
  await store.putDecisions([one]);
  expect(warnings).toEqual([expect.stringContaining('SQLITE_BUSY')]);
  expect(await store.decisions([one.key])).toMatchObject([one]);
  other.exec('ROLLBACK');
  await store.putDecisions([two]);
  await expect.poll(reopened).toEqual(['first', 'second']);

  other.exec('BEGIN EXCLUSIVE');
  const three = decisionOf('3'.repeat(32), 'third');
  await store.putDecisions([three]);
  other.exec('ROLLBACK');
  await store.close();
  const again = other.prepare('SELECT count(*) FROM decisions').pluck().get();
  expect(again).toBe(3);
});

it('a decision of another process that came first stands, whatever was known here meanwhile', async () => {
  const { store, other } = await setUp();
  const theirs = { ...one, text: 'theirs' };
  other.exec('BEGIN EXCLUSIVE');
  const putting = store.putDecisions([one]);
  const key = Buffer.from(one.key, 'hex');
  other
    .prepare(
      'INSERT INTO decisions (key, until, used_at, size, text, before, after) VALUES (?, ?, 1, 1, ?, 9, 1)',
    )
    .run(key, key, Buffer.from('theirs'));
  other.exec('COMMIT');
  expect(await putting).toEqual([theirs]);
  expect(await store.decisions([one.key])).toMatchObject([theirs]);
});

it('a text that others have to find is not kept where they cannot', async () => {
  const { store, other, warnings } = await setUp();
  other.exec('BEGIN EXCLUSIVE');
  await expect(store.putOriginal('shared', { isShared: true })).rejects.toMatchObject({
    code: 'store_failed',
  });
  expect(warnings).toHaveLength(1);
  expect(await store.putOriginal('own')).toBe(hashOf('own'));
  other.exec('ROLLBACK');
  expect(await store.putOriginal('shared', { isShared: true })).toBe(hashOf('shared'));
});

it('reads go on while many writes wait for another process', async () => {
  const { store, other } = await setUp();
  await store.putDecisions([one]);
  other.exec('BEGIN EXCLUSIVE');
  const order: string[] = [];
  const writes = Array.from({ length: 8 }, (_, n) =>
    store.putOriginal(`text ${n}`).then(() => order.push('write')),
  );
  for (let n = 0; n < 8; n++) {
    expect(await store.decisions([one.key])).toMatchObject([one]);
    order.push('read');
  }
  other.exec('ROLLBACK');
  await Promise.all(writes);
  expect(order.slice(0, 8)).toEqual(Array(8).fill('read'));
});
