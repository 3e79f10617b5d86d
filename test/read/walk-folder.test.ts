import { execFileSync } from 'node:child_process';
import { statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { walkFolder } from '../../src/read/walk-folder.js';
import { temporaryFolder } from './temporary-folder.js';

async function names(folder: string, root = folder): Promise<readonly string[]> {
  const { entries } = await walkFolder(folder, { root });
  return entries.map(({ name }) => name);
}

describe('walkFolder', () => {
  it('gives what is there, level by level, with sizes', async () => {
    const folder = temporaryFolder({ 'b.txt': '12345', 'a/c/d.txt': 'x', 'a/e.txt': '', 'empty/': '' });
    symlinkSync('/etc', path.join(folder, 'link'));
    execFileSync('mkfifo', [path.join(folder, 'pipe')]);
    const times = { mtime: expect.any(Number), ctime: expect.any(Number) };
    expect(await walkFolder(folder, { root: folder })).toEqual({
      entries: [
        { name: 'a', kind: 'folder' },
        {
          name: 'b.txt',
          kind: 'file',
          size: 5,
          mtime: statSync(path.join(folder, 'b.txt')).mtimeMs,
          ctime: statSync(path.join(folder, 'b.txt')).ctimeMs,
        },
        { name: 'empty', kind: 'folder' },
        { name: 'link', kind: 'link' },
        { name: 'pipe', kind: 'other' },
        { name: 'a/c', kind: 'folder' },
        { name: 'a/e.txt', kind: 'file', size: 0, ...times },
        { name: 'a/c/d.txt', kind: 'file', size: 1, ...times },
      ],
      unreadable: [],
      partial: false,
    });
  });

  it('leaves out what git leaves out', async () => {
    const folder = temporaryFolder({
      '.gitignore': '*.log\n/dist\nbuild/\n!keep.log\n# comment\n',
      '.git/config': '',
      'node_modules/x/index.js': '',
      'app.ts': '',
      'a.log': '',
      'keep.log': '',
      'dist/out.js': '',
      'build/out.js': '',
      'sub/.gitignore': '!debug.log\n*.tmp\n/local\n',
      'sub/a.log': '',
      'sub/debug.log': '',
      'sub/x.tmp': '',
      'sub/local/x': '',
      'sub/dist/kept.js': '',
      'sub/deep/y.tmp': '',
      'sub/deep/local/z': '',
      'other/x.tmp': '',
      'sub/node_modules/y': '',
    });
    execFileSync('git', ['init', '--quiet', folder], { stdio: 'ignore' });
    const listed = execFileSync('git', ['-C', folder, 'ls-files', '--others', '--exclude-standard'], {
      encoding: 'utf8',
    });
    const files = (await walkFolder(folder, { root: folder })).entries.filter(({ kind }) => kind === 'file');
    const known = listed.split('\n').filter((name) => name !== '' && !name.includes('node_modules'));
    expect(files.map(({ name }) => name).sort()).toEqual(known.sort());
    expect(known).toContain('sub/debug.log');
    expect(known).not.toContain('sub/deep/y.tmp');
  });

  it('heeds the rules of the folders above, up to the root', async () => {
    const root = temporaryFolder({
      '.gitignore': '*.log\nsub/b.txt\n',
      'sub/a.log': '',
      'sub/b.txt': '',
      'sub/c.txt': '',
    });
    expect(await names(path.join(root, 'sub'), root)).toEqual(['c.txt']);
    expect(await names(path.join(root, 'sub'))).toEqual(['a.log', 'b.txt', 'c.txt']);
  });

  it('lists an ignored folder when that is asked for', async () => {
    const root = temporaryFolder({
      '.gitignore': 'dist\n',
      'dist/sub/out.js': '',
      'node_modules/x/index.js': '',
    });
    expect(await names(path.join(root, 'dist'), root)).toEqual(['sub', 'sub/out.js']);
    expect(await names(path.join(root, 'dist/sub'), root)).toEqual(['out.js']);
    expect(await names(path.join(root, 'node_modules/x'), root)).toEqual(['index.js']);
  });

  it('does not follow links, in loops or as rules', async () => {
    const folder = temporaryFolder({ 'a.txt': '', 'sub/b.txt': '', 'rules.txt': '*.txt\n' });
    symlinkSync('..', path.join(folder, 'sub/up'));
    symlinkSync('rules.txt', path.join(folder, '.gitignore'));
    expect(await names(folder)).toEqual(['.gitignore', 'a.txt', 'rules.txt', 'sub', 'sub/b.txt', 'sub/up']);
  });

  it('stops at as many entries as are wanted', async () => {
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`f${index}`, '']));
    const folder = temporaryFolder(files);
    const walk = await walkFolder(folder, { root: folder, most: 10 });
    expect(walk.entries).toHaveLength(10);
    expect(walk.partial).toBe(true);
    expect((await walkFolder(folder, { root: folder, most: 30 })).partial).toBe(false);
  });

  it('names what it cannot read', async () => {
    const folder = temporaryFolder({ 'a.txt': '' });
    const walk = await walkFolder(path.join(folder, 'a.txt'), { root: folder });
    expect(walk).toEqual({ entries: [], unreadable: [''], partial: false });
  });

  it('ends with the reason when it is aborted', async () => {
    const reason = new Error('enough');
    const folder = temporaryFolder({ 'a.txt': '' });
    await expect(walkFolder(folder, { root: folder, signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
  });

  it('leaves a rule alone that would take ages to match', async () => {
    const name = `${'a'.repeat(250)}.txt`;
    const folder = temporaryFolder({
      '.gitignore': `${'*a'.repeat(40)}*b\n*.log\n`,
      [name]: '',
      'x.log': '',
    });
    expect(await names(folder)).toEqual(['.gitignore', name]);
  });
});
