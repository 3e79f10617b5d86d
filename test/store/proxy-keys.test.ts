import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CtxoptError } from '../../src/errors.js';
import { createStore } from '../../src/store/create-store.js';
import type { Store } from '../../src/store/store.js';
import { keyContract, proxyKey } from '../contracts/key-store.js';

const folder = mkdtempSync(path.join(tmpdir(), 'ctxopt-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));
const noWarning = (warning: string) => {
  throw new Error(warning);
};
let made = 0;

describe.each(['file', ':memory:'])('keys in SQLite: %s', (kind) => {
  let store: Store;
  beforeEach(() => {
    const location = kind === 'file' ? path.join(folder, String(++made), 'ctxopt.db') : kind;
    store = createStore({ location, warn: noWarning });
  });
  afterEach(() => store.close());
  keyContract(() => store);
});

it('are kept from one opening to the next, and seen by another that is open', async () => {
  const location = path.join(folder, 'shared', 'ctxopt.db');
  const [one, two] = [1, 2].map(() => createStore({ location, warn: noWarning }));
  expect(await two!.keys()).toEqual([]);
  await one!.putKey(proxyKey());
  expect(await two!.keys()).toEqual([proxyKey()]);
  await two!.revokeKey('0a1b2c3d', 3);
  await two!.close();
  expect(await one!.keys()).toEqual([proxyKey({ revokedAt: 3 })]);
  await one!.close();
});

it('are neither kept nor told where the disk fails', async () => {
  const driver = async () => {
    throw new CtxoptError('store_failed', 'SQLite could not be loaded.', 'Run `npm rebuild`.');
  };
  const store = createStore({ location: path.join(folder, 'none.db'), warn: () => {}, driver });
  const failed = { code: 'store_failed', message: expect.stringContaining('SQLite could not be loaded') };
  await expect(store.putKey(proxyKey())).rejects.toMatchObject(failed);
  await expect(store.keys()).rejects.toMatchObject(failed);
  await expect(store.revokeKey('a', 1)).rejects.toMatchObject(failed);
  await store.close();
});
