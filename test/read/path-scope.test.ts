import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CtxoptError } from '../../src/errors.js';
import { createPathScope } from '../../src/read/path-scope.js';
import { temporaryFolder } from './temporary-folder.js';

/** A workspace `app` beside a folder whose name begins alike and a file that must stay unread. */
function workspace(): { top: string; app: string } {
  const top = temporaryFolder({
    'app/src/main.ts': 'main',
    'app/readme.md': 'readme',
    'app-secrets/token.txt': 'token',
    'outside.txt': 'outside',
  });
  return { top, app: path.join(top, 'app') };
}

async function refusal(promise: Promise<unknown>): Promise<CtxoptError> {
  return promise.then(
    (value) => expect.fail(`was resolved: ${JSON.stringify(value)}`),
    (thrown: CtxoptError) => thrown,
  );
}

describe('what lies within', () => {
  it('is found by relative, absolute, roundabout and file:// names', async () => {
    const { app } = workspace();
    const scope = createPathScope({ roots: [app] });
    const file = path.join(app, 'src/main.ts');
    for (const name of [
      'src/main.ts',
      './src/../src//main.ts',
      'src/main.ts/',
      file,
      `${app}/../app/src/main.ts`,
      pathToFileURL(file).href,
    ]) {
      expect(await scope.resolve(name), name).toEqual({
        absolute: file,
        display: 'src/main.ts',
        root: app,
        kind: 'file',
        allowed: false,
      });
    }
  });

  it('is a folder as well, the root among them', async () => {
    const { app } = workspace();
    const scope = createPathScope({ roots: [`${app}/`] });
    expect(await scope.resolve('.')).toMatchObject({ absolute: app, display: '.', kind: 'folder' });
    expect(await scope.resolve('src/')).toMatchObject({ display: 'src', kind: 'folder' });
  });

  it('may have a name that begins with two dots', async () => {
    const folder = temporaryFolder({ '..data/config': 'x' });
    const scope = createPathScope({ roots: [folder] });
    expect(await scope.resolve('..data/config')).toMatchObject({ display: '..data/config' });
  });

  it('is looked for in every root, and shown by a name that leads back to it', async () => {
    const top = temporaryFolder({ 'a/both.txt': 'a', 'b/both.txt': 'b', 'b/only.txt': 'b' });
    const [a, b] = [path.join(top, 'a'), path.join(top, 'b')];
    const scope = createPathScope({ roots: [a, b] });
    expect(await scope.resolve('both.txt')).toMatchObject({ absolute: `${a}/both.txt`, display: 'both.txt' });
    expect(await scope.resolve('only.txt')).toMatchObject({ absolute: `${b}/only.txt`, display: 'only.txt' });
    expect(await scope.resolve(`${b}/both.txt`)).toMatchObject({ display: `${b}/both.txt` });
  });

  it('is reached through links that stay within, in chains too', async () => {
    const { app } = workspace();
    symlinkSync('src/main.ts', path.join(app, 'one'));
    symlinkSync('one', path.join(app, 'two'));
    symlinkSync('src', path.join(app, 'folder'));
    const scope = createPathScope({ roots: [app] });
    expect(await scope.resolve('two')).toMatchObject({ display: 'src/main.ts' });
    expect(await scope.resolve('folder/main.ts')).toMatchObject({ display: 'src/main.ts' });
  });

  it('is reached through a root that is a link', async () => {
    const { top, app } = workspace();
    const link = path.join(top, 'link');
    symlinkSync(app, link);
    const scope = createPathScope({ roots: [link] });
    for (const name of ['readme.md', `${link}/readme.md`, `${app}/readme.md`]) {
      expect(await scope.resolve(name), name).toMatchObject({
        absolute: `${app}/readme.md`,
        display: 'readme.md',
      });
    }
  });

  it('is named from the home folder by ~', async () => {
    const scope = createPathScope({ roots: [homedir()] });
    expect(await scope.resolve('~')).toMatchObject({ kind: 'folder', display: '.' });
    const { app } = workspace();
    expect(await refusal(createPathScope({ roots: [app] }).resolve('~/.profile'))).toMatchObject({
      code: 'path_denied',
    });
  });

  it('is not found where it is missing, a broken link or a loop', async () => {
    const { app } = workspace();
    symlinkSync('nowhere', path.join(app, 'dangling'));
    symlinkSync('loop', path.join(app, 'loop'));
    symlinkSync('pong', path.join(app, 'ping'));
    symlinkSync('ping', path.join(app, 'pong'));
    symlinkSync('deep/deep/deep', path.join(app, 'deep'));
    const scope = createPathScope({ roots: [app] });
    for (const name of [
      'missing.ts',
      'no/such/folder/file.ts',
      'readme.md/inside-a-file',
      'dangling',
      'loop',
      'loop/x/y',
      'ping',
      'deep',
      'a'.repeat(1000),
      'a/'.repeat(1500),
    ]) {
      expect(await refusal(scope.resolve(name)), name.slice(0, 50)).toMatchObject({ code: 'not_found' });
    }
  });

  it('may be a device, FIFO or socket, which is told apart', async () => {
    const folder = temporaryFolder();
    execFileSync('mkfifo', [path.join(folder, 'pipe')]);
    const scope = createPathScope({ roots: [folder] });
    expect(await scope.resolve('pipe')).toMatchObject({ kind: 'other' });
  });
});

