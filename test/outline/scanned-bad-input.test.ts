import { describe, expect, it } from 'vitest';
import { languageOf } from '../../src/outline/languages.js';
import { hostileTextsContract } from '../contracts/hostile-texts.js';

const names = [
  'a.css',
  'a.scss',
  'a.less',
  'a.proto',
  'a.graphql',
  'a.prisma',
  'a.tf',
  'a.sql',
  'a.html',
  'a.vue',
  'a.svelte',
  'a.xml',
  'a.svg',
  'Dockerfile',
  'Makefile',
];
const MANY = 100_000;

const texts: Readonly<Record<string, string>> = {
  '200 KB of one letter': 'a'.repeat(200_000),
  '200 KB of spaces': ' '.repeat(200_000),
  '200 KB of slashes': '/'.repeat(200_000),
  '200 KB of backslashes': '\\'.repeat(200_000),
  '200,000 line feeds in a statement': `a =${'\n'.repeat(200_000)}b`,
  '200 KB of quotes': `'"`.repeat(100_000),
  '200 KB of backticks': '`'.repeat(200_001),
  '200 KB of triple quotes': '"'.repeat(199_999),
  '200 KB of escaped quotes': `\\'\n`.repeat(66_000),
  '200 KB of dollar quotes that never end': Array.from({ length: 20_000 }, (_, i) => `$a${i}$ `).join(''),
  '200 KB of heredocs that never end': 'RUN a <<EOF\nx = <<EOF\n'.repeat(9_000),
  '200 KB of comments that never end': '/*<!--'.repeat(33_000),
  '200 KB of expressions that never end': 'a = "${\n'.repeat(25_000),
  '200 KB of links that never end': 'url('.repeat(50_000),
  '200 KB of attributes that never end': '<a b={'.repeat(33_000),
  '200 KB of attributes': `<a ${'b="c" '.repeat(33_000)}>`,
  '100,000 opening brackets': '['.repeat(MANY),
  '100,000 opening braces': '{'.repeat(MANY),
  '100,000 opening parentheses': '('.repeat(MANY),
  '100,000 closing braces': '}'.repeat(MANY),
  '100,000 brackets that do not match': '[('.repeat(MANY / 2) + ')'.repeat(MANY),
  '100,000 nested blocks': 'a {\n'.repeat(MANY) + '}\n'.repeat(MANY),
  '100,000 nested elements': '<div>'.repeat(MANY),
  '100,000 nested elements, closed by others': '<div>'.repeat(MANY) + '</x>'.repeat(MANY),
  '100,000 nested elements with ids': '<p id="a"><b id="b">'.repeat(MANY / 2),
  '20,000 scripts that never end': '<script>'.repeat(20_000),
  '20,000 stages': 'FROM a AS b\n'.repeat(20_000),
  '20,000 lines that go on': 'RUN a \\\n'.repeat(20_000),
  '20,000 definitions in definitions': 'define a\n'.repeat(20_000),
  '20,000 references in references': '$('.repeat(20_000),
  '20,000 tables': 'CREATE TABLE a (b int);\n'.repeat(20_000),
  '20,000 routines that never end': 'CREATE PROCEDURE a AS BEGIN '.repeat(20_000),
  '20,000 columns': `CREATE TABLE a (${'-- c\nb int,'.repeat(20_000)}d int);`,
  '20,000 rows': `INSERT INTO a VALUES ${'(1, 2), '.repeat(20_000)}(3, 4);`,
  '20,000 selectors': `${'.a, '.repeat(20_000)}.b {}`,
  nothing: '',
  'a byte order mark': '\uFEFF',
  'blank lines': '\n\n\r\n',
  'NUL and other controls': '\0\u0001\u0002\u2028\u2029\r',
  'half a surrogate pair': 'message \ud800 { } <\udc00>',
};

const words = [
  ...['{', '}', '(', ')', '[', ']', '<', '>', '</', '/>', '<!--', '-->', '<a', 'b=', '#{', '${'],
  ...['"', "'", '`', '"""', '$$', '/*', '*/', '//', '--', '#', '##', ';', ',', ':', '=', '+=', '|', '@', '&'],
  ...[
    '\n',
    '\r\n',
    '\t',
    '\\\n',
    'message A',
    'type A',
    'model A',
    'resource "a" "b"',
    '$x:',
    '@media',
    '--x',
  ],
  ...['<script>', '</script>', '<style>', '<template>', '<h1>', '<p id="a">', 'FROM a AS b', 'RUN <<E', 'E'],
  ...['define A', 'endef', 'a: b', 'include c', 'CREATE TABLE', 'CREATE FUNCTION f()', 'AS', 'BEGIN', 'END'],
  ...['INSERT INTO t VALUES', 'DELIMITER //', 'COPY t FROM stdin;', '\\.', 'GO', 'CASE', 'ALTER TABLE t ADD'],
];

hostileTextsContract({
  names,
  texts,
  words,
  joins: [' '],
  runs: 300,
  outline: (name, text) => languageOf(name)!.outline(text),
  quotedBut: ['key', 'heading', 'text'],
});

describe('a file of more than anybody wrote', () => {
  it.each([
    ['a.proto', 'message A {}\n', 'read up to line 500000: too many statements'],
    ['a.xml', '<a/>\n', 'read up to line 500000: too many elements'],
  ])('%s is read in part, and says so', async (name, line, note) => {
    const outline = await languageOf(name)!.outline(line.repeat(600_000));
    expect(outline.lines).toBe(600_000);
    expect(outline.note).toBe(note);
  });
});
