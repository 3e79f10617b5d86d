import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutlineSymbol } from '../../src/outline/outline.js';
import { outlineOf } from '../../src/outline/outline-of.js';
import { renderOutline } from '../../src/outline/render-outline.js';

const names = [
  'a.yaml',
  'a.toml',
  'a.ini',
  'a.csv',
  'a.ipynb',
  'a.log',
  'a.rst',
  'a.adoc',
  'a.map',
  'a.min.js',
  'Cargo.lock',
  'package-lock.json',
  'yarn.lock',
  'go.sum',
];
const MANY = 50_000;

const texts: Readonly<Record<string, string>> = {
  'one letter': 'a'.repeat(MANY),
  spaces: ' '.repeat(MANY),
  'line ends': '\n'.repeat(MANY),
  'double quotes': '"'.repeat(MANY + 1),
  'single quotes': "'".repeat(MANY + 1),
  brackets: '['.repeat(MANY),
  braces: '{'.repeat(MANY),
  'nested arrays': `a = ${'['.repeat(MANY)}${']'.repeat(MANY)}`,
  'nested objects': '{"a":'.repeat(MANY),
  'nested inline tables': `a = ${'{a='.repeat(MANY)}`,
  'nested lists': '- '.repeat(MANY),
  'lists in lists, each on a line': Array.from({ length: 2_000 }, (_, i) => `${' '.repeat(i)}-`).join('\n'),
  'a long path': `[${'a.'.repeat(MANY)}a]\n${'b = 1\n'.repeat(MANY)}`,
  'a long key': `${'a.'.repeat(MANY)}a = 1`,
  'arrays of tables': '[[a]]\n'.repeat(MANY),
  'cells without end': ','.repeat(MANY),
  'wide and narrow rows': `${','.repeat(MANY)}\n${'a\n'.repeat(MANY)}`,
  'comment lines': '# a\n'.repeat(MANY),
  'template directives': '{{'.repeat(MANY),
  'lines that go on': 'a=\\\n'.repeat(MANY),
  'backslashes in a quote': `a = "${'\\'.repeat(MANY)}`,
  'anchors and aliases': 'a: &a [*a]\n'.repeat(5_000),
  'block texts': 'a: |\n b\n'.repeat(5_000),
  'adorned titles': 'aa\n==\n\n'.repeat(MANY / 5),
  'errors without end': 'error\n\tat x\n'.repeat(MANY),
  'lines with nothing in common': Array.from(
    { length: 20_000 },
    (_, i) => `${'ab cd '.repeat(i % 50)}${i}x`,
  ).join('\n'),
  'NUL and other controls': '\0\u0001\u0002\u0018\u001f\u2028\r',
  'half a surrogate pair': 'a: \ud800\n"\udc00" = 1',
};

function flatten(symbols: readonly OutlineSymbol[]): OutlineSymbol[] {
  return symbols.flatMap((symbol) => [symbol, ...flatten(symbol.children)]);
}

async function check(name: string, text: string): Promise<void> {
  const outline = await outlineOf(name, text);
  expect(outline.lines).toBe(text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0));
  const wrong = flatten(outline.symbols).filter(
    ({ startLine, endLine, elided }) =>
      !(startLine >= 1 && endLine >= startLine && endLine <= outline.lines && elided >= 0),
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
      'a',
      'b c',
      '1',
      ': ',
      ' = ',
      '\n',
      '\n  ',
      '\n- ',
      '? ',
      '[',
      ']',
      '[[',
      '{',
      '}',
      ',',
      ';',
      '\t',
      '|',
      '"',
      "'",
      '"""',
      '#',
      '&a ',
      '*a',
      '!t ',
      '|\n  ',
      '---',
      '...',
      '==',
      '----',
      '\\',
      '"cells"',
      '"source"',
      '{{',
      '}}',
      '<<<',
      'error',
    ];
    const text = fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 5 })), {
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(text, (parts) => check(name, parts.join(''))),
      { numRuns: 200 },
    );
  });
});