describe('what lies outside', () => {
  it('is denied by every way there', async () => {
    const { top, app } = workspace();
    symlinkSync(path.join(top, 'outside.txt'), path.join(app, 'file-link'));
    symlinkSync(top, path.join(app, 'folder-link'));
    symlinkSync('file-link', path.join(app, 'chain'));
    symlinkSync('../outside.txt', path.join(app, 'relative-link'));
    symlinkSync(path.join(top, 'nothing-here'), path.join(app, 'dangling'));
    symlinkSync('folder-link/nothing/here', path.join(app, 'dangling-through'));
    const scope = createPathScope({ roots: [app] });
    for (const name of [
      '..',
      '../outside.txt',
      '../app-secrets/token.txt',
      'src/../../outside.txt',
      `${app}-secrets/token.txt`,
      path.join(top, 'outside.txt'),
      top,
      '/',
      '/etc/passwd',
      'file:///etc/passwd',
      'file-link',
      'folder-link',
      'folder-link/outside.txt',
      'folder-link/app-secrets/token.txt',
      'chain',
      'relative-link',
      'dangling',
      'dangling-through',
      '/proc/self/environ',
    ]) {
      expect(await refusal(scope.resolve(name)), name).toMatchObject({ code: 'path_denied' });
    }
  });

  it('is denied in the same words whether or not it is there', async () => {
    const { top, app } = workspace();
    symlinkSync(path.join(top, 'outside.txt'), path.join(app, 'link'));
    const scope = createPathScope({ roots: [app] });
    const there = await refusal(scope.resolve('../outside.txt'));
    const missing = await refusal(scope.resolve('../missing.txt'));
    const belowFile = await refusal(scope.resolve('../outside.txt/x'));
    expect(there.message.replace('outside', 'missing')).toBe(missing.message);
    expect(belowFile.message.replace('outside.txt/x', 'missing.txt')).toBe(missing.message);
    expect(new Set([there.hint, missing.hint, belowFile.hint]).size).toBe(1);
  });

  it('is told apart from a second root', async () => {
    const { top, app } = workspace();
    const other = path.join(top, 'app-secrets');
    const scope = createPathScope({ roots: [app, other] });
    expect(await scope.resolve('../app-secrets/token.txt')).toMatchObject({ absolute: `${other}/token.txt` });
    expect(await refusal(scope.resolve('../outside.txt'))).toMatchObject({ code: 'path_denied' });
  });

  it('is everything where there is no root, or none that exists', async () => {
    const { app } = workspace();
    for (const roots of [[], [path.join(app, 'gone')]]) {
      expect(await refusal(createPathScope({ roots }).resolve(`${app}/readme.md`))).toMatchObject({
        code: 'path_denied',
      });
    }
  });

  it('is not confused with names in another case', async () => {
    const { app } = workspace();
    const scope = createPathScope({ roots: [app] });
    const shouted = `${path.dirname(app)}/APP/readme.md`;
    const outcome = await scope.resolve(shouted).catch((thrown: CtxoptError) => thrown);
    // Where the file system ignores case it is the same file, elsewhere another folder.
    if ('absolute' in outcome) expect(outcome.absolute).toBe(path.join(app, 'readme.md'));
    else expect(outcome.code).toBe('path_denied');
  });
});

