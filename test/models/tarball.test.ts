import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { corpusFiles, isMinified } from '../../models/train/corpus-files.js';
import { filesOfTarball } from '../../models/train/tarball.js';

/** One entry of a tar archive: the header of POSIX ustar and the body, both padded to 512 bytes. */
function entry(name: string, body: string, { type = '0', prefix = '' } = {}): Buffer {
  const bytes = Buffer.from(body);
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write(type, 156);
  header.write('ustar\0', 257);
  header.write(prefix, 345);
  return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}

const tarball = (...entries: readonly Buffer[]) => gzipSync(Buffer.concat([...entries, Buffer.alloc(1024)]));

describe('filesOfTarball', () => {
  const read = (bytes: Buffer) => [...filesOfTarball(bytes)].map(({ path, text }) => [path, text()]);

  it('reads files in their order, without the first folder', () => {
    const bytes = tarball(
      entry('package/b.md', 'x'.repeat(512)),
      entry('package/a.js', 'á'),
      entry('package/empty', ''),
    );
    expect(read(bytes)).toEqual([
      ['b.md', 'x'.repeat(512)],
      ['a.js', 'á'],
      ['empty', ''],
    ]);
  });

  it('knows long paths of both kinds, and passes over folders and links', () => {
    const long = `package/${'deep/'.repeat(30)}a.js`;
    const pax = ` path=${long}\n`;
    const bytes = tarball(
      entry('package/lib', '', { type: '5' }),
      entry('PaxHeader', `${pax.length + 3}${pax}`, { type: 'x' }),
      entry('package/cut', 'one'),
      entry('c.js', 'two', { prefix: 'package/far' }),
      entry('package/link', '', { type: '2' }),
    );
    expect(read(bytes)).toEqual([
      [`${'deep/'.repeat(30)}a.js`, 'one'],
      ['far/c.js', 'two'],
    ]);
  });
});

describe('corpusFiles', () => {
  it('takes documents, then code; no code of others, no legal texts, nothing minified', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'ctxopt-corpus-'));
    try {
      const names = [
        'a.ts',
        'README.md',
        'LICENSE.md',
        'node_modules/x/a.js',
        'x.min.js',
        'third_party/y.c',
        'logo.png',
      ];
      const file = path.join(folder, 'p.tgz');
      writeFileSync(file, tarball(...names.map((name) => entry(`package/${name}`, 'text'))));
      expect(corpusFiles(file).map((found) => found.path)).toEqual(['README.md', 'a.ts']);
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(isMinified('var a=1;'.repeat(100))).toBe(true);
    expect(isMinified('const a = 1;\n'.repeat(100))).toBe(false);
  });
});
