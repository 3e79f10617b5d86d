import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { handleOf, hashOf } from '../../src/context/handle.js';
import { CtxoptError } from '../../src/errors.js';
import { createPathScope } from '../../src/read/path-scope.js';
import { readView } from '../../src/read/read-view.js';
import { type SmartRead, type SmartReadInput, smartRead } from '../../src/read/smart-read.js';
import { createStore } from '../../src/store/create-store.js';
import type { Store } from '../../src/store/store.js';
import { temporaryFolder } from './temporary-folder.js';

const store = createStore({ location: ':memory:', warn: () => {} });
afterAll(() => store.close());

const long = Array.from(
  { length: 300 },
  (_, index) => `A line of prose, number ${index}, that says little.\n`,
).join('');

function read(folder: string, input: SmartReadInput, from: Store = store): Promise<SmartRead> {
  return smartRead({ scope: createPathScope({ roots: [folder] }), store: from, view: readView }, input);
}

function bodyOf(result: SmartRead): string {
  const end = result.text.indexOf('\n');
  return end === -1 ? '' : result.text.slice(end + 1);
}

function tagOf(result: SmartRead): string {
  return /v:[0-9a-f]{10}$/.exec(result.text.split('\n')[0]!)![0];
}

/** A store that refuses everything, as one on a full disk does. */
function brokenStore(): Store {
  const fail = () => Promise.reject(new CtxoptError('store_failed', 'The disk is full.', 'Make room.'));
  return { ...store, putOriginal: fail, getOriginalBytes: fail };
}