describe('what is no path', () => {
  it('is refused with the reason', async () => {
    const { app } = workspace();
    const scope = createPathScope({ roots: [app] });
    for (const name of ['', 'a\0b', '\0', 'x'.repeat(100_000), 'file://example.com/share', 'file:///%00']) {
      const error = await refusal(scope.resolve(name));
      expect(error, name.slice(0, 50)).toMatchObject({ code: 'invalid_input' });
      expect(error.message.length).toBeLessThan(400);
    }
  });

  it('cannot break an error over several lines', async () => {
    const { app } = workspace();
    const error = await refusal(createPathScope({ roots: [app] }).resolve('no\nsuch\u001b[31mfile'));
    expect(error.message).not.toMatch(/[\n\u001b]/);
  });
});

describe('secrets', () => {
  it('are denied by name, and by the name of what a link leads to', async () => {
    const folder = temporaryFolder({
      '.env': 'A=1',
      'config/.ENV.Local': 'A=1',
      '.aws/credentials': 'x',
      credentials: 'x',
      'keys/server.pem': 'x',
      'notes.txt': 'plain',
    });
    symlinkSync('.env', path.join(folder, 'innocent.txt'));
    symlinkSync('notes.txt', path.join(folder, '.npmrc'));
    symlinkSync('keys', path.join(folder, 'k'));
    const scope = createPathScope({ roots: [folder] });
    for (const name of [
      '.env',
      'config/.ENV.Local',
      '.aws/credentials',
      'keys/server.pem',
      'innocent.txt',
      '.npmrc',
      'k/server.pem',
    ]) {
      expect(await refusal(scope.resolve(name)), name).toMatchObject({ code: 'path_denied' });
    }
    expect(await scope.resolve('credentials')).toMatchObject({ kind: 'file' });
    expect((await refusal(scope.resolve('innocent.txt'))).hint).toContain('CTXOPT_ALLOW=.env');
  });

  it('are read if allowed by name or glob, and nothing else is', async () => {
    const folder = temporaryFolder({
      '.env': '',
      '.env.test': '',
      'sub/.env': '',
      'keys/a.pem': '',
      'b.pem': '',
    });
    symlinkSync('../b.pem', path.join(folder, 'keys/c.pem'));
    const scope = createPathScope({ roots: [folder], allowed: ['.env.test', 'keys/*.pem'] });
    expect(await scope.resolve('.env.test')).toMatchObject({ kind: 'file', allowed: true });
    expect(await scope.resolve('keys/a.pem')).toMatchObject({ kind: 'file', allowed: true });
    for (const name of ['.env', 'sub/.env', 'b.pem', 'keys/c.pem']) {
      expect(await refusal(scope.resolve(name)), name).toMatchObject({ code: 'path_denied' });
    }
  });

  it('do not make a folder secret', async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, '.env/lib'), { recursive: true });
    const scope = createPathScope({ roots: [folder] });
    expect(await scope.resolve('.env')).toMatchObject({ kind: 'folder' });
    expect(await scope.resolve('.env/lib')).toMatchObject({ kind: 'folder' });
  });
});
