import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outline, OutlineSymbol } from '../../src/outline/outline.js';
import { outlineOf } from '../../src/outline/outline-of.js';

const folder = path.resolve(import.meta.dirname, '../fixtures/outline');

interface Case {
  readonly extension: string;
  /** Half a statement, that no grammar reads. */
  readonly half: string;
  /** Percent of the definitions away from a character that is missing which are found where they are. */
  readonly found: number;
}

const cases: readonly Case[] = [
  { extension: 'py', half: 'x = foo(', found: 98 },
  { extension: 'go', half: 'x := foo(', found: 97 },
  { extension: 'rs', half: 'let x = foo(', found: 98 },
  { extension: 'java', half: 'int x = foo(', found: 96 },
  { extension: 'c', half: 'int x = foo(', found: 96 },
  { extension: 'cpp', half: 'int x = foo(', found: 94 },
  { extension: 'rb', half: 'x = foo(', found: 94 },
  { extension: 'php', half: '$x = foo(', found: 96 },
  { extension: 'sh', half: 'x=$(foo', found: 94 },
  { extension: 'cs', half: 'int x = foo(', found: 96 },
  { extension: 'kt', half: 'val x = foo(', found: 94 },
];

function flatten(symbols: readonly OutlineSymbol[]): OutlineSymbol[] {
  return symbols.flatMap((symbol) => [symbol, ...flatten(symbol.children)]);
}

function places(outline: Outline): Set<string> {
  return new Set(flatten(outline.symbols).map((one) => `${one.startLine}-${one.endLine} ${one.name}`));
}

function starts(outline: Outline): Set<string> {
  return new Set(flatten(outline.symbols).map(({ startLine, name }) => `${startLine} ${name}`));
}

describe.each(cases)('a broken .$extension file', ({ extension, half, found }) => {
  const name = `sample.${extension}`;
  const text = readFileSync(path.join(folder, name), 'utf8');

  it('keeps all that stands before a definition that the text ends in', async () => {
    const whole = await outlineOf(name, text);
    const outline = await outlineOf(name, `${text}${half}\n`);
    const lost = [...places(whole)].filter((place) => !places(outline).has(place));
    expect(lost).toEqual([]);
  });

  it('finds what is away from a character that is missing', async () => {
    const whole = flatten((await outlineOf(name, text)).symbols).filter(({ kind }) => kind !== 'name');
    let [due, there] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: text.length - 2 }), async (at) => {
        if (text[at] === '\n') return;
        const line = text.slice(0, at).split('\n').length;
        const outline = starts(await outlineOf(name, text.slice(0, at) + text.slice(at + 1)));
        for (const { name: defined, startLine, endLine } of whole) {
          if (startLine <= line + 1 && endLine >= line - 1) continue;
          due++;
          if (outline.has(`${startLine} ${defined}`)) there++;
        }
      }),
      { numRuns: 100, seed: 1 },
    );
    expect((100 * there) / due).toBeGreaterThanOrEqual(found);
  });
});

describe('a statement that is broken', () => {
  it.each([
    [
      'a.py',
      'def a():\n  x = foo(\n\ndef b():\n  pass\n\nclass C:\n  def d(self): pass\n',
      ['1 a', '4 b', '7 C', '8 d'],
    ],
    ['a.go', 'package a\n\nfunc a() {\n\tif x {\n\t\ty()\n}\n\nfunc b() {\n}\n', ['3 a', '8 b']],
    [
      'A.java',
      'class A {\n  int n;\n  void a() {\n    if (x) {\n      y();\n  }\n\n  void b() {\n  }\n}\n\nclass B {\n}\n',
      ['1 A', '2 n', '3 a', '8 b', '12 B'],
    ],
    ['a.c', 'int a(void) {\n  if (x) {\n    y();\n}\n\nint b(void) {\n  return 1;\n}\n', ['1 a', '6 b']],
    [
      'a.cpp',
      'namespace n {\nint a() {\n  FMT_TRY { x(); }\n  FMT_CATCH(...) {}\n  y();\n}\n\nint b() { return 1; }\n}\n',
      ['1 n', '2 a', '8 b'],
    ],
    [
      'a.kt',
      'class A {\n  fun a() {\n    if (x) {\n      y()\n  }\n\n  fun b() {\n  }\n}\n\nfun c() {\n}\n',
      ['1 A', '2 a', '7 b', '11 c'],
    ],
  ])('costs no other definition: %s', async (name, text, due) => {
    const outline = await outlineOf(name, text);
    expect([...starts(outline)]).toEqual(expect.arrayContaining(due));
    expect(outline.note).toMatch(/could not be parsed, read line by line: lines \d/);
  });

  it('is not told of where nothing is lost by it: an error in a body', async () => {
    const text = "class A\n  def a\n    x = 'never ends\n  end\n\n  def b\n  end\nend\n";
    const outline = await outlineOf('a.rb', text);
    expect([...places(outline)]).toEqual(['1-8 A', '2-4 a', '6-7 b']);
    expect(outline.note).toBeUndefined();
  });

  it('is named by lines in order, those that adjoin as one', async () => {
    const text = 'int a(void) {\n  return 1;\n}\n) ]\n] )\nint b(void) {\n  return 1;\n}\n) )\n';
    const { note } = await outlineOf('a.c', text);
    expect(note).toMatch(/lines 4-5, 9$/);
  });

  it('leaves an outline by first lines where nothing can be parsed', async () => {
    const filler = `# ${'x'.repeat(98)}\n`.repeat(31_000);
    const outline = await outlineOf(
      'a.py',
      `class A:\n  def b(self):\n    pass\n${filler}def c():\n  pass\n`,
    );
    expect(outline.note).toBe('could not be parsed, read line by line');
    expect([...starts(outline)]).toEqual(['1 A', '2 b', '31004 c']);
  });
});

describe.each(cases)('hostile text in a .$extension file', ({ extension }) => {
  it.each([
    ['100,000 opening brackets', '('.repeat(100_000)],
    ['100,000 opening braces', '{'.repeat(100_000)],
    ['100,000 nested brackets', '('.repeat(100_000) + ')'.repeat(100_000)],
    ['one line of 5 MB', 'x = f(1); '.repeat(500_000)],
    ['deep indentation', Array.from({ length: 1_000 }, (_, i) => `${' '.repeat(i)}if x:`).join('\n')],
  ])('of %s has an outline', async (_, text) => {
    const outline = await outlineOf(`a.${extension}`, text);
    expect(outline.lines).toBe(text.split('\n').length);
    if (text.length > 3_000_000) expect(outline.note).toMatch(/could not be parsed|minified/);
  });
});
