import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/context/handle.js';
import { CtxoptError } from '../../src/errors.js';
import { answerFiles } from '../../src/read/answer-files.js';
import { fileEntries } from '../../src/read/file-entries.js';
import { mapRanked } from '../../src/read/map-ranked.js';
import { createPathScope } from '../../src/read/path-scope.js';
import type { FolderDeps } from '../../src/read/read-folder.js';
import { readView } from '../../src/read/read-view.js';
import { type SmartRead, type SmartReadInput, smartRead } from '../../src/read/smart-read.js';
import { createTurns } from '../../src/read/turns.js';
import { createRepoRankings } from '../../src/session/repo-rankings.js';
import { createStore } from '../../src/store/create-store.js';
import { createMemoryRepoIndex } from '../../src/store/memory-repo-index.js';
import { tokenizerFor } from '../../src/tokens/tokenizer-for.js';
import { temporaryFolder } from './temporary-folder.js';

const SOURCES = {
  'src/retry.ts':
    '/** How long to wait before the next try. */\nexport function retryDelay(attempt: number): number {\n  return 100 * 2 ** attempt;\n}\n',
  'src/client.ts':
    "import { retryDelay } from './retry.js';\n\nexport async function send(attempt: number): Promise<void> {\n  await wait(retryDelay(attempt));\n}\n\nfunction wait(ms: number): Promise<void> {\n  return new Promise((resolve) => setTimeout(resolve, ms));\n}\n",
  'README.md': '# Engine\n\nRetries with a delay.\n',
};

type Read = (input: SmartReadInput) => Promise<SmartRead>;

function reader(
  folder: string,
  change: (deps: Omit<FolderDeps, 'scope'>) => Partial<FolderDeps> = () => ({}),
): Read {
  const index = createMemoryRepoIndex({ limit: 1e8 });
  const folders: Omit<FolderDeps, 'scope'> = {
    index,
    rankings: createRepoRankings(index),
    inTurn: createTurns(),
    entries: fileEntries,
    map: async (job) => mapRanked(job),
    answer: (job) => answerFiles(job),
  };
  const deps = {
    scope: createPathScope({ roots: [folder] }),
    store: createStore({ location: ':memory:', warn: () => {} }),
    view: readView,
    folders: { ...folders, ...change(folders) },
  };
  return (input) => smartRead(deps, input);
}

