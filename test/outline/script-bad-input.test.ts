import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutlineSymbol } from '../../src/outline/outline.js';
import { outlineOf } from '../../src/outline/outline-of.js';
import { renderOutline } from '../../src/outline/render-outline.js';

const names = ['a.rb', 'a.php', 'a.bats', 'a.ps1', 'a.cs', 'a.kt'];
const MANY = 20_000;
const PHP = '<?php ';

const texts: Readonly<Record<string, string>> = {
  '50 KB of one letter': 'a'.repeat(50_000),
  '50 KB of spaces': ' '.repeat(50_000),
  '50 KB of line feeds': '\n'.repeat(50_000),
  '50 KB of backticks': '`'.repeat(50_000),
  '50 KB of at signs': '@a('.repeat(16_500),
  '50 KB of tests that never begin': `@test ${'"\\'.repeat(25_000)}`,
  '50 KB of modifiers': 'actual internal '.repeat(3_125),
  '50 KB of attributes': '[A()]\n'.repeat(8_250),
  '50 KB of heredocs that never end': 'x = <<~A\ncat <<A\n'.repeat(3_000),
  '50 KB of comments that never end': '/*<#'.repeat(12_500),
  '50 KB of expressions that never end': '"$(#{'.repeat(10_000),
  '50 KB of conditions': '#if A\n{\n#else\n'.repeat(3_250),
  '50 KB of parameters': `function f { param(${'[A(B = 1)] $a,\n'.repeat(3_250)}) }`,
  '20,000 opening braces': '{'.repeat(MANY),
  '20,000 opening parentheses': `${PHP}${'('.repeat(MANY)}`,
  '20,000 closing braces': `${PHP}${'}'.repeat(MANY)}`,
  '5,000 nested blocks': `${PHP}${'if (a) {\n'.repeat(5_000)}${'}\n'.repeat(5_000)}`,
  '5,000 nested classes': `${PHP}${'class A {\n'.repeat(5_000)}`,
  '5,000 nested modules': `${'module A\n'.repeat(5_000)}${'end\n'.repeat(5_000)}`,
  '5,000 nested tests': 'describe "a" do\n'.repeat(5_000),
  '5,000 calls in a row': `${PHP}a${'->b()'.repeat(5_000)};`,
  '5,000 times private': `class A\n${'private :a\n'.repeat(5_000)}end\n`,
  '5,000 functions': `${PHP}${'function f() { }\n'.repeat(5_000)}`,
  'one line of 2 MB': `${PHP}$a = "${'x'.repeat(2_000_000)}";`,
  'one line of 4 MB that no grammar reads': `function f() {\n}\n# ${'x'.repeat(4_000_000)}`,
  nothing: '',
  'a byte order mark': '\uFEFF',
  'NUL and other controls': '\0\u0001\u0002\u2028\u2029\r',
  'half a surrogate pair': 'A = "\ud800\udc00\udc00"',
};

function flatten(symbols: readonly OutlineSymbol[]): OutlineSymbol[] {
  const all: OutlineSymbol[] = [];
  const pending = [...symbols];
  for (let next = pending.pop(); next; next = pending.pop()) {
    all.push(next);
    for (const child of next.children) pending.push(child);
  }
  return all;
}

async function check(name: string, text: string): Promise<void> {
  const outline = await outlineOf(name, text);
  const lines = text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  expect(outline.lines).toBe(lines);
  const wrong = flatten(outline.symbols).filter(
    ({ startLine, endLine, elided }) =>
      !(startLine >= 1 && endLine >= startLine && endLine <= lines && elided >= 0),
  );
  expect(wrong).toEqual([]);
  expect(typeof renderOutline(outline)).toBe('string');
}

describe.each(names)('%s with', (name) => {
  it.each(Object.keys(texts))('%s has an outline', async (title) => {
    await check(name, texts[title]!);
  });

  it('whatever is in it has an outline', async () => {
    const words = [
      'class A',
      'module A',
      'function f',
      'fun f',
      'def f',
      'end',
      'do',
      '{',
      '}',
      '(',
      ')',
      '[',
      ']',
      '"',
      "'",
    ];
    const marks = [
      '`',
      '$(',
      '${',
      '#{',
      '<<~A',
      'A',
      "@'",
      "'@",
      '<#',
      '#>',
      '/*',
      '*/',
      '//',
      '#',
      '\n',
      '=',
      ';',
      ',',
      '@test "a" {',
      '<?php',
      '?>',
      '#if',
      '#endif',
      'private',
      '=>',
      ':',
    ];
    const text = fc.array(fc.oneof(fc.constantFrom(...words, ...marks), fc.string({ maxLength: 5 })), {
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom(' ', '\n'), (parts, space) => check(name, parts.join(space))),
      { numRuns: 100 },
    );
  });
});
