import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileEntry, FileStamps, RepoIndex, SearchQuery, SearchRow } from '../../src/store/repo-index.js';

export const ROOT = '/home/ada/engine';

export function row(name: string, body = '', head = ''): SearchRow {
  return { name, head, body };
}

export function query(terms: readonly string[], most: number): SearchQuery {
  return { terms, weights: { name: 8, head: 3, path: 2, body: 1 }, most };
}

export function entry(path: string, rest: Partial<FileEntry> = {}): FileEntry {
  return {
    path,
    size: 10,
    mtime: 1_700_000_000_000.25,
    ctime: 1_700_000_000_001.5,
    settled: true,
    hash: `hash of ${path}`,
    language: 'typescript',
    role: 'source',
    lines: 3,
    tokens: 20,
    graph: Buffer.from(`graph of ${path}`),
    symbols: Buffer.from(`symbols of ${path}`),
    pathTerms: path.replaceAll(/\W/g, ' '),
    rows: [row('')],
    ...rest,
  };
}

export function stampsOf(files: readonly Pick<FileEntry, 'path' | 'size' | 'mtime' | 'ctime'>[]): FileStamps {
  return {
    paths: files.map(({ path }) => path),
    sizes: Float64Array.from(files, ({ size }) => size),
    mtimes: Float64Array.from(files, ({ mtime }) => mtime),
    ctimes: Float64Array.from(files, ({ ctime }) => ctime),
  };
}

