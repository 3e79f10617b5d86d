import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handleOf } from '../../../src/context/handle.js';
import { diffContext } from '../../../src/optimize/passes/diff-context.js';
import { passContract, result, textsAfter } from '../../contracts/pass.js';

const folder = mkdtempSync(path.join(tmpdir(), 'ctxopt-diff-'));
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@a', '-c', 'core.autocrlf=false', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

const source = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, k) => `export const line${from + k} = read('key-${from + k}');`);

const files: Readonly<Record<string, readonly [before: string, after: string]>> = {
  'middle.ts': [
    source(0, 60).join('\n'),
    [...source(0, 20), 'changed();', ...source(21, 24), 'more();', ...source(24, 40), ...source(41, 60)].join(
      '\n',
    ),
  ],
  'edges.ts': [`${source(0, 9).join('\n')}\n`, `first();\n${source(0, 9).join('\n')}\nlast();\n`],
  'no-end.ts': [source(0, 9).join('\n'), [...source(0, 8), 'last();'].join('\n')],
  'crlf.ts': [
    `${source(0, 30).join('\r\n')}\r\n`,
    `${[...source(0, 15), 'x();', ...source(15, 30)].join('\r\n')}\r\n`,
  ],
  'new name.ts': ['', `${source(0, 5).join('\n')}\n`],
};

let diff = '';

beforeAll(() => {
  git('init', '-q');
  for (const [name, [before]] of Object.entries(files)) {
    if (before !== '') writeFileSync(path.join(folder, name), before);
  }
  git('add', '-A');
  git('commit', '-qm', 'before');
  for (const [name, [, after]] of Object.entries(files)) writeFileSync(path.join(folder, name), after);
  git('add', '-A');
  diff = git('diff', '--cached');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lockFile = [
  'diff --git a/package-lock.json b/package-lock.json',
  'index 1f2e3d4..5a6b7c8 100644',
  '--- a/package-lock.json',
  '+++ b/package-lock.json',
  '@@ -10,9 +10,9 @@',
  '     },',
  ...Array.from({ length: 8 }, (_, k) => `-      "version": "1.${k}.0",`),
  ...Array.from({ length: 8 }, (_, k) => `+      "version": "2.${k}.0",`),
  '@@ -90,2 +90,2 @@',
  '     },',
  '-      "integrity": "sha512-aaaa",',
  '+      "integrity": "sha512-bbbb",',
  'diff --git a/src/a.ts b/src/a.ts',
  'index 1f2e3d4..5a6b7c8 100644',
  '--- a/src/a.ts',
  '+++ b/src/a.ts',
  '@@ -1,5 +1,5 @@',
  ' import { a } from "./a.js";',
  ' import { b } from "./b.js";',
  '-run(1);',
  '+run(2);',
  ' // the end of what is run here',
  ' // and of the file',
].join('\n');

passContract(diffContext, { 'a diff with a lock file': [result('a', lockFile)] });

describe('diff context', () => {
  it('leaves a patch that git applies to the byte', () => {
    const [short] = textsAfter(diffContext, [result('a', diff)]);
    expect(short!.length).toBeLessThan(0.8 * diff.length);
    git('reset', '-q', '--hard');
    writeFileSync(path.join(folder, '.git', 'short.patch'), short!);
    git('apply', path.join('.git', 'short.patch'));
    for (const [name, [, after]] of Object.entries(files)) {
      expect(readFileSync(path.join(folder, name), 'utf8')).toBe(after);
    }
  });

  it('keeps one line around a change, and counts the changes of a lock file', () => {
    const [short] = textsAfter(diffContext, [result('a', lockFile)]);
    expect(short!.replace(/ctx:\w+/, 'ctx:…').split('\n')).toEqual([
      '[ctxopt: diff without 2 unchanged lines and 22 generated lines, ctx:…]',
      '… 18 changed lines of package-lock.json, a generated file',
      '--- a/src/a.ts',
      '+++ b/src/a.ts',
      '@@ -2,3 +2,3 @@',
      ' import { b } from "./b.js";',
      '-run(1);',
      '+run(2);',
      ' // the end of what is run here',
    ]);
  });

  it('keeps an unchanged line that says what failed', () => {
    const failing = lockFile.replace(' // and of the file', ' src/a.ts:3:5: error: no such thing');
    expect(textsAfter(diffContext, [result('a', failing)])[0]).toContain(
      'src/a.ts:3:5: error: no such thing',
    );
  });

  it('is cut although commits were shortened before it', () => {
    const log = `[ctxopt: git output, 3 lines shortened, ${handleOf(lockFile)}]\n${lockFile}`;
    const before = result('a', lockFile);
    expect(textsAfter(diffContext, [{ ...before, text: log }])[0]).toContain('… 18 changed lines');
    expect(
      textsAfter(diffContext, [result('a', log.replace(handleOf(lockFile), 'ctx:0123456789ab'))])[0],
    ).toContain('"version"');
  });

  it.each([
    [
      'a diff without context',
      '--- a/x\n+++ b/x\n@@ -3 +3 @@\n-run(1);\n+run(2);\n@@ -9,0 +10 @@\n+run(3);\n',
      {},
    ],
    ['a hunk that is cut off', `--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n${' same\n'.repeat(6)}-run(1);`, {}],
    [
      'a merge of two parents',
      `diff --cc x\n--- a/x\n+++ b/x\n@@@ -1,7 -1,7 +1,8 @@@\n${'  same\n'.repeat(6)}++both\n`,
      {},
    ],
    ['a file that was read', lockFile, { name: 'Read', input: { file_path: 'a.patch' } }],
  ])('leaves %s alone', (_, text, tool) => {
    expect(textsAfter(diffContext, [result('a', text, tool)])).toEqual([text]);
  });
});
