import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { recentFiles } from '../../src/read/recent-files.js';
import { temporaryFolder } from './temporary-folder.js';

function git(folder: string, args: readonly string[], input?: string): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  return execFileSync('git', ['-C', folder, '-c', 'user.name=Ada', '-c', 'user.email=a@b.c', ...args], {
    encoding: 'utf8',
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
    ...(input === undefined ? {} : { input }),
  }).trim();
}

function commit(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  git(folder, ['add', '-A']);
  git(folder, ['commit', '-q', '-m', 'change']);
}

function repository(): string {
  const folder = temporaryFolder();
  git(folder, ['init', '-q']);
  return folder;
}

describe('recentFiles', () => {
  it('runs no program of the folder, however PATH begins', async () => {
    const folder = repository();
    commit(folder, { 'a.ts': '1' });
    const marker = path.join(folder, 'marker');
    writeFileSync(path.join(folder, 'git'), `#!/bin/sh\ntouch '${marker}'\n`);
    chmodSync(path.join(folder, 'git'), 0o755);
    const { PATH } = process.env;
    process.env.PATH = `:${PATH}`;
    try {
      expect([...(await recentFiles(folder)).files.keys()]).toEqual(['a.ts']);
    } finally {
      process.env.PATH = PATH;
    }
    expect(existsSync(marker)).toBe(false);
  });

  it('weighs files by how late and how often they were changed', async () => {
    const folder = repository();
    commit(folder, { 'a.ts': '1', 'src/b.ts': '1', 'with blank\nand line.ts': '1' });
    commit(folder, { 'a.ts': '2' });
    commit(folder, { 'src/b.ts': '2' });
    commit(folder, { 'a.ts': '3' });
    const { files, committed } = await recentFiles(folder);
    expect([...files.keys()].sort()).toEqual(['a.ts', 'src/b.ts', 'with blank\nand line.ts']);
    expect(files.get('a.ts')).toBeGreaterThan(files.get('src/b.ts')!);
    expect(files.get('src/b.ts')).toBeGreaterThan(files.get('with blank\nand line.ts')!);
    expect(Math.abs(committed! - Date.now())).toBeLessThan(600_000);
  });

  it('names the files of a folder by their place in it, and no others', async () => {
    const folder = repository();
    commit(folder, { 'a.ts': '1', 'src/b.ts': '1' });
    expect([...(await recentFiles(path.join(folder, 'src'))).files.keys()]).toEqual(['b.ts']);
  });

  it('makes nothing of a commit that changed everything', async () => {
    const folder = repository();
    commit(folder, { 'a.ts': '1' });
    commit(folder, Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`all/${n}.ts`, '1'])));
    expect([...(await recentFiles(folder)).files.keys()]).toEqual(['a.ts']);
  });

  it('knows nothing of a folder without a repository, of an empty one, and of one that is gone', async () => {
    const nothing = { files: new Map() };
    const folder = temporaryFolder();
    expect(await recentFiles(folder)).toEqual(nothing);
    expect(await recentFiles(repository())).toEqual(nothing);
    rmSync(folder, { recursive: true });
    expect(await recentFiles(folder)).toEqual(nothing);
  });

  it('heeds no variable of its own environment that points git elsewhere', async () => {
    const [folder, other] = [repository(), repository()];
    commit(folder, { 'a.ts': '1' });
    commit(other, { 'other.ts': '1' });
    process.env.GIT_DIR = path.join(other, '.git');
    try {
      expect([...(await recentFiles(folder)).files.keys()]).toEqual(['a.ts']);
    } finally {
      delete process.env.GIT_DIR;
    }
  });
});

describe('a hostile repository', () => {
  /** A program that leaves a mark when it is run, and what would have to be run to see it. */
  function trap(folder: string): { readonly program: string; readonly mark: string } {
    const [program, mark] = [path.join(folder, 'trap.sh'), path.join(folder, 'mark')];
    writeFileSync(program, `#!/bin/sh\necho "$@" >> ${mark}\n`);
    chmodSync(program, 0o755);
    return { program, mark };
  }

  it('runs no program to check a signature', async () => {
    const folder = repository();
    commit(folder, { 'a.ts': '1' });
    const plain = git(folder, ['cat-file', 'commit', 'HEAD']);
    const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----';
    const signed = plain.replace('\n\n', `\n${signature}\n\n`);
    const hash = git(folder, ['hash-object', '-t', 'commit', '-w', '--stdin'], `${signed}\n`);
    git(folder, ['update-ref', 'HEAD', hash]);
    const { program, mark } = trap(folder);
    git(folder, ['config', 'gpg.program', program]);
    git(folder, ['config', 'log.showSignature', 'true']);

    expect([...(await recentFiles(folder)).files.keys()]).toEqual(['a.ts']);
    expect(existsSync(mark)).toBe(false);
    // The trap works: git as it is walks into it.
    git(folder, ['log', '-n', '1']);
    expect(existsSync(mark)).toBe(true);
  });

  it('runs no program to fetch an object that is missing', async () => {
    const folder = repository();
    commit(folder, { 'sub/a.ts': '1' });
    commit(folder, { 'sub/a.ts': '2' });
    const tree = git(folder, ['rev-parse', 'HEAD~1:sub']);
    rmSync(path.join(folder, '.git/objects', tree.slice(0, 2), tree.slice(2)));
    const { program, mark } = trap(folder);
    git(folder, ['config', 'core.repositoryFormatVersion', '1']);
    git(folder, ['config', 'extensions.partialClone', 'origin']);
    git(folder, ['config', 'remote.origin.url', folder]);
    git(folder, ['config', 'remote.origin.promisor', 'true']);
    git(folder, ['config', 'remote.origin.uploadpack', program]);

    await recentFiles(folder);
    expect(existsSync(mark)).toBe(false);
    expect(() => git(folder, ['log', '--name-only'])).toThrow();
    expect(existsSync(mark)).toBe(true);
  });

  it('runs no pager, driver of diffs, or watcher of files', async () => {
    const folder = repository();
    commit(folder, { 'a.ts': '1', '.gitattributes': '*.ts diff=evil\n' });
    const { program, mark } = trap(folder);
    for (const name of [
      'core.pager',
      'pager.log',
      'core.fsmonitor',
      'diff.external',
      'diff.evil.command',
      'diff.evil.textconv',
    ])
      git(folder, ['config', name, program]);
    expect((await recentFiles(folder)).files.size).toBe(2);
    expect(existsSync(mark)).toBe(false);
    git(folder, ['diff', 'HEAD', '--ext-diff', '--', '.gitattributes', 'trap.sh']);
    git(folder, ['log', '-p', '--ext-diff']);
    expect(existsSync(mark)).toBe(true);
  });

  it('is not looked for among the files of another', async () => {
    const folder = repository();
    commit(folder, { 'a.ts': '1' });
    const bare = path.join(folder, 'fixtures/bare');
    git(folder, ['clone', '-q', '--bare', folder, bare]);
    expect(await recentFiles(bare)).toEqual({ files: new Map() });
  });
});