describe('a file', () => {
  it('is read, named and hashed', async () => {
    const folder = temporaryFolder({ 'src/a.txt': 'hello\n' });
    const result = await read(folder, { path: 'src/../src/a.txt' });
    expect(result).toMatchObject({ file: 'src/a.txt', version: hashOf('hello\n'), view: 'full', lines: 1 });
    expect(bodyOf(result)).toBe('hello\n');
  });

  it('read twice is given twice: nothing is withheld as already seen', async () => {
    const folder = temporaryFolder({ 'a.txt': long });
    expect((await read(folder, { path: 'a.txt' })).text).toBe((await read(folder, { path: 'a.txt' })).text);
  });

  it('is unchanged, or a diff, for who quotes its tag', async () => {
    const folder = temporaryFolder({ 'a.txt': long });
    const first = await read(folder, { path: 'a.txt', view: 'full' });
    expect(await read(folder, { path: 'a.txt', since: tagOf(first) })).toMatchObject({ view: 'unchanged' });
    writeFileSync(path.join(folder, 'a.txt'), long.replace('number 7,', 'number seven,'));
    const changed = await read(folder, { path: 'a.txt', since: tagOf(first) });
    expect(changed.view).toBe('diff');
    expect(bodyOf(changed)).toContain('+A line of prose, number seven, that says little.');
    expect(tagOf(changed)).not.toBe(tagOf(first));
    const back = await read(folder, { path: 'a.txt', since: tagOf(changed) });
    expect(back.view).toBe('unchanged');
  });

  it('is compared with what the tag names, even if another file had that content', async () => {
    const folder = temporaryFolder({ 'a.txt': long, 'b.txt': `${long}One line more.\n` });
    const a = await read(folder, { path: 'a.txt' });
    const b = await read(folder, { path: 'b.txt', since: tagOf(a) });
    expect(b.view).toBe('diff');
    expect(bodyOf(b)).toContain('+One line more.');
  });

  it('is never unchanged for a tag that two contents bear', async () => {
    const [one, two] = ['n175561', 'n804706'];
    const tag = `v:${hashOf(one).slice(0, 10)}`;
    expect(hashOf(two).startsWith(tag.slice(2))).toBe(true);
    const folder = temporaryFolder({ 'a.txt': one });
    expect(tagOf(await read(folder, { path: 'a.txt' }))).toBe(tag);
    expect((await read(folder, { path: 'a.txt', since: tag })).view).toBe('unchanged');
    writeFileSync(path.join(folder, 'a.txt'), two);
    // first told by what the tag names, then, with both contents known, by that it names nothing
    expect((await read(folder, { path: 'a.txt', since: tag })).view).not.toBe('unchanged');
    for (const content of [two, one]) {
      writeFileSync(path.join(folder, 'a.txt'), content);
      const result = await read(folder, { path: 'a.txt', since: tag });
      expect(bodyOf(result)).toBe(content);
      expect(result.text.split('\n')[0]).toContain(`${tag} names several versions`);
      expect((await read(folder, { path: 'a.txt', since: hashOf(content) })).view).toBe('unchanged');
    }
  });

  it('is unchanged for its own tag although the store has lost it', async () => {
    const folder = temporaryFolder({ 'a.txt': 'lost and found\n' });
    const since = `v:${hashOf('lost and found\n').slice(0, 10)}`;
    expect((await read(folder, { path: 'a.txt', since })).view).toBe('unchanged');
  });

  it('is given whole for a tag that nobody knows, and refused for what is no tag', async () => {
    const folder = temporaryFolder({ 'a.txt': long });
    const result = await read(folder, { path: 'a.txt', view: 'full', since: 'v:0000000000' });
    expect(bodyOf(result)).toBe(long);
    expect(result.text.split('\n')[0]).toContain('v:0000000000 is not known here');
    await expect(read(folder, { path: 'a.txt', since: 'yesterday' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  it('is read although the store fails', async () => {
    const folder = temporaryFolder({ 'a.txt': long });
    expect(bodyOf(await read(folder, { path: 'a.txt', view: 'full' }, brokenStore()))).toBe(long);
    const since = `v:${hashOf(long).slice(0, 10)}`;
    expect((await read(folder, { path: 'a.txt', since }, brokenStore())).view).toBe('unchanged');
    expect((await read(folder, { path: 'a.txt', since: 'v:0000000000' }, brokenStore())).text).toContain(
      'not known',
    );
  });

  it('in another encoding is read as text, and that is said', async () => {
    const folder = temporaryFolder({ 'a.txt': Buffer.from('\ufeffGrüße\n', 'utf16le') });
    const result = await read(folder, { path: 'a.txt' });
    expect(result.text.split('\n')[0]).toContain('decoded from utf-16le');
    expect(bodyOf(result)).toBe('Grüße\n');
  });

  it('that is denied, missing or binary is refused', async () => {
    const folder = temporaryFolder({ '.env': 'A=1', 'image.png': '\x89PNG\r\n\0' });
    symlinkSync('.env', path.join(folder, 'notes.txt'));
    const codes = {
      '.env': 'path_denied',
      'notes.txt': 'path_denied',
      '../x': 'path_denied',
      'gone.ts': 'not_found',
      'image.png': 'binary_file',
    };
    for (const [name, code] of Object.entries(codes)) {
      await expect(read(folder, { path: name }), name).rejects.toMatchObject({ code });
    }
  });
});

describe('a handle', () => {
  it('gives its original back exactly, whatever that is', async () => {
    const folder = temporaryFolder();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        await store.putOriginal(text);
        const result = await read(folder, { path: handleOf(text) });
        expect(bodyOf(result)).toBe(text);
        expect(result).toMatchObject({ view: 'original', version: hashOf(text), baseline: 0 });
        expect(result.file).toBeUndefined();
      }),
    );
  });

  it('that names nothing is not found, and that is none is refused', async () => {
    const folder = temporaryFolder();
    await expect(read(folder, { path: 'ctx:ffffffffffff' })).rejects.toMatchObject({ code: 'not_found' });
    for (const name of ['ctx:', 'ctx:123', 'ctx:../../etc/passwd', `ctx:${'0'.repeat(100)}`]) {
      await expect(read(folder, { path: name }), name).rejects.toMatchObject({ code: 'invalid_input' });
    }
  });

  it('says so when the store fails', async () => {
    await expect(read(temporaryFolder(), { path: 'ctx:ffffffffffff' }, brokenStore())).rejects.toMatchObject({
      code: 'store_failed',
    });
  });
});

describe('a folder', () => {
  it('is listed with sizes, folders last', async () => {
    const folder = temporaryFolder({
      'z.md': 'x'.repeat(1536),
      'a/one.ts': '1',
      'a/b/two.ts': '22',
      '.gitignore': 'dist\n',
      'dist/out.js': '',
    });
    symlinkSync('/etc', path.join(folder, 'link'));
    const result = await read(folder, { path: '.' });
    expect(result.view).toBe('folder');
    expect(result.text.split('\n')[0]).toMatch(/^\.\/ · 5 files, 2 folders · \d+ tokens \(o200k_base\)$/);
    expect(bodyOf(result)).toBe('.gitignore 5\nlink (link)\nz.md 1.5K\na/\n  one.ts 1\n  b/\n    two.ts 2\n');
    expect((await read(folder, { path: 'a/' })).text).toMatch(
      /^a\/ · 2 files, 1 folder · .*\none\.ts 1\nb\/\n {2}two\.ts 2\n$/,
    );
    expect(result.file).toBeUndefined();
  });

  it('over the budget is folded, then cut, and says what is left out', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [`folder${index % 20}/sub/file-number-${index}.ts`, 'x']),
    );
    const folder = temporaryFolder(files);
    const folded = await read(folder, { path: '.', budget: 600 });
    expect(bodyOf(folded)).toContain('folder7/\n  sub/ 20 files\n');
    expect(bodyOf(folded)).not.toContain('file-number');
    expect(bodyOf(await read(folder, { path: '.', budget: 250 }))).toContain('folder7/ 20 files\n');
    expect(folded.tokens.returned).toBeLessThanOrEqual(600);
    const flat = temporaryFolder(
      Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`file-number-${i}.ts`, 'x'])),
    );
    const cut = await read(flat, { path: '.', budget: 600 });
    const left = Number(/\[cut to fit the budget: (\d+) entries more\]/.exec(cut.text)?.[1]);
    expect(left + [...cut.text.matchAll(/^file-number/gm)].length).toBe(400);
    expect(cut.tokens.returned).toBeLessThanOrEqual(600);
    expect((await read(flat, { path: '.', budget: 50 })).text).toMatch(
      /^\.\/ · 400 files, 0 folders · budget 50 is too small for it: give 240 or more · /,
    );
    expect((await read(flat, { path: '.', budget: 240 })).text).not.toContain('too small');
  });

  it('has no symbol and no lines to give: the file is asked for, not ignored', async () => {
    const folder = temporaryFolder({ 'src/a.ts': 'export function alpha() {}\n' });
    await expect(read(folder, { path: 'src', symbol: 'alpha' })).rejects.toMatchObject({
      code: 'invalid_input',
      message: 'src is a folder: a symbol is given of one file.',
      hint: 'Name the file, or ask the folder with query:"alpha".',
    });
    for (const input of [{ view: 'symbol' }, { view: 'lines' }, { lines: '1-3' }] as const)
      await expect(read(folder, { path: 'src', ...input })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('that is empty, or gone, is told', async () => {
    const folder = temporaryFolder({ 'empty/': '' });
    expect((await read(folder, { path: 'empty' })).text).toBe(
      'empty/ · 0 files, 0 folders · 0 tokens (o200k_base)',
    );
    rmSync(path.join(folder, 'empty'), { recursive: true });
    await expect(read(folder, { path: 'empty' })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('this repository', () => {
  it('reads each of its own source files in every view, with exact lines', async () => {
    const root = path.resolve(import.meta.dirname, '../..');
    for (const name of readdirSync(path.join(root, 'src/read'))) {
      const text = readFileSync(path.join(root, 'src/read', name), 'utf8');
      const all = await read(root, { path: `src/read/${name}`, view: 'full' });
      expect(bodyOf(all), name).toBe(text);
      const outline = await read(root, { path: `src/read/${name}`, view: 'outline' });
      // a short file whose outline would be longer is given itself
      expect(outline.tokens.returned).toBeLessThanOrEqual(outline.tokens.whole);
    }
  });
});
