import { chmodSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CtxoptError } from '../../src/errors.js';
import { type FileBytes, fileEntries } from '../../src/read/file-entries.js';
import type { IndexDeps } from '../../src/read/index-files.js';
import { type IndexedFolder, indexFolder } from '../../src/read/index-folder.js';
import { createPathScope } from '../../src/read/path-scope.js';
import { unpackSymbols } from '../../src/repo/packed.js';
import { createMemoryRepoIndex } from '../../src/store/memory-repo-index.js';
import type { RepoIndex } from '../../src/store/repo-index.js';
import { temporaryFolder } from './temporary-folder.js';

/** A folder and its index; `read` has the files that the latest run read. */
interface Indexed {
  readonly folder: string;
  readonly index: RepoIndex;
  readonly read: string[];
  run(under?: string, options?: Parameters<typeof indexFolder>[2]): Promise<IndexedFolder>;
  names(): Promise<readonly string[]>;
  symbols(file: string): Promise<readonly string[]>;
}

function indexed(
  files: Readonly<Record<string, string | Uint8Array>>,
  override: Partial<IndexDeps> = {},
): Indexed {
  const folder = temporaryFolder(files);
  const index = createMemoryRepoIndex({ limit: 1e8 });
  const read: string[] = [];
  const deps: IndexDeps = {
    scope: createPathScope({ roots: [folder] }),
    index,
    // As if nobody had touched the files for a while: their stamps are settled.
    now: () => Date.now() + 10_000,
    entries: (batch: readonly FileBytes[]) => {
      for (const { stamp } of batch) read.push(stamp.path);
      return fileEntries(batch);
    },
    ...override,
  };
  return {
    folder,
    index,
    read,
    run(under = '', options = {}) {
      read.length = 0;
      return indexFolder(deps, { folder: path.join(folder, under), root: folder }, options);
    },
    names: () => index.readFiles(folder, '', (rows) => [...rows].map((row) => row.path)),
    async symbols(file) {
      const found = (await index.symbolsOf(folder, [file])).get(file);
      return found ? unpackSymbols(found.symbols).map(({ name }) => name) : [];
    },
  };
}

const SOURCES = {
  'src/mill.ts': 'export function mill() {}\n',
  'src/store.ts': 'export class Store {\n  get() {}\n}\n',
  'docs/a.md': '# Engine\n',
};

