import { appendFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../src/outline/languages.js';
import { type Connection, connectStdio, type ToolAnswer, temporaryFolder } from './connect.js';

const MANY = 100_000;
const MILLION = 1_000_000;

/** Files that no editor would show gladly. Each is answered rightly, or in part and with what was left out. */
describe('bad files', () => {
  let folder: string;
  let remove: () => Promise<void>;
  let server: Connection;

  beforeAll(async () => {
    ({ folder, remove } = await temporaryFolder());
    server = await connectStdio('legacy', { cwd: folder });
  });
  afterAll(async () => {
    await server?.close();
    await remove();
  });

  async function read(
    name: string,
    content: string | Uint8Array,
    args: Readonly<Record<string, unknown>> = {},
  ): Promise<ToolAnswer> {
    await writeFile(path.join(folder, name), content);
    return server.call('smart_read', { path: name, ...args });
  }

  function headerOf({ text }: ToolAnswer): string {
    return text.slice(0, text.indexOf('\n'));
  }

  it('a million lines are counted, and each can be had', async () => {
    const text = Array.from({ length: MILLION }, (_, i) => `line ${i + 1}`).join('\n');
    const outline = await read('million.txt', text);
    expect(headerOf(outline)).toContain(' · 1,000,000 lines · ');
    const lines = await read('million.txt', text, { lines: '765432' });
    expect(lines.text).toMatch(/\n765432\tline 765432\n$/);
    const full = await read('million.txt', text, { view: 'full' });
    const [, next] = /\[cut to fit the budget; the rest: lines:"(\d+)-1000000"/.exec(full.text)!;
    expect(full.text).toContain(`\nline ${Number(next) - 1}\n`);
  });

  it('a million lines in one function are one line of an outline', async () => {
    const text = `export function long(): void {\n${'  work();\n'.repeat(MILLION)}}\n`;
    const outline = await read('long.ts', text);
    expect(outline.text).toContain('1-1000002 export function long(): void { … 1000000 lines }');
  });

  it.each(['txt', 'js', 'json', 'md', 'py'])(
    'a line of 20 MB in .%s is cut, and can be had by column',
    async (ext) => {
      const name = `line.${ext}`;
      const text = `const word = "${'lorem ipsum '.repeat(1_700_000)}";`;
      const read1 = await read(name, text, { view: 'full' });
      expect(headerOf(read1)).toContain(' · 1 line · ');
      const [, column] = /\[cut to fit the budget; the rest: lines:"1:(\d+)-"/.exec(read1.text)!;
      const more = await server.call('smart_read', { path: name, lines: `1:${column}-`, budget: 500 });
      const from = Number(column) - 1;
      expect(more.text).toContain(`\n1\t${text.slice(from, from + 300)}`);
      const outline = await server.call('smart_read', { path: name });
      expect(outline.isError).toBe(false);
      expect(outline.text.length).toBeLessThan(5000);
    },
  );

  it.each(languages.map(({ name, extensions }) => [name, extensions[0]] as const).filter(([, ext]) => ext))(
    '100,000 nested brackets of each kind in %s are answered',
    async (_, extension) => {
      for (const [open, close] of ['()', '[]', '{}'] as const) {
        const answer = await read(`nested${extension}`, open!.repeat(MANY) + close!.repeat(MANY));
        expect(answer.isError).toBe(false);
        expect(headerOf(answer)).toContain(`nested${extension} · 1 line · `);
      }
      await appendFile(path.join(folder, `nested${extension}`), '\n');
      expect((await server.call('smart_read', { path: `nested${extension}` })).isError).toBe(false);
    },
  );

  it('UTF-16 is read with a mark or without, in either order', async () => {
    const text = 'export function greet(): string {\n  return "Grüße, 世界";\n}\n';
    const little = Buffer.from(text, 'utf16le');
    const mark = Buffer.from('\ufeff', 'utf16le');
    const big = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();
    const files = {
      le: little,
      be: big(little),
      'le-mark': Buffer.concat([mark, little]),
      'be-mark': big(Buffer.concat([mark, little])),
    };
    for (const [name, bytes] of Object.entries(files)) {
      const answer = await read(`${name}.ts`, bytes);
      expect(answer.text.slice(answer.text.indexOf('\n') + 1)).toBe(text);
      expect(headerOf(answer)).toContain(`decoded from utf-16${name.slice(0, 2)}`);
    }
  });

  it('Latin-1 in UTF-8, and zeros beyond the beginning, are shown and told of', async () => {
    const utf8 = Buffer.from('// größer, schöner, weiter: 世界\n');
    const latin = Buffer.from('// caf\xe9\n', 'latin1');
    const mixed = await read('mixed.ts', Buffer.concat([utf8, latin, utf8]));
    expect(headerOf(mixed)).toContain('not all UTF-8: broken characters shown as \ufffd');
    expect(mixed.text).toContain('// größer, schöner, weiter: 世界\n// caf\ufffd\n');
    expect((await read('latin.ts', latin)).text).toContain('// café\n');
    const late = `${'// a line\n'.repeat(900)}a\0b\n`;
    expect((await read('late-zero.txt', late, { lines: '901' })).text).toContain('\n901\ta\0b\n');
    const early = await read('early-zero.txt', 'a\0b, and more of it\n');
    expect(early.text).toMatch(/^binary_file: /);
    const few = `${'INFO a line of a log\n'.repeat(50)}\0\0 ERROR boom\n`;
    expect((await read('few-zeros.log', few, { lines: '51' })).text).toContain('\n51\t\0\0 ERROR boom\n');
  });

  it('both sides of a merge conflict are outlined, and the lines of the conflict named', async () => {
    const body = Array.from(
      { length: 200 },
      (_, i) => `export function part${i}(): number {\n  return ${i};\n}`,
    ).join('\n');
    const text = `${body}\n<<<<<<< HEAD\nexport function ours(): void {\n  go();\n}\n=======\nexport function theirs(): void {\n  go();\n}\n>>>>>>> other\n`;
    const answer = await read('conflict.ts', text, { view: 'outline' });
    expect(answer.text).toContain('(1 merge conflict at lines 601-609, both sides outlined)');
    expect(answer.text).toContain('602-604 export function ours(): void { … 1 line }');
    expect(answer.text).toContain('606-608 export function theirs(): void { … 1 line }');
    expect(answer.text).toContain('598-600 export function part199(): number { … 1 line }');
  });
});
