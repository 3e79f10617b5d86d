import { describe, expect, it } from 'vitest';
import { outlineOf } from '../../src/outline/outline-of.js';
import { renderOutline } from '../../src/outline/render-outline.js';

async function outline(path: string, text: string): Promise<string> {
  return renderOutline(await outlineOf(path, text));
}

describe('JSON by its shape', () => {
  it('shows one element of an array of objects', async () => {
    const rows = Array.from({ length: 500 }, (_, id) => ({ id, name: `n${id}` }));
    expect(await outline('a.json', JSON.stringify(rows))).toBe(
      ['1 value: [500 × object]', '1   [0]: {2 keys}', '1     id: 0', '1     name: "n0"'].join('\n'),
    );
  });

  it('shows the first value of JSON Lines', async () => {
    expect(await outline('a.jsonl', '{"a": 1}\n{"a": 2}\n{"b": 3}\n')).toBe(
      ['1-3 values: [3 × object]', '1   [0]: {1 key}', '1     a: 1'].join('\n'),
    );
  });

  it('counts the keys of a wide object that it does not show, and opens the first two', async () => {
    const wide = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`k${i}`, { v: i }]));
    const lines = (await outline('a.json', JSON.stringify({ wide }, null, 1))).split('\n');
    expect(lines[0]).toBe('2-303 wide: {100 keys}');
    expect(lines.slice(1, 6)).toEqual([
      '3-5   k0: {1 key}',
      '4     v: 0',
      '6-8   k1: {1 key}',
      '7     v: 1',
      '9-11   k2: {1 key}',
    ]);
    expect(lines.at(-1)).toBe('182-303   … 40 more keys');
  });

  it.each([
    ['{"a": 1', 1],
    ['{\n"a": 1,\n]\n"b": 2}', 3],
    ['hello world', 1],
    ['{"a": 1}\n}', 2],
  ])('says where %j is no JSON', async (text, line) => {
    const { note } = await outlineOf('a.json', text);
    expect(note).toBe(`not valid JSON from line ${line} on`);
  });

  it('takes comments, single quotes, bare keys and trailing commas', async () => {
    expect(await outlineOf('a.json5', "{ a: 'x', /* { */ b: [1,], // }\n c: +.5 }")).not.toHaveProperty(
      'note',
    );
  });

  it('shows a plain value, and nothing for an empty file', async () => {
    expect(await outline('a.json', ' "text" ')).toBe('1 value: "text"');
    expect(await outline('a.json', '')).toBe('');
  });

  it('cuts long strings and says nothing of escapes', async () => {
    const text = JSON.stringify({ 'a "b"': 'x'.repeat(1_000), n: '\n' });
    expect(await outline('a.json', text)).toBe(`1 a \\"b\\": "${'x'.repeat(59)}…\n1 n: "\\n"`);
  });
});

describe('other text', () => {
  it('is whole if it is short', async () => {
    expect(await outline('NOTICE', 'all:\n\tcc a.c\n')).toBe('1-2\nall:\n\tcc a.c');
  });

  it('is its first and last lines if it is long, with their own indentation', async () => {
    const text = Array.from({ length: 100 }, (_, i) => `  line ${i + 1}`).join('\n');
    const lines = (await outline('a.txt', text)).split('\n');
    expect(lines.slice(0, 3)).toEqual(['1-20', '  line 1', '  line 2']);
    expect(lines.slice(20, 24)).toEqual(['  line 20', '… 70 lines', '91-100', '  line 91']);
    expect(lines.at(-1)).toBe('  line 100');
  });

  it('cuts long lines', async () => {
    expect(await outline('a.txt', 'x'.repeat(1_000))).toBe(`1\n${'x'.repeat(200)}… 800 more characters`);
  });
});

describe('Markdown by headings', () => {
  it('has each section up to the next of its level', async () => {
    const text = '# A\n\n## B\nb\n\n## C\n# D\n';
    expect(await outline('a.md', text)).toBe(
      ['1-6 # A … 1 line', '3-5   ## B … 2 lines', '6   ## C', '7 # D'].join('\n'),
    );
  });

  it('has no headings in fences, also unclosed ones', async () => {
    expect(await outline('a.md', '# A\n```\n# no\n')).toBe('1-3 # A … 2 lines');
    expect(await outline('a.md', '# A\n``` `x`\n# B\n')).toBe('1-2 # A … 1 line\n3 # B');
  });

  it('needs a blank behind the number signs', async () => {
    expect(await outline('a.md', '#a\n#\n# a #b\n# c ##\n')).toBe('2 #\n3 # a #b\n4 # c');
  });
});