describe('indexFolder', () => {
  it('reads and parses what it does not know, and nothing twice', async () => {
    const repo = indexed(SOURCES);
    expect(await repo.run()).toMatchObject({ files: 3, parsed: 3, unread: 0, left: 0, under: '' });
    expect(await repo.names()).toEqual(Object.keys(SOURCES).sort());
    expect(await repo.symbols('src/store.ts')).toEqual(['Store', 'Store.get']);
    expect(await repo.run()).toMatchObject({ files: 3, parsed: 0 });
    expect(repo.read).toEqual([]);
  });

  it('parses anew only what has changed', async () => {
    const repo = indexed(SOURCES);
    await repo.run();
    writeFileSync(path.join(repo.folder, 'src/mill.ts'), 'export function grind() {}\n');
    expect(await repo.run()).toMatchObject({ parsed: 1 });
    expect(repo.read).toEqual(['src/mill.ts']);
    expect(await repo.symbols('src/mill.ts')).toEqual(['grind']);
  });

  it('does not parse a file again that was merely touched', async () => {
    const repo = indexed(SOURCES);
    await repo.run();
    utimesSync(path.join(repo.folder, 'src/mill.ts'), 1, 1);
    expect(await repo.run()).toMatchObject({ parsed: 0 });
    expect(repo.read).toEqual(['src/mill.ts']);
    await repo.run();
    expect(repo.read).toEqual([]);
  });

  it('notices an edit that leaves size and time of change as they were', async () => {
    const repo = indexed(SOURCES);
    const file = path.join(repo.folder, 'src/mill.ts');
    await repo.run();
    const { atime, mtime } = statSync(file);
    writeFileSync(file, 'export function MILL() {}\n');
    utimesSync(file, atime, mtime);
    expect(await repo.run()).toMatchObject({ parsed: 1 });
    expect(await repo.symbols('src/mill.ts')).toEqual(['MILL']);
  });

  it('looks again at a file that had just been written, as the same stamp may be of other content', async () => {
    const repo = indexed(SOURCES, { now: () => Date.now() });
    await repo.run();
    expect(await repo.run()).toMatchObject({ parsed: 0 });
    expect([...repo.read].sort()).toEqual(Object.keys(SOURCES).sort());
  });

  it('forgets what is gone, and follows what is renamed', async () => {
    const repo = indexed(SOURCES);
    await repo.run();
    rmSync(path.join(repo.folder, 'docs'), { recursive: true });
    renameSync(path.join(repo.folder, 'src'), path.join(repo.folder, 'lib'));
    expect(await repo.run()).toMatchObject({ files: 2, parsed: 2 });
    expect(await repo.names()).toEqual(['lib/mill.ts', 'lib/store.ts']);
  });

  it('looks at a folder alone when that is asked for, by the same names', async () => {
    const repo = indexed(SOURCES);
    expect(await repo.run('src')).toMatchObject({ under: 'src', files: 2, parsed: 2 });
    expect(await repo.names()).toEqual(['src/mill.ts', 'src/store.ts']);
    rmSync(path.join(repo.folder, 'src/mill.ts'));
    expect(await repo.run()).toMatchObject({ files: 2, parsed: 1 });
    expect(repo.read).toEqual(['docs/a.md']);
  });

  it('leaves out what is ignored, secret, or behind a link', async () => {
    const outside = temporaryFolder({ 'outside.ts': 'export const outside = 1;\n' });
    const repo = indexed({
      ...SOURCES,
      '.gitignore': 'dist\n',
      'dist/a.js': 'a()\n',
      '.env': 'KEY=1\n',
      'key.pem': 'x',
    });
    symlinkSync('..', path.join(repo.folder, 'src/loop'));
    symlinkSync(outside, path.join(repo.folder, 'out'));
    symlinkSync(path.join(outside, 'outside.ts'), path.join(repo.folder, 'link.ts'));
    await repo.run();
    expect(await repo.names()).toEqual(['.gitignore', ...Object.keys(SOURCES).sort()]);
  });

  it('knows binary and huge files, and files of keys, by name only', async () => {
    const key = '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----\n';
    const repo = indexed({
      'image.png': '\x89PNG\r\n\0',
      'huge.ts': 'export const a = 1;\n'.repeat(100_000),
      'note.txt': key,
    });
    await repo.run();
    const rows = await repo.index.readFiles(repo.folder, '', (files) => [...files]);
    expect(rows.map(({ path, hash, lines }) => [path, hash, lines])).toEqual([
      ['huge.ts', '', 0],
      ['image.png', '', 0],
      ['note.txt', '', 0],
    ]);
    expect(repo.read).not.toContain('huge.ts');
    await repo.run();
    expect(repo.read).toEqual([]);
  });

  it('goes on without files that vanish between the walk and the read', async () => {
    let gone = false;
    const repo = indexed(SOURCES);
    const index: RepoIndex = {
      ...repo.index,
      compareFiles: async (...args) => {
        if (!gone) rmSync(path.join(repo.folder, 'src/mill.ts'));
        gone = true;
        return repo.index.compareFiles(...args);
      },
    };
    const folder = { folder: repo.folder, root: repo.folder };
    const scope = createPathScope({ roots: [repo.folder] });
    const run = await indexFolder({ scope, index, entries: fileEntries }, folder);
    expect(run).toMatchObject({ files: 2, parsed: 2, unread: 1 });
    expect(await repo.names()).toEqual(['docs/a.md', 'src/store.ts']);
  });

  it('does not read what has become a link since the walk', async () => {
    const outside = temporaryFolder({ 'mill.ts': 'export const outside = 1;\n' });
    const repo = indexed({ ...SOURCES, 'other/mill.ts': 'export const other = 1;\n' });
    const index: RepoIndex = {
      ...repo.index,
      compareFiles: async (...args) => {
        rmSync(path.join(repo.folder, 'src'), { recursive: true });
        symlinkSync(path.join(repo.folder, 'other'), path.join(repo.folder, 'src'));
        rmSync(path.join(repo.folder, 'docs'), { recursive: true });
        symlinkSync(outside, path.join(repo.folder, 'docs'));
        return repo.index.compareFiles(...args);
      },
    };
    const scope = createPathScope({ roots: [repo.folder] });
    const run = await indexFolder(
      { scope, index, entries: fileEntries },
      { folder: repo.folder, root: repo.folder },
    );
    expect(run).toMatchObject({ parsed: 1, unread: 3 });
    expect(await repo.names()).toEqual(['other/mill.ts']);
  });

  it.skipIf(process.getuid?.() === 0)('counts what may not be read', async () => {
    const repo = indexed({ ...SOURCES, 'closed/a.ts': '' });
    chmodSync(path.join(repo.folder, 'closed'), 0);
    chmodSync(path.join(repo.folder, 'src/mill.ts'), 0);
    const { unread, walk } = await repo.run();
    chmodSync(path.join(repo.folder, 'closed'), 0o700);
    expect([unread, walk.unreadable]).toEqual([1, ['closed']]);
  });

  it('enters a file by name whose parse fails, and parses the others', async () => {
    const repo = indexed(SOURCES, {
      entries: async (batch) => {
        if (batch.some(({ stamp }) => stamp.path === 'src/mill.ts'))
          throw new CtxoptError('internal', 'The worker thread failed.', 'Try a smaller one.');
        return fileEntries(batch);
      },
    });
    await repo.run();
    expect(await repo.names()).toEqual(Object.keys(SOURCES).sort());
    expect(await repo.symbols('src/mill.ts')).toEqual([]);
    expect(await repo.symbols('src/store.ts')).toEqual(['Store', 'Store.get']);
  });

  it('keeps what it has when it is aborted, and goes on from there', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_, n) => [`f${n}.ts`, `export const a${n} = ${n};\n`]),
    );
    const repo = indexed(many);
    const controller = new AbortController();
    const progress = (done: number) => {
      if (done > 100) controller.abort(new Error('enough'));
    };
    await expect(repo.run('', { signal: controller.signal, progress })).rejects.toThrow('enough');
    const kept = (await repo.names()).length;
    expect(kept).toBeGreaterThan(100);
    expect(kept).toBeLessThan(300);
    await repo.run();
    expect(repo.read).toHaveLength(300 - kept);
    expect(await repo.names()).toHaveLength(300);
  });

  it('says how much is left when its time is up', async () => {
    const repo = indexed(SOURCES);
    const run = await repo.run('', { deadline: performance.now() - 1 });
    expect(run).toMatchObject({ files: 0, parsed: 0, left: 3 });
    expect(await repo.run()).toMatchObject({ files: 3, parsed: 3, left: 0 });
  });

  it('tells how far it is, up to the end', async () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`f${n}.ts`, '']));
    const steps: (readonly number[])[] = [];
    await indexed(many).run('', { progress: (...step) => steps.push(step) });
    expect(steps.length).toBeGreaterThan(2);
    expect(steps.map(([done]) => done)).toEqual(steps.map(([done]) => done).sort((a, b) => a! - b!));
    expect(steps.at(-1)).toEqual([100, 100]);
  });
});