describe('a folder', () => {
  it.each([
    ['its map', { ...SOURCES, 'lib/a.ex': 'def a, do: 1\n' }, {}],
    ['an answer', { ...SOURCES, 'lib/a.ex': 'def a, do: 1\n' }, { query: 'how long is the retry delay' }],
    ['its listing', { 'lib/a.ex': 'def a, do: 1\n', 'lib/b.txt': 'b\n' }, {}],
  ])('tells in %s of code in languages that are not known', async (_, sources, input) => {
    const { text } = await reader(temporaryFolder(sources))({ path: '.', ...input });
    expect(text.split('\n')[0]).toContain(' · not looked into: 1 Elixir file · ');
  });

  it('is mapped: its definitions by what refers to them, within the budget', async () => {
    const read = reader(temporaryFolder(SOURCES));
    const map = await read({ path: '.' });
    expect(map).toMatchObject({ view: 'map', baseline: 0 });
    expect(map.text).toMatch(/^\.\/ · map · 3 files · /);
    expect(map.text).toContain('2-4 export function retryDelay(attempt: number): number');
    expect(map.text.indexOf('src/retry.ts')).toBeLessThan(map.text.indexOf('src/client.ts'));
    expect(tokenizerFor().count(map.text)).toBeLessThanOrEqual(4000);
    expect(tokenizerFor().count((await read({ path: '.', budget: 60 })).text)).toBeLessThanOrEqual(60);
  });

  it('inside another is mapped by itself', async () => {
    const read = reader(temporaryFolder({ ...SOURCES, 'lib/other.ts': 'export const other = 1;\n' }));
    await read({ path: '.' });
    const map = await read({ path: 'lib' });
    expect(map.text).toMatch(/^lib\/ · map · 1 file · /);
    expect(map.text).not.toContain('retry');
  });

  it('without code is listed, and so is every folder that is asked for in full', async () => {
    const folder = temporaryFolder({ ...SOURCES, 'notes/a.md': '# A\n', 'notes/data.json': '{"a": 1}\n' });
    const read = reader(folder);
    expect(await read({ path: 'notes' })).toMatchObject({ view: 'folder' });
    const full = await read({ path: '.', view: 'full' });
    expect(full.view).toBe('folder');
    expect(full.text).toContain('retry.ts');
  });

  it('is mapped as it is, whatever was changed since it was indexed', async () => {
    const folder = temporaryFolder(SOURCES);
    const file = path.join(folder, 'src/retry.ts');
    let edits = 0;
    const read = reader(folder, ({ map }) => ({
      async map(job) {
        const drawn = await map(job);
        if (edits++ === 0) writeFileSync(file, 'export function backoff(): void {}\n');
        return drawn;
      },
    }));
    const { text } = await read({ path: '.' });
    expect(text).toContain('1 export function backoff(): void');
    expect(text).not.toContain('retryDelay(attempt: number): number');
    expect(edits).toBe(2);
  });

  it('is mapped without what vanishes or changes all the time', async () => {
    const folder = temporaryFolder(SOURCES);
    let edits = 0;
    const read = reader(folder, ({ map }) => ({
      async map(job) {
        const drawn = await map(job);
        edits += 1;
        writeFileSync(path.join(folder, 'src/retry.ts'), `export function edit${edits}(): void {}\n`);
        rmSync(path.join(folder, 'README.md'), { force: true });
        return drawn;
      },
    }));
    const { text } = await read({ path: '.' });
    expect(text).toContain('src/client.ts');
    expect(text).not.toContain('edit');
    expect(text).not.toContain('README');
  });

  it('is mapped anew, in memory, if the index fails in the middle', async () => {
    const second = createMemoryRepoIndex({ limit: 1e8 });
    let failed = false;
    const read = reader(temporaryFolder(SOURCES), () => ({
      index: {
        ...second,
        async putFiles(root, entries) {
          if (failed) return second.putFiles(root, entries);
          failed = true;
          throw new CtxoptError('store_failed', 'The disk is full.', 'Make room.');
        },
      },
      rankings: createRepoRankings(second),
    }));
    expect((await read({ path: '.' })).text).toContain('export function retryDelay');
  });

  it('is read by two at once, and parsed once', async () => {
    let parsed = 0;
    const read = reader(temporaryFolder(SOURCES), () => ({
      async entries(files) {
        const found = await fileEntries(files);
        parsed += found.entries.length;
        return found;
      },
    }));
    const [one, two] = await Promise.all([read({ path: '.' }), read({ path: '.' })]);
    expect(one!.text).toBe(two!.text);
    expect(parsed).toBe(3);
  });
});

describe('a question', () => {
  const query = 'where is the retry delay computed';

  it('is answered by bodies, exactly as they stand in the files', async () => {
    const folder = temporaryFolder(SOURCES);
    const answer = await reader(folder)({ path: '.', query });
    expect(answer.view).toBe('answer');
    const body = readFileSync(path.join(folder, 'src/retry.ts'), 'utf8').split('\n').slice(1, 4).join('\n');
    expect(answer.text).toContain(body);
  });

  it('claims what reading the files whole would have cost, for each that a body came from', async () => {
    const folder = temporaryFolder(SOURCES);
    const { reads, baseline } = await reader(folder)({ path: 'src', query });
    const retry = reads!.find(({ file }) => file === 'src/retry.ts');
    expect(retry).toEqual({
      file: 'src/retry.ts',
      version: hashOf(SOURCES['src/retry.ts']),
      baseline: tokenizerFor().count(SOURCES['src/retry.ts']),
    });
    expect(baseline).toBe(reads!.reduce((sum, one) => sum + one.baseline, 0));
  });

  it('is answered from the disk, though a file was edited with its stamp set back', async () => {
    const folder = temporaryFolder(SOURCES);
    const read = reader(folder);
    await read({ path: '.', query });
    const file = path.join(folder, 'src/retry.ts');
    const { atime, mtime } = statSync(file);
    writeFileSync(file, SOURCES['src/retry.ts'].replace('100 *', '250 *'));
    utimesSync(file, atime, mtime);
    const { text } = await read({ path: '.', query });
    expect(text).toContain('return 250 * 2 ** attempt;');
    expect(text).not.toContain('return 100 * 2 ** attempt;');
  });

  it('that nothing answers is told so', async () => {
    const answer = await reader(temporaryFolder(SOURCES))({ path: '.', query: 'zebra crossing' });
    expect(answer).toMatchObject({ view: 'answer', baseline: 0, reads: [] });
    expect(answer.text.length).toBeGreaterThan(20);
  });
});
