import { describe, expect, it } from 'vitest';
import type { OutlineSymbol } from '../../src/outline/outline.js';
import { outlineOf } from '../../src/outline/outline-of.js';

function told(symbols: readonly OutlineSymbol[]): string[] {
  return symbols.flatMap(({ kind, name, signature, exported, children }) => [
    `${exported ? '+' : '-'}${kind} ${name} | ${signature}`,
    ...told(children),
  ]);
}

describe('what is a definition', () => {
  it.each([
    ['export = Foo;\nclass Foo {}', ['+export export= | export = Foo', '+class Foo | class Foo']],
    ['export as namespace Lib;', ['+export Lib | export as namespace Lib']],
    ['export default a + b;', ['+export default | export default a + b']],
    ['export default (a: A): B => c(a);', ['+function default | export default (a: A): B => c(a)']],
    ['export default class {}', ['+class default | export default class']],
    [
      'function f() {}\nexport { f as g };',
      ['+function f | function f()', '+export {} | export { f as g }', '+name g | f as g'],
    ],
    ['export type { A } from "m";', ['+export m | export type { A } from "m"', '+name A | A']],
    ['export * as "any name" from "m";', ['+export any name | export * as "any name" from "m"']],
    ['import a = b.c;', ['-alias a | import a = b.c']],
    ['declare var a: number, b: string;', ['-variable a | declare var a: number', '-variable b | b: string']],
    [
      'var [a, , { b = 1, ...c }] = d;',
      [
        '-variable [a, , { b = 1, ...c }] | var [a, , { b = 1, ...c }] = d',
        '-name a | a',
        '-name b | b',
        '-name c | c',
      ],
    ],
    [
      'export const f = memo(function inner() {\n  return 1;\n});',
      ['+variable f | export const f = memo(function inner()'],
    ],
    [
      'const C = class Named<T> extends D<T> {\n  m() {}\n};',
      ['-class C | const C = class Named<T> extends D<T>', '-method m | m()'],
    ],
    [
      "defineGetter(request, 'ip', function ip() {\n  return 1;\n});",
      ["-call ip | defineGetter(request, 'ip', function ip()"],
    ],
    ['enum E { A, B = "b" }', ['-enum E | enum E { A, B = "b" }', '-name A | A', '-name B | B = "b"']],
    [
      'type T = { a: 1; b(): void };',
      ['-type T | type T = { a: 1; b(): void }', '-name a | a: 1', '-name b | b(): void'],
    ],
    [
      'abstract class A {\n  abstract get x(): string;\n  static constructor() {}\n}',
      [
        '-class A | abstract class A',
        '-getter x | abstract get x(): string',
        '-method constructor | static constructor()',
      ],
    ],
  ])('%j', async (text, expected) => {
    const outline = await outlineOf('a.ts', text);
    expect(told(outline.symbols)).toEqual(expected);
    expect(outline.note).toBeUndefined();
  });

  it('folds the imports of a module, of all forms', async () => {
    const text = [
      "import a, * as b from 'm';",
      "import { c as d, type E } from 'm';",
      "import type F from 'm';",
      "import type from 'n';",
      "import type G = require('o');",
      "const h = require('p').q, { i, j: { k } } = require('p');",
      "import 'r';",
    ].join('\n');
    expect((await outlineOf('a.ts', text)).imports).toEqual([
      { module: 'm', names: ['default as a', '* as b', 'c as d', 'type E', 'type default as F'], line: 1 },
      { module: 'n', names: ['default as type'], line: 4 },
      { module: 'o', names: ['type * as G'], line: 5 },
      { module: 'p', names: ['q as h', 'i', 'j as k'], line: 6 },
      { module: 'r', names: [], line: 7 },
    ]);
  });
});

describe('the doc of a definition', () => {
  it.each([
    ['/** One sentence. Another. */', 'One sentence.'],
    ['/**\n * Over\n * two lines, e.g. this\n * one. Rest.\n */', 'Over two lines, e.g. this one.'],
    ['/**\n * First paragraph\n *\n * second\n */', 'First paragraph'],
    ['/** @deprecated use g */', '@deprecated use g'],
    ['/**\n * @description What it does\n * @param x y\n */', 'What it does'],
    ['/** @param x y */', undefined],
    ['// One.\n// Two.', 'One.'],
    ['// far away\n', undefined],
    ['const x = 1; // of x', undefined],
    ['// eslint-disable-next-line', undefined],
    ['// -----------------\n// Title\n// -----------------', 'Title'],
    ['/* plain block */', 'plain block'],
    [`/** ${'long '.repeat(100)}*/`, `${'long '.repeat(32).slice(0, 159)}…`],
  ])('%j', async (comment, expected) => {
    const outline = await outlineOf('a.ts', `${comment}\nfunction f() {}\n`);
    expect(outline.symbols.at(-1)?.doc).toBe(expected);
  });

  it('may stand a blank line above, unless it is the first thing in the file or no JSDoc', async () => {
    const outline = await outlineOf(
      'a.js',
      '/** The file. */\n\nvar a = {};\n\n/**\n * Sets it.\n */\n\na.set = function () {};\n\n/* Not this. */\n\na.get = function () {};\n\n/** Nor this. */\n\n\na.cut = function () {};\n',
    );
    expect(outline.symbols.map(({ name, doc }) => [name, doc])).toEqual([
      ['a', undefined],
      ['set', 'Sets it.'],
      ['get', undefined],
      ['cut', undefined],
    ]);
  });
});
