import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/context/handle.js';
import { readView } from '../../src/read/read-view.js';
import { temporaryFolder } from './temporary-folder.js';

/** A file long enough that its diff is shorter than its outline. */
const before = [
  "import { wait } from './wait.js';",
  '',
  'export class Server {',
  '  /** Sends. */',
  '  send(body: string): void {',
  '    const packed = pack(body);',
  '    this.socket.write(packed);',
  '    this.sent += 1;',
  '    this.log(packed.length);',
  '  }',
  '',
  '  close(): void {',
  '    this.socket.end();',
  '    this.closed = true;',
  '  }',
  '',
  '  reset(): void {',
  '    this.sent = 0;',
  '  }',
  '}',
  '',
  '// settings',
  '',
  '',
  '',
  'run(wait);',
  '',
  ...Array.from(
    { length: 60 },
    (_, i) => `export function helper${i}(value: number): number {\n  return value;\n}`,
  ),
  '',
].join('\n');

async function headersOf(after: string, display = 'src/server.ts'): Promise<readonly string[]> {
  const since = { version: hashOf(before), text: before };
  const { text, view } = await readView({
    display,
    text: after,
    version: hashOf(after),
    view: 'auto',
    since,
  });
  expect(view).toBe('diff');
  return text.split('\n').filter((line) => line.startsWith('@@'));
}

describe('a hunk', () => {
  it('names the innermost definition around its first change', async () => {
    expect(await headersOf(before.replace('    this.sent += 1;', '    this.sent += 2;'))).toEqual([
      '@@ -5,7 +5,7 @@ Server.send',
    ]);
    expect(await headersOf(before.replace('  return value;', '  return value + 1;'))).toEqual([
      '@@ -26,7 +26,7 @@ helper0',
    ]);
  });

  it('names that of the new file where one was renamed or added', async () => {
    expect(await headersOf(before.replace('  close(): void {', '  shut(): void {'))).toEqual([
      '@@ -9,7 +9,7 @@ Server.shut',
    ]);
    expect(
      await headersOf(before.replace('  reset()', '  pause(): void {\n    wait();\n  }\n\n  reset()')),
    ).toEqual(['@@ -14,6 +14,10 @@ Server.pause']);
  });

  it('names that of the old file where lines only vanished', async () => {
    const reset = '  reset(): void {\n    this.sent = 0;\n  }\n';
    expect(await headersOf(before.replace(reset, ''))).toEqual(['@@ -14,9 +14,6 @@ Server.reset']);
    expect(await headersOf(before.replace('    this.closed = true;\n', ''))).toEqual([
      '@@ -11,7 +11,6 @@ Server.close',
    ]);
  });

  it('names nothing outside all definitions, or where nothing is known of the language', async () => {
    expect(await headersOf(before.replace('// settings', '// options'))).toEqual(['@@ -19,7 +19,7 @@']);
    expect(await headersOf(before.replace('helper0(', 'help0('), 'server.xyz')).toEqual([
      '@@ -25,7 +25,7 @@',
    ]);
  });

  it('names each its own', async () => {
    const after = before
      .replace('pack(body)', 'zip(body)')
      .replace('helper9(value: number)', 'helper9(value: bigint)')
      .replace(
        'helper40(value: number): number {\n  return value;',
        'helper40(value: number): number {\n  return 0;',
      );
    expect((await headersOf(after)).map((line) => line.replace(/.*@@ ?/, ''))).toEqual([
      'Server.send',
      'helper9',
      'helper40',
    ]);
  });

  it('stays on one line, whatever a name holds', async () => {
    const old = `# One\n\ntext\n\n# \u001blong ${'long '.repeat(40)}title\n\nold\n${'more of it\n'.repeat(400)}`;
    const now = old.replace('\nold\n', '\nnew\n');
    const since = { version: hashOf(old), text: old };
    const { text } = await readView({
      display: 'a.md',
      text: now,
      version: hashOf(now),
      view: 'full',
      since,
    });
    const [, , , header] = text.split('\n');
    expect(header).toMatch(/^@@ -4,7 \+4,7 @@ (long ){10,16}/);
    expect(header!.length).toBeLessThan(110);
  });
});

describe('git', () => {
  it('applies the diffs of this repository’s own files, names in their headers and all', async () => {
    const room = path.resolve(import.meta.dirname, '../../src/read');
    for (const file of readdirSync(room)) {
      const old = readFileSync(path.join(room, file), 'utf8');
      if (old.length < 3000) continue;
      const now = old
        .split('\n')
        .flatMap((line, index) => (index % 97 === 5 ? [] : index % 71 === 9 ? [line, '// added'] : [line]))
        .join('\n');
      const name = `some where/${file}`;
      const since = { version: hashOf(old), text: old };
      const read = await readView({ display: name, text: now, version: hashOf(now), view: 'full', since });
      expect(read.view).toBe('diff');
      const diff = read.text.slice(read.text.indexOf('\n') + 1);
      const folder = temporaryFolder({ [name]: old, 'the.diff': diff });
      execFileSync('git', ['apply', '-p0', 'the.diff'], { cwd: folder, stdio: 'pipe' });
      expect(readFileSync(path.join(folder, name), 'utf8'), file).toBe(now);
    }
  });
});
