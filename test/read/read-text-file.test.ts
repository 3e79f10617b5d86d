import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringOf } from '../../src/context/exact-bytes.js';
import { hashOf } from '../../src/context/handle.js';
import type { CtxoptError } from '../../src/errors.js';
import { createPathScope, type PathScope } from '../../src/read/path-scope.js';
import { LARGEST_FILE, readTextFile } from '../../src/read/read-text-file.js';
import { temporaryFolder } from './temporary-folder.js';

async function read(content: string | Uint8Array, name = 'file.txt'): ReturnType<typeof readTextFile> {
  return readTextFile(createPathScope({ roots: [temporaryFolder({ [name]: content })] }), name);
}

async function refusal(promise: Promise<unknown>): Promise<CtxoptError> {
  return promise.then(
    () => expect.fail('was read'),
    (thrown: CtxoptError) => thrown,
  );
}

/** A scope that lets something happen between the confinement of a path and the opening of the file, once. */
function interrupted(folder: string, happen: () => void): PathScope {
  const scope = createPathScope({ roots: [folder] });
  let calls = 0;
  return {
    roots: scope.roots,
    async resolve(name) {
      const at = await scope.resolve(name);
      calls += 1;
      if (calls === 1) happen();
      return at;
    },
  };
}

/** A signal that lets something happen before every chunk that is read. */
function beforeEachChunk(happen: (chunk: number) => void): AbortSignal {
  const { signal } = new AbortController();
  let chunk = 0;
  return Object.defineProperty(signal, 'throwIfAborted', {
    value: () => {
      chunk += 1;
      happen(chunk);
    },
  });
}

describe('text', () => {
  it('comes as it is, with its size, hash and line ends', async () => {
    const file = await read('a\nü\n');
    expect(file).toMatchObject({
      text: 'a\nü\n',
      bytes: 5,
      encoding: 'utf-8',
      eol: 'lf',
      hash: hashOf('a\nü\n'),
      notes: [],
    });
    expect(file.path.display).toBe('file.txt');
    expect(Math.abs(file.modified - Date.now())).toBeLessThan(60_000);
  });

  it('of any content is read exactly', async () => {
    const folder = temporaryFolder();
    const scope = createPathScope({ roots: [folder] });
    const content = fc
      .string({ unit: 'binary', maxLength: 200 })
      .map((text) => text.replace(/^\ufeff+|\0/g, ''));
    await fc.assert(
      fc.asyncProperty(content, async (text) => {
        writeFileSync(path.join(folder, 'any.txt'), text);
        expect((await readTextFile(scope, 'any.txt')).text).toBe(text);
      }),
    );
  });

  it('tells CRLF and mixed line ends', async () => {
    expect(await read('a\r\nb\r\n')).toMatchObject({ eol: 'crlf', text: 'a\r\nb\r\n' });
    expect(await read('a\r\nb\n')).toMatchObject({ eol: 'mixed' });
    expect(await read('')).toMatchObject({ eol: 'lf', text: '', bytes: 0 });
  });

  it('is decoded by its byte order mark, which is left out', async () => {
    const text = 'Grüße, 世界 🌍\n';
    const little = Buffer.from(`\ufeff${text}`, 'utf16le');
    expect(await read(`\ufeff${text}`)).toMatchObject({
      text,
      encoding: 'utf-8',
      hash: hashOf(text),
      notes: [],
    });
    expect(await read(little)).toMatchObject({ text, encoding: 'utf-16le', bytes: little.length });
    expect(await read(Buffer.from(little).swap16())).toMatchObject({ text, encoding: 'utf-16be' });
  });

  it('is decoded as UTF-16 without a mark where the zeros beside ASCII tell', async () => {
    const text = 'const greeting = "Grüße, 世界";\r\n'.repeat(400);
    const little = Buffer.from(text, 'utf16le');
    const notes = (encoding: string) => [`decoded from ${encoding}`];
    expect(await read(little)).toMatchObject({ text, encoding: 'utf-16le', notes: notes('utf-16le') });
    const big = Buffer.from(little).swap16();
    expect(await read(big)).toMatchObject({ text, encoding: 'utf-16be', notes: notes('utf-16be') });
  });

  it('that is no UTF-8 is taken for windows-1252, and that is said', async () => {
    const file = await read(Buffer.from('// Gr\xfc\xdfe \x80 \x93x\x94\n', 'latin1'), 'a.js');
    expect(file).toMatchObject({ text: '// Grüße € “x”\n', encoding: 'windows-1252' });
    expect(file.notes.join()).toContain('windows-1252');
  });

  it('that is UTF-8 but for a broken character stays UTF-8, and that is said', async () => {
    const file = await read(
      Buffer.concat([Buffer.from('Größe über alles äöüß '), Buffer.of(0xc3), Buffer.from(' x')]),
    );
    expect(file).toMatchObject({ text: 'Größe über alles äöüß \ufffd x', encoding: 'utf-8' });
    expect(file.notes).toEqual(['not all UTF-8: broken characters shown as \ufffd']);
  });

  it('may be one line of 64 MiB, and not a byte more', async () => {
    const folder = temporaryFolder({ 'big.txt': Buffer.alloc(LARGEST_FILE, 'a') });
    const scope = createPathScope({ roots: [folder] });
    expect((await readTextFile(scope, 'big.txt')).bytes).toBe(LARGEST_FILE);
    appendFileSync(path.join(folder, 'big.txt'), 'a');
    expect(await refusal(readTextFile(scope, 'big.txt'))).toMatchObject({
      code: 'too_large',
      message: 'big.txt has 64.0 MiB; files are read up to 64.0 MiB.',
    });
  });

  it.runIf(process.platform === 'linux')('is read from a file that claims to be empty', async () => {
    const scope = createPathScope({ roots: ['/proc'] });
    expect((await readTextFile(scope, '/proc/version')).text).toContain('Linux');
  });
});