/** Files whose rows are made of a few terms, so that every query finds something. */
const term = fc.constantFrom('retry', 'delay', 'mill', 'store', 'x1');
const terms = fc.array(term, { maxLength: 6 }).map((all) => all.join(' '));
const files = fc.array(fc.array(fc.tuple(term, terms, terms), { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 6,
});

/** What every index of repositories promises; `make` makes an empty one, `other` one to compare searches with. */
export function repoIndexContract(name: string, make: () => RepoIndex, other: () => RepoIndex): void {
  describe(`index contract: ${name}`, () => {
    let index: RepoIndex;
    beforeEach(() => {
      index = make();
    });
    afterEach(() => index.close());

    const changedOf = async (given: readonly FileEntry[], under = '') => {
      const { changed, hashes, gone } = await index.compareFiles(ROOT, under, stampsOf(given));
      return { changed: [...changed].map((at) => given[at]!.path), hashes, gone };
    };
    const hitsOf = async (root: string, under: string, asked: SearchQuery) =>
      (await index.search(root, under, asked)).hits;
    const pathsOf = (root = ROOT, under = '') =>
      index.readFiles(root, under, (rows) => [...rows].map(({ path }) => path));

    it('knows nothing of a repository that it was never told of', async () => {
      expect(await index.generation(ROOT)).toBe(-1);
      expect(await pathsOf()).toEqual([]);
      expect(await index.symbolsOf(ROOT, ['a.ts'])).toEqual(new Map());
      expect(await hitsOf(ROOT, '', query(['retry'], 10))).toEqual([]);
    });

    it('calls every file changed that is new, and none that is as it was', async () => {
      const [a, b] = [entry('a.ts'), entry('src/b.ts')];
      expect(await changedOf([a, b])).toEqual({ changed: ['a.ts', 'src/b.ts'], hashes: ['', ''], gone: 0 });
      await index.putFiles(ROOT, [a, b]);
      expect(await changedOf([a, b])).toEqual({ changed: [], hashes: [], gone: 0 });
    });

    it.each([
      ['size', { size: 11 }],
      ['time of change', { mtime: 1_700_000_000_000.5 }],
      ['time of change, set back,', { ctime: 1_700_000_000_002 }],
    ])('calls a file changed whose %s is another', async (_, change) => {
      await index.putFiles(ROOT, [entry('a.ts'), entry('b.ts')]);
      const { changed, hashes } = await changedOf([entry('a.ts'), entry('b.ts', change)]);
      expect([changed, hashes]).toEqual([['b.ts'], ['hash of b.ts']]);
    });

    it('calls a file changed whose stamp was not settled, until it is', async () => {
      const racy = entry('a.ts', { settled: false });
      await index.putFiles(ROOT, [racy]);
      expect((await changedOf([racy])).changed).toEqual(['a.ts']);
      await index.restampFiles(ROOT, [{ ...racy, mtime: 5, settled: true }]);
      expect((await changedOf([entry('a.ts', { mtime: 5 })])).changed).toEqual([]);
    });

    it('drops what is gone, but only under the folder that was looked at', async () => {
      const all = [entry('a.ts'), entry('src/b.ts'), entry('src/c.ts'), entry('src-old/d.ts')];
      await index.putFiles(ROOT, all);
      expect(await changedOf([entry('src/b.ts')], 'src')).toEqual({ changed: [], hashes: [], gone: 1 });
      expect(await pathsOf()).toEqual(['a.ts', 'src-old/d.ts', 'src/b.ts']);
      expect((await changedOf([])).gone).toBe(3);
      expect(await pathsOf()).toEqual([]);
    });

    it('gives back what it was given, in order of the paths', async () => {
      const all = [entry('src/b.ts', { role: 'test' }), entry('a.ts', { hash: '', tokens: 0 })];
      await index.putFiles(ROOT, all);
      const read = await index.readFiles(ROOT, '', (rows) =>
        [...rows].map((file) => ({ ...file, graph: Buffer.from(file.graph).toString() })),
      );
      expect(read).toMatchObject([
        { path: 'a.ts', hash: '', tokens: 0, graph: 'graph of a.ts', mtime: 1_700_000_000_000.25 },
        { path: 'src/b.ts', role: 'test', lines: 3, language: 'typescript', graph: 'graph of src/b.ts' },
      ]);
      const symbols = await index.symbolsOf(ROOT, ['src/b.ts', 'gone.ts']);
      expect([...symbols.keys()]).toEqual(['src/b.ts']);
      const found = symbols.get('src/b.ts')!;
      expect([found.hash, Buffer.from(found.symbols).toString()]).toEqual([
        'hash of src/b.ts',
        'symbols of src/b.ts',
      ]);
    });

    it('has every file under the root, whatever its name begins with', async () => {
      const all = [entry('a.ts'), entry('\uff21\uff22.ts'), entry('\u{1f600}.ts')];
      await index.putFiles(ROOT, all);
      expect((await pathsOf()).toSorted()).toEqual(all.map(({ path }) => path).toSorted());
      expect((await changedOf(all)).changed).toEqual([]);
    });

    it('keeps the latest of a file, and repositories apart', async () => {
      await index.putFiles(ROOT, [entry('a.ts', { rows: [row(''), row('retry')] })]);
      await index.putFiles('/other', [entry('a.ts', { rows: [row(''), row('delay')] })]);
      await index.putFiles(ROOT, [entry('a.ts', { rows: [row(''), row('mill')] })]);
      expect(await pathsOf()).toEqual(['a.ts']);
      expect(await hitsOf(ROOT, '', query(['retry'], 9))).toEqual([]);
      expect(await hitsOf(ROOT, '', query(['delay'], 9))).toEqual([]);
      expect(await hitsOf(ROOT, '', query(['mill'], 9))).toMatchObject([{ path: 'a.ts', symbol: 0 }]);
      expect(await hitsOf('/other', '', query(['delay'], 9))).toMatchObject([{ path: 'a.ts', symbol: 0 }]);
    });

    it('counts another generation with every change, and none without', async () => {
      await index.putFiles(ROOT, [entry('a.ts')]);
      const first = await index.generation(ROOT);
      await changedOf([entry('a.ts')]);
      await hitsOf(ROOT, '', query(['a'], 1));
      expect(await index.generation(ROOT)).toBe(first);
      await index.putFiles(ROOT, [entry('b.ts')]);
      const second = await index.generation(ROOT);
      await index.dropFiles(ROOT, ['b.ts']);
      expect(new Set([first, second, await index.generation(ROOT)]).size).toBe(3);
    });

    it('finds a definition by its name before one that mentions it, and a file by its path', async () => {
      await index.putFiles(ROOT, [
        entry('src/mill.ts', {
          pathTerms: 'src mill',
          rows: [row('mill', 'import'), row('start', 'delay retry start'), row('retry delay', 'wait')],
        }),
        entry('src/other.ts', { pathTerms: 'src other', rows: [row('other'), row('unlike', 'none')] }),
      ]);
      const found = (await hitsOf(ROOT, '', query(['retry', 'delay'], 9))).map(({ symbol }) => symbol);
      expect(found).toEqual([1, 0]);
      expect(await hitsOf(ROOT, '', query(['retry', 'delay'], 1))).toHaveLength(1);
      expect((await hitsOf(ROOT, '', query(['other'], 9))).map(({ path }) => path)).toEqual([
        'src/other.ts',
        'src/other.ts',
      ]);
      for (const { score } of await hitsOf(ROOT, '', query(['retry'], 9))) expect(score).toBeGreaterThan(0);
    });

    it('tells how many rows there are, and how many have each term', async () => {
      await index.putFiles(ROOT, [
        entry('a.ts', { rows: [row('', 'retry retry'), row('retry', 'mill'), row('x')] }),
      ]);
      const { rows, holders } = await index.search(ROOT, '', query(['retry', 'mill', 'delay'], 1));
      expect(rows).toBe(3);
      expect(Object.fromEntries(holders)).toEqual({ retry: 2, mill: 1, delay: 0 });
    });

    it('searches under a folder', async () => {
      const rows = [row('', 'retry')];
      await index.putFiles(ROOT, [
        entry('a.ts', { rows }),
        entry('src/a.ts', { rows }),
        entry('src2/a.ts', { rows }),
      ]);
      const found = await hitsOf(ROOT, 'src', query(['retry'], 9));
      expect(found.map(({ path }) => path)).toEqual(['src/a.ts']);
    });

    it.each([[[]], [['"']], [['and']], [['NEAR(']], [['größe']], [['日本']], [['grö*']]])(
      'takes the terms %j for what they are',
      async (asked) => {
        await index.putFiles(ROOT, [entry('a.ts', { rows: [row('', 'größe 日本 and')] })]);
        const found = await hitsOf(ROOT, '', query(asked, 9));
        expect(found.length).toBe(['and', 'größe', '日本'].includes(asked[0] ?? '') ? 1 : 0);
      },
    );

    it('scores as every other index does', async () => {
      await fc.assert(
        fc.asyncProperty(files, fc.uniqueArray(term, { minLength: 1, maxLength: 3 }), async (made, asked) => {
          const pair = [make(), other()] as const;
          const entries = made.map((rows, at) =>
            entry(`f${at}.ts`, { pathTerms: `f${at}`, rows: rows.map((texts) => row(...texts)) }),
          );
          const [mine, theirs] = await Promise.all(
            pair.map(async (each) => {
              await each.putFiles(ROOT, entries);
              const found = await each.search(ROOT, '', query(asked, 1000));
              each.close();
              const scores = found.hits.map(
                ({ path, symbol, score }) => [`${path} ${symbol}`, score] as const,
              );
              return { ...found, scores: new Map(scores) };
            }),
          );
          expect([...mine!.scores.keys()].sort()).toEqual([...theirs!.scores.keys()].sort());
          for (const [key, score] of mine!.scores) expect(score).toBeCloseTo(theirs!.scores.get(key)!, 9);
          expect([mine!.rows, mine!.holders]).toEqual([theirs!.rows, theirs!.holders]);
        }),
        { numRuns: 40 },
      );
    });
  });
}
