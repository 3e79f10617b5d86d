import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSymbols } from '../../src/outline/find-symbols.js';
import type { Outline, OutlineSymbol } from '../../src/outline/outline.js';
import { outlineOf } from '../../src/outline/outline-of.js';

const modules = path.resolve(import.meta.dirname, '../../node_modules');

const files = [
  'diff/libcjs/patch/apply.js',
  'fast-check/lib/fast-check.d.ts',
  'hono/dist/hono-base.js',
  'jsonc-parser/lib/umd/impl/parser.js',
  'piscina/dist/index.js',
  'postcss/lib/container.js',
  'readable-stream/lib/_stream_readable.js',
  'semver/classes/range.js',
  'typescript/lib/lib.es5.d.ts',
  'zod/src/v3/types.ts',
  'zod/src/v4/core/schemas.ts',
  'zod/v4/core/schemas.cjs',
];

/** Lines that no grammar reads, whatever comes before or after. */
const broken = '\nconst ] broken = = [;\n';

function places(symbols: readonly OutlineSymbol[]): string[] {
  return symbols.flatMap((symbol) => [
    `${symbol.startLine}-${symbol.endLine} ${symbol.signature}`,
    ...places(symbol.children),
  ]);
}

function names(outline: Outline): string[] {
  return outline.symbols.map(({ name }) => name);
}

describe('a file that does not parse', () => {
  it.each(files)('costs nothing but the broken statement: %s', async (file) => {
    const text = readFileSync(path.join(modules, file), 'utf8');
    const whole = await outlineOf(file, text);
    const outline = await outlineOf(file, text + broken);
    expect(whole.note).toBeUndefined();
    expect(outline.note).toMatch(/could not be parsed/);
    const found = new Set(places(outline.symbols));
    expect(places(whole.symbols).filter((place) => !found.has(place))).toEqual([]);
    expect(outline.imports).toEqual(whole.imports);
  });

  it('keeps the members of a class, and what follows it, when one member is broken', async () => {
    const text = [
      'import { a } from "a";',
      '/** Doc. */',
      'export class Box<T> extends Base {',
      '  private size = 1;',
      '  broken(: {',
      '    return 1;',
      '  }',
      '  @memo() async get<K>(key: K): Promise<void> {',
      '    if (key) {',
      '      this.x();',
      '    }',
      '  }',
      '  static readonly NAME = "}";',
      '}',
      'export function after() {',
      '}',
    ].join('\n');
    const outline = await outlineOf('a.ts', text);
    expect(names(outline)).toEqual(['Box', 'after']);
    const [box, after] = outline.symbols;
    expect([box?.startLine, box?.endLine, box?.exported]).toEqual([3, 14, true]);
    expect(box?.children.map(({ name, startLine, endLine }) => [name, startLine, endLine])).toEqual([
      ['size', 4, 4],
      ['broken', 5, 7],
      ['get', 8, 12],
      ['NAME', 13, 13],
    ]);
    expect([after?.startLine, after?.endLine]).toEqual([15, 16]);
    expect(outline.imports).toEqual([{ module: 'a', names: ['a'], line: 1 }]);
    expect(outline.note).toBe('could not be parsed, read line by line: lines 3-14');
  });

  it('does not mind an error in the body of a function', async () => {
    const text =
      'class A {\n  m() {\n    let x = ;\n  }\n  n() {}\n}\nfunction f() {\n  ) \n}\nconst g = 1;\n';
    const outline = await outlineOf('a.js', text);
    expect(places(outline.symbols)).toEqual(
      expect.arrayContaining(['1-6 class A', '2-4 m()', '5-5 n()', '7-9 function f()', '10-10 const g = 1']),
    );
  });

  it.each([
    ['variance', 'export interface Pipe<in out A, in B, out C> {\n  run(a: A): void;\n}\nconst after = 1;'],
    ['accessor', 'export class Pipe {\n  static accessor run = 1;\n}\nconst after = 1;'],
    ['import types', 'export type Pipe = {\n  run: import("x").B<C>;\n};\nconst after = 1;'],
    ['export type *', 'export type * from "x";\nexport class Pipe {\n  run() {}\n}\nconst after = 1;'],
    [
      'attributes',
      'export * from "x" with { type: "json" };\nexport class Pipe { run() {} }\nconst after = 1;',
    ],
  ])('reads syntax newer than its grammar: %s', async (_, text) => {
    const outline = await outlineOf('a.ts', text);
    expect(outline.note).toBeUndefined();
    expect(names(outline)).toEqual(expect.arrayContaining(['Pipe', 'after']));
    const [member] = findSymbols(outline, 'Pipe.run');
    expect(text.split('\n')[member!.startLine - 1]).toContain(member!.signature);
  });

  it('reads both sides of a merge conflict', async () => {
    const text = [
      'export function before() {}',
      '<<<<<<< HEAD',
      'export function ours() {',
      '  return 1;',
      '}',
      '=======',
      'export function theirs() {',
      '  return 2;',
      '}',
      ">>>>>>> it's their branch",
      'export function after() {}',
    ].join('\n');
    const outline = await outlineOf('a.ts', text);
    expect(places(outline.symbols)).toEqual([
      '1-1 export function before()',
      '3-5 export function ours()',
      '7-9 export function theirs()',
      '11-11 export function after()',
    ]);
  });

  it.each([
    [
      'template',
      'const a = 1;\nconst b = `never ends\nfunction c() {\n}\nclass D {\n  e() {}\n}\n',
      ['a', 'b', 'c', 'D'],
    ],
    ['comment', 'const a = 1;\nfunction c() {\n}\n/* never ends\nclass D {}\n', ['a', 'c']],
    ['string', 'const a = 1;\nconst b = "never ends;\nfunction c() {\n}\n', ['a', 'b', 'c']],
    [
      'brace',
      'class A {\n  m() {\n    if (x) {\n  }\n\n  n() {\n  }\n}\n\nexport function c() {\n}\n',
      ['A', 'c'],
    ],
    ['parenthesis', 'foo(\n\nfunction c() {\n}\n\nclass D {\n}\n', ['c', 'D']],
  ])('finds what is around a %s that never ends', async (_, text, expected) => {
    const outline = await outlineOf('a.ts', text);
    expect(names(outline)).toEqual(expect.arrayContaining(expected));
    expect(outline.note ?? '').not.toBe('');
  });

  it('reads JavaScript with type annotations', async () => {
    const text = '// @flow\nimport type { A } from "a";\nexport function f(x: number): A {\n  return x;\n}\n';
    const outline = await outlineOf('a.js', text);
    expect(outline.note).toBeUndefined();
    expect(places(outline.symbols)).toEqual(['3-5 export function f(x: number): A']);
  });

  it('finds the definitions of a file cut anywhere', async () => {
    const text = readFileSync(path.join(modules, 'semver/classes/semver.js'), 'utf8');
    const whole = await outlineOf('a.js', text);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: text.length }), async (end) => {
        const lines = text.slice(0, end).split('\n').length;
        const outline = await outlineOf('a.js', text.slice(0, end));
        const due = whole.symbols.filter(({ endLine }) => endLine < lines);
        expect(places(outline.symbols)).toEqual(expect.arrayContaining(places(due)));
      }),
      { numRuns: 40 },
    );
  });
});
