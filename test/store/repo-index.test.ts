import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CtxoptError } from '../../src/errors.js';
import { createRepoIndex } from '../../src/store/create-repo-index.js';
import { createMemoryRepoIndex } from '../../src/store/memory-repo-index.js';
import type { RepoIndex } from '../../src/store/repo-index.js';
import { entry, query, ROOT, repoIndexContract, row, stampsOf } from '../contracts/repo-index.js';

const folder = mkdtempSync(path.join(tmpdir(), 'ctxopt-index-'));
afterAll(() => rmSync(folder, { recursive: true }));

let made = 0;
const freshLocation = () => path.join(folder, String(++made), 'ctxopt.db');

const warn = (warning: string) => {
  throw new Error(`unexpected warning: ${warning}`);
};
const noDriver = async () => {
  throw new CtxoptError('store_failed', 'SQLite could not be loaded (no binary).', 'Run `npm rebuild`.');
};

const onDisk = () => createRepoIndex({ location: freshLocation(), format: 1, warn });
const inSqlite = () => createRepoIndex({ location: ':memory:', format: 1, warn });

const inMemory = () => createMemoryRepoIndex({ limit: 1024 * 1024 });

repoIndexContract('sqlite in a file', onDisk, inSqlite);
repoIndexContract('sqlite in memory', inSqlite, inMemory);
repoIndexContract('memory', inMemory, inSqlite);

const pathsOf = (index: RepoIndex, root = ROOT) =>
  index.readFiles(root, '', (rows) => [...rows].map(({ path }) => path));

describe('an index on disk', () => {
  it('is there from one opening to the next', async () => {
    const location = freshLocation();
    const first = createRepoIndex({ location, format: 1, warn });
    await first.putFiles(ROOT, [entry('a.ts', { rows: [row('retry')] })]);
    first.close();
    const second = createRepoIndex({ location, format: 1, warn });
    expect((await second.compareFiles(ROOT, '', stampsOf([entry('a.ts')]))).changed).toHaveLength(0);
    expect((await second.search(ROOT, '', query(['retry'], 9))).hits).toHaveLength(1);
    second.close();
  });

  it('is empty for another format, which leaves it alone', async () => {
    const location = freshLocation();
    const [older, newer] = [1, 2].map((format) => createRepoIndex({ location, format, warn }));
    await older!.putFiles(ROOT, [entry('a.ts')]);
    expect((await newer!.compareFiles(ROOT, '', stampsOf([entry('a.ts')]))).hashes).toEqual(['']);
    await newer!.putFiles(ROOT, [entry('a.ts'), entry('b.ts')]);
    expect(await pathsOf(older!)).toEqual(['a.ts']);
    older!.close();
    newer!.close();
  });

  it('drops the repositories that were not used for longest, and never the newest', async () => {
    let time = 0;
    const now = () => {
      time += 120_000;
      return time;
    };
    const index = createRepoIndex({ location: freshLocation(), format: 1, warn, now, most: 3 });
    for (const root of ['/a', '/b', '/c']) await index.putFiles(root, [entry('a.ts')]);
    await index.compareFiles('/a', '', stampsOf([entry('a.ts')]));
    await index.putFiles('/d', [entry('a.ts')]);
    const kept = await Promise.all(['/a', '/b', '/c', '/d'].map((root) => pathsOf(index, root)));
    expect(kept.map((paths) => paths.length)).toEqual([1, 0, 1, 1]);
    index.close();
  });

  it('drops by bytes too, and takes no bytes for what was replaced or dropped', async () => {
    let time = 0;
    const now = () => {
      time += 120_000;
      return time;
    };
    const graph = Buffer.alloc(10_000);
    const index = createRepoIndex({ location: freshLocation(), format: 1, warn, now, diskLimit: 35_000 });
    await index.putFiles('/a', [entry('a.ts', { graph })]);
    for (let again = 0; again < 10; again++) await index.putFiles('/b', [entry('b.ts', { graph })]);
    await index.putFiles('/b', [entry('c.ts', { graph })]);
    await index.dropFiles('/b', ['c.ts']);
    await index.putFiles('/c', [entry('c.ts', { graph })]);
    expect(await pathsOf(index, '/a')).toEqual(['a.ts']);
    await index.putFiles('/d', [entry('d.ts', { graph: Buffer.alloc(50_000) })]);
    expect(await Promise.all(['/a', '/b', '/c', '/d'].map((root) => pathsOf(index, root)))).toEqual([
      [],
      [],
      [],
      ['d.ts'],
    ]);
    index.close();
  });
});

describe('an index whose database fails', () => {
  it('moves to memory: says so once, answers a comparison, and refuses what came before one', async () => {
    const warnings: string[] = [];
    const location = freshLocation();
    const broken = path.dirname(path.dirname(location));
    writeFileSync(path.join(broken, path.basename(path.dirname(location))), 'a file in the way');
    const index = createRepoIndex({ location, format: 1, warn: (warning) => warnings.push(warning) });
    await expect(index.putFiles(ROOT, [entry('a.ts')])).rejects.toMatchObject({ code: 'store_failed' });
    expect((await index.compareFiles(ROOT, '', stampsOf([entry('a.ts')]))).changed).toHaveLength(1);
    await index.putFiles(ROOT, [entry('a.ts')]);
    expect(await pathsOf(index)).toEqual(['a.ts']);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('Meanwhile repositories are indexed in memory');
    index.close();
  });

  it('compares at once from memory', async () => {
    const index = createRepoIndex({ location: freshLocation(), format: 1, warn: () => {}, driver: noDriver });
    expect((await index.compareFiles(ROOT, '', stampsOf([entry('a.ts')]))).changed).toHaveLength(1);
    index.close();
  });

  it('holds no more in memory than it may', async () => {
    const index = createRepoIndex({
      location: freshLocation(),
      format: 1,
      warn: () => {},
      driver: noDriver,
      memoryLimit: 10_000,
    });
    await index.compareFiles(ROOT, '', stampsOf([]));
    const large = entry('large.ts', { rows: [row('retry', 'delay '.repeat(5_000))] });
    await index.putFiles('/a', [entry('a.ts', { rows: [row('retry')] })]);
    await index.putFiles('/b', [large]);
    expect(await pathsOf(index, '/b')).toEqual(['large.ts']);
    expect((await index.search('/b', '', query(['retry'], 9))).hits).toEqual([]);
    await index.putFiles('/c', [entry('c.ts', { graph: Buffer.alloc(9_700) })]);
    expect(await pathsOf(index, '/a')).toEqual([]);
    expect(await pathsOf(index, '/c')).toEqual(['c.ts']);
    index.close();
  });
});