describe('what is no text', () => {
  it('reads a text that has a few NUL bytes, and says so', async () => {
    const text = `${'INFO a line of a log, über alles\n'.repeat(40)}\0ERROR died\n`;
    expect(await read(text)).toMatchObject({ text, encoding: 'utf-8', notes: ['holds NUL bytes'] });
    const share = (nuls: number) => read('\0'.repeat(nuls) + 'x'.repeat(1_000 - nuls));
    expect((await share(10)).text).toHaveLength(1_000);
    expect((await refusal(share(11))).code).toBe('binary_file');
  });

  it.each([
    ['PNG image', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')],
    ['gzip archive', Buffer.from('\x1f\x8b\x08\x08 xyz', 'latin1')],
    ['ELF executable', Buffer.from('\x7fELF\x02\x01\x01\0\0\0', 'latin1')],
    ['SQLite database', Buffer.from('SQLite format 3\0\x10\0', 'latin1')],
    ['UTF-32 text', Buffer.from('\xff\xfe\0\0a\0\0\0', 'latin1')],
    ['unknown kind', Buffer.from('text, then\0zero')],
    ['unknown kind', Buffer.from(`${'one\0'.repeat(3)}${'word '.repeat(50)}`)],
    ['unknown kind', Buffer.from(`${'caf\xe9 '.repeat(100)}\0`, 'latin1')],
    ['gzip archive', Buffer.from(`\x1f\x8b${'word '.repeat(200)}\0`, 'latin1')],
    ['TrueType font', Buffer.from(`\0\x01\0\0${'word '.repeat(200)}`)],
    ['unknown kind', Buffer.from('a\0b\0c\0d')],
    ['unknown kind', Buffer.from(`${'世界の言葉はここにある'.repeat(9)}\n`, 'utf16le')],
    [
      'unknown kind',
      Buffer.from(Array.from({ length: 400 }, (_, index) => (index % 2 === 0 ? index % 32 : 0))),
    ],
    ['unknown kind', Buffer.from('a little text and then\0\0a zero in it', 'utf16le')],
    ['unknown kind', Buffer.from(Array.from({ length: 400 }, (_, index) => (index * 37) % 256 || 1))],
  ])('is refused as %s', async (kind, content) => {
    const error = await refusal(read(content, 'blob'));
    expect(error.code).toBe('binary_file');
    expect(error.message).toContain(kind);
    expect(error.message).toContain(`${content.length} bytes`);
  });

  it('is refused as a folder, FIFO, socket or device, without waiting for any of them', async () => {
    const folder = temporaryFolder({ 'sub/': '' });
    execFileSync('mkfifo', [path.join(folder, 'pipe')]);
    symlinkSync('pipe', path.join(folder, 'pipe-link'));
    symlinkSync('/dev/zero', path.join(folder, 'zero'));
    const server = createServer().listen(path.join(folder, 'socket'));
    await new Promise((resolve) => server.once('listening', resolve));
    const scope = createPathScope({ roots: [folder, '/dev'] });
    try {
      for (const name of ['sub', 'pipe', 'pipe-link', 'zero', 'socket', '/dev/tty', '/dev/null']) {
        expect(await refusal(readTextFile(scope, name)), name).toMatchObject({ code: 'invalid_input' });
      }
      const confined = createPathScope({ roots: [folder] });
      expect(await refusal(readTextFile(confined, 'zero'))).toMatchObject({ code: 'path_denied' });
    } finally {
      server.close();
    }
  });

  it.runIf(process.platform === 'linux')('is refused where the system lets no one read it', async () => {
    const scope = createPathScope({ roots: ['/proc'] });
    expect(await refusal(readTextFile(scope, '/proc/self/mem'))).toMatchObject({
      code: 'internal',
      message: expect.stringContaining('can be opened but not read (EIO)'),
    });
  });

  it.skipIf(process.getuid?.() === 0)('is refused without permission', async () => {
    const folder = temporaryFolder({ 'locked.txt': 'x', 'locked/file.txt': 'x' });
    chmodSync(path.join(folder, 'locked.txt'), 0);
    chmodSync(path.join(folder, 'locked'), 0);
    const scope = createPathScope({ roots: [folder] });
    for (const name of ['locked.txt', 'locked/file.txt']) {
      expect(await refusal(readTextFile(scope, name)), name).toMatchObject({ code: 'path_denied' });
    }
    chmodSync(path.join(folder, 'locked'), 0o700);
  });

  it('is not a private key of whatever name, unless that is allowed', async () => {
    const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blb\n';
    const folder = temporaryFolder({ 'notes.txt': key, 'utf16.txt': Buffer.from(`\ufeff${key}`, 'utf16le') });
    const scope = createPathScope({ roots: [folder] });
    for (const name of ['notes.txt', 'utf16.txt']) {
      const error = await refusal(readTextFile(scope, name));
      expect(error, name).toMatchObject({ code: 'path_denied' });
      expect(error.message + error.hint).not.toContain('b3Blb');
    }
    const allowing = createPathScope({ roots: [folder], allowed: ['notes.txt'] });
    expect((await readTextFile(allowing, 'notes.txt')).text).toBe(key);
  });
});

describe('what happens between confining and opening', () => {
  const secret = 'outside and secret';

  function swapped(happen: (file: string, outside: string) => void): Promise<unknown> {
    const top = temporaryFolder({ 'app/sub/file.txt': 'inside', 'other/file.txt': secret });
    const scope = interrupted(path.join(top, 'app'), () =>
      happen(path.join(top, 'app/sub/file.txt'), path.join(top, 'other/file.txt')),
    );
    return readTextFile(scope, 'sub/file.txt');
  }

  it('a file that vanishes is not found', async () => {
    expect(await refusal(swapped((file) => rmSync(file)))).toMatchObject({ code: 'not_found' });
  });

  it('a file that becomes a link to the outside is denied', async () => {
    const error = await refusal(
      swapped((file, outside) => {
        rmSync(file);
        symlinkSync(outside, file);
      }),
    );
    expect(error).toMatchObject({ code: 'path_denied' });
  });

  it('a folder that becomes a link to the outside is denied', async () => {
    const error = await refusal(
      swapped((file, outside) => {
        rmSync(path.dirname(file), { recursive: true });
        symlinkSync(path.dirname(outside), path.dirname(file));
      }),
    );
    expect(error).toMatchObject({ code: 'path_denied' });
  });

  it('a file that becomes a FIFO is refused, not waited for', async () => {
    const error = await refusal(
      swapped((file) => {
        rmSync(file);
        execFileSync('mkfifo', [file]);
      }),
    );
    expect(error).toMatchObject({ code: 'invalid_input' });
  });

  it('a file that becomes a folder is refused', async () => {
    const error = await refusal(
      swapped((file) => {
        rmSync(file);
        mkdirSync(file);
      }),
    );
    expect(error).toMatchObject({ code: 'invalid_input' });
  });

  it('a file that is saved anew by renaming is read as saved', async () => {
    const file = await swapped((name) => {
      writeFileSync(`${name}.new`, 'saved anew');
      renameSync(`${name}.new`, name);
    });
    expect(file).toMatchObject({ text: 'saved anew' });
  });
});

describe('what happens while it is read', () => {
  it('a file that changes once is read again', async () => {
    const folder = temporaryFolder({ log: 'one\n' });
    const signal = beforeEachChunk((chunk) => {
      if (chunk === 2) appendFileSync(path.join(folder, 'log'), 'two\n');
    });
    expect(await readTextFile(createPathScope({ roots: [folder] }), 'log', { signal })).toMatchObject({
      text: 'one\ntwo\n',
      notes: [],
    });
  });

  it('a file that changes all the time is given as read, and that is said', async () => {
    const folder = temporaryFolder({ log: 'one\n' });
    const signal = beforeEachChunk((chunk) => {
      if (chunk % 2 === 1) appendFileSync(path.join(folder, 'log'), `line ${chunk}\n`);
    });
    const { text, notes } = await readTextFile(createPathScope({ roots: [folder] }), 'log', { signal });
    expect(stringOf(text).startsWith('one\nline 1\n')).toBe(true);
    expect(notes).toEqual(['was being written while it was read']);
  });

  it('a file that grows beyond the limit is too large', async () => {
    const folder = temporaryFolder({ log: 'one\n' });
    const signal = beforeEachChunk(() => truncateSync(path.join(folder, 'log'), LARGEST_FILE + 1));
    const error = await refusal(readTextFile(createPathScope({ roots: [folder] }), 'log', { signal }));
    expect(error).toMatchObject({ code: 'too_large' });
  });

  it('a file that is truncated is read as it became', async () => {
    const folder = temporaryFolder({ log: 'a'.repeat(2_000_000) });
    const signal = beforeEachChunk((chunk) => {
      if (chunk === 2) truncateSync(path.join(folder, 'log'), 10);
    });
    const { text } = await readTextFile(createPathScope({ roots: [folder] }), 'log', { signal });
    expect(text).toBe('a'.repeat(10));
  });

  it('an aborted read ends with the reason', async () => {
    const folder = temporaryFolder({ 'file.txt': 'x' });
    const reason = new Error('no longer wanted');
    await expect(
      readTextFile(createPathScope({ roots: [folder] }), 'file.txt', { signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason);
  });

  it('the event loop goes on turning', async () => {
    const folder = temporaryFolder({ 'big.txt': Buffer.alloc(LARGEST_FILE, 'line\n') });
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 0);
    await readTextFile(createPathScope({ roots: [folder] }), 'big.txt');
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });
});
