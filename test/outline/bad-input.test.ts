import { describe, expect, it } from 'vitest';
import { outlineOf } from '../../src/outline/outline-of.js';
import { renderOutline } from '../../src/outline/render-outline.js';
import { hostileTextsContract } from '../contracts/hostile-texts.js';

const names = ['a.ts', 'a.tsx', 'a.js', 'a.md', 'a.json', 'a.txt'];
const MANY = 100_000;

const texts: Readonly<Record<string, string>> = {
  '200 KB of one letter': 'a'.repeat(200_000),
  '200 KB of spaces': ' '.repeat(200_000),
  '200 KB of slashes': '/'.repeat(200_000),
  '20 KB of quotes': `'"`.repeat(10_000),
  '200 KB of backticks': '`'.repeat(200_001),
  '200 KB of templates in templates': '`${'.repeat(70_000),
  '200 KB of at signs': '@a '.repeat(70_000),
  '200 KB of "in out"': '<in out '.repeat(25_000),
  '20 KB of regular expressions that never end': '=/[ '.repeat(5_000),
  '100,000 opening brackets': '['.repeat(MANY),
  '100,000 opening braces': '{'.repeat(MANY),
  '100,000 opening parentheses': '('.repeat(MANY),
  '100,000 closing braces': '}'.repeat(MANY),
  '100,000 nested arrays': '['.repeat(MANY) + ']'.repeat(MANY),
  '100,000 nested objects': `${'{"a":'.repeat(MANY)}1${'}'.repeat(MANY)}`,
  '20,000 nested blocks': 'if (a) {\n'.repeat(20_000) + '}'.repeat(20_000),
  '20,000 nested ifs': `${'if (a) '.repeat(20_000)}b();`,
  '20,000 times else if': `if (a) b();${' else if (a) b();'.repeat(20_000)}`,
  '20,000 nested classes': 'class A { a = '.repeat(20_000),
  '20,000 nested calls': 'f(function () {'.repeat(20_000) + '})'.repeat(20_000),
  '20,000 assignments in a row': `${'a = '.repeat(20_000)}1;`,
  '20,000 labels': `${'a: '.repeat(20_000)}b;`,
  '20,000 namespaces': 'namespace A {'.repeat(20_000) + '}'.repeat(20_000),
  '20,000 nested labels': `${'{a: '.repeat(20_000)}}`,
  '20,000 headings': '# a\n'.repeat(20_000),
  '20,000 underlines': '---\n'.repeat(20_000),
  nothing: '',
  'a byte order mark': '\uFEFF',
  'blank lines': '\n\n\r\n',
  'NUL and other controls': '\0\u0001\u0002\u2028\u2029\r',
  'half a surrogate pair': 'const \ud800 = "\udc00";',
};

const words = [
  'class A',
  'function f',
  '{',
  '}',
  '(',
  ')',
  '`',
  '${',
  "'",
  '/*',
  '*/',
  '//',
  '\n',
  '=',
  ';',
  '@x',
  '<in out T>',
  'exports.x',
  '#',
  '[',
  ']',
  ',',
  ':',
  '"k"',
  'export',
  'const ',
];

hostileTextsContract({ names, texts, words, joins: [' '], runs: 150 });

describe('a file of one long definition', () => {
  it('is outlined in one line', async () => {
    const text = `export function long() {\n${'  call();\n'.repeat(MANY - 2)}}\n`;
    const outline = await outlineOf('a.ts', text);
    expect(renderOutline(outline)).toBe(`1-100000 export function long() { … 99998 lines }`);
  });

  it('shows a long line by its beginning only where it is a value', async () => {
    const outline = await outlineOf('a.js', `const data = "${'x'.repeat(1_000_000)}";`);
    expect(renderOutline(outline)).toBe('1 const data = … 1 line');
  });
});
