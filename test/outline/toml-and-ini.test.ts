import { describe, expect, it } from 'vitest';
import { outlineOf } from '../../src/outline/outline-of.js';
import { renderOutline } from '../../src/outline/render-outline.js';

async function outline(path: string, text: string): Promise<string> {
  return renderOutline(await outlineOf(path, text));
}

describe('TOML by its shape', () => {
  it('puts the tables under the latest element of an array of tables', async () => {
    const text = '[[a]]\n[a.b]\nx = 1\n[[a]]\n[a.b]\ny = 2\n[[a.c]]\nz = 3\n';
    expect(await outline('a.toml', text)).toBe(
      ['1-8 a: [2 × object]', '1-3   [0]: {1 key}', '2-3     b: {1 key}', '3       x: 1'].join('\n'),
    );
  });

  it('joins a table that is taken up again', async () => {
    expect(await outline('a.toml', '[a.b]\nx = 1\n[c]\n[a.d]\ny = 2\n')).toBe(
      ['1-5 a: {2 keys}', '1-2   b: {1 key}', '2     x: 1', '4-5   d: {1 key}', '5     y: 2', '3 c: {}'].join(
        '\n',
      ),
    );
  });

  it('reads no tables and keys in strings of several lines', async () => {
    const text =
      'a = """\n[no]\nx = 1 \\"""\n"""\nb = \'\'\'\n[no]\'\'\'\nc = """quoted "twice"""""\nd = 1\n';
    expect((await outline('a.toml', text)).split('\n').map((line) => line.split(':')[0])).toEqual([
      '1-4 a',
      '5-6 b',
      '7 c',
      '8 d',
    ]);
    expect((await outlineOf('a.toml', text)).note).toBeUndefined();
  });

  it('keeps numbers, dates and keys with dots apart', async () => {
    const text = 'a = 1.5\nb = 2024-01-02 03:04:05\nc.d = 07:32:00\n"e.f" = -0b1\n';
    expect((await outline('a.toml', text)).split('\n')).toEqual([
      '1 a: 1.5',
      '2 b: 2024-01-02 03:04:05',
      '3 c: {1 key}',
      '3   d: 07:32:00',
      '4 e.f: -0b1',
    ]);
  });

  it.each([
    ['a = ', 1],
    ['a = [1,\n2\n', 2],
    ['a = 1\nnonsense\nb = 2', 2],
    ['[a\nb = 1', 1],
    ['a = 1 2 = 3', 1],
    ['a = {b = 1', 1],
  ])('says from where on %j is no TOML', async (text, line) => {
    expect((await outlineOf('a.toml', text)).note).toBe(`not valid TOML from line ${line} on`);
  });

  it('goes on behind what is broken', async () => {
    expect(await outline('a.toml', 'nonsense\n[a]\nb = 1\n')).toContain('2-3 a: {1 key}\n3   b: 1');
  });
});

describe('INI, properties and examples of environment variables', () => {
  it('reads indented keys of a section as keys', async () => {
    expect(await outline('.gitconfig', '[core]\n\teditor = vim\n\tpager = less\n')).toBe(
      ['1-3 core: {2 keys}', '2   editor: vim', '3   pager: less'].join('\n'),
    );
  });

  it('joins lines that end in a backslash', async () => {
    expect(await outline('a.properties', 'paths=a,\\\nb\nurl\\:x=1\n! a comment\nlast: 2\n')).toBe(
      ['1-2 paths: a,\\ b', '3 url\\:x: 1', '5 last: 2  // a comment'].join('\n'),
    );
  });

  it.each(['.env.example', '.env.local.sample', 'example.env'])('reads %s', async (name) => {
    expect(await outline(name, '# Where the data is.\nexport DATA_URL=postgres://localhost\n')).toBe(
      '2 DATA_URL: postgres://localhost  // Where the data is.',
    );
  });
});
