import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeConflicts, sideOf } from '../../src/outline/merge-conflicts.js';
import { outlineOf } from '../../src/outline/outline-of.js';
import { renderOutline } from '../../src/outline/render-outline.js';

const conflicted = [
  "import { a } from './a.js';",
  '<<<<<<< HEAD',
  "import { b } from './b.js';",
  '=======',
  "import { c } from './c.js';",
  '>>>>>>> feature/search',
  '',
  'export class Store {',
  '<<<<<<< HEAD',
  '  open(path: string): void {',
  '    this.path = path;',
  '||||||| 1a2b3c4',
  '  open(): void {',
  '=======',
  '  open(path: string, mode: number): void {',
  '    this.mode = mode;',
  '>>>>>>> feature/search',
  '    this.ready = true;',
  '  }',
  '',
  '  close(): void {',
  '    this.ready = false;',
  '  }',
  '}',
  '<<<<<<< HEAD',
  '=======',
  'export function search(): void {}',
  '>>>>>>> feature/search',
  '',
].join('\n');

describe('merge conflicts', () => {
  it('are found by their markers, line by line', () => {
    expect(mergeConflicts(conflicted)).toEqual([
      { start: 2, middle: 4, end: 6 },
      { start: 9, base: 12, middle: 14, end: 17 },
      { start: 25, middle: 26, end: 28 },
    ]);
    expect(mergeConflicts(conflicted.replaceAll('\n', '\r\n'))).toEqual(mergeConflicts(conflicted));
  });

  it.each([
    ['a heading and its underline', 'Title\n=======\n'],
    ['a beginning alone', '<<<<<<< HEAD\na\n'],
    ['a beginning and an end', '<<<<<<< HEAD\na\n>>>>>>> b\n'],
    ['the wrong order', '>>>>>>> b\n=======\n<<<<<<< HEAD\n'],
    ['longer markers', '<<<<<<<< HEAD\n=======\n>>>>>>>> b\n'],
    ['markers within lines', ' <<<<<<< HEAD\n=======\n>>>>>>> b\n'],
    ['markers after other separators', 'a\u2028<<<<<<< HEAD\n=======\n>>>>>>> b\n'],
  ])('are not %s', (_, text) => {
    expect(mergeConflicts(text)).toEqual([]);
  });

  it('have two sides, of as many lines as the file', () => {
    const side = (name: 'ours' | 'theirs'): string[] =>
      sideOf(conflicted, mergeConflicts(conflicted), name).split('\n');
    const lines = conflicted.split('\n');
    const [ours, theirs] = [side('ours'), side('theirs')];
    expect(ours.length).toBe(lines.length);
    expect(theirs.length).toBe(lines.length);
    const shown = (all: readonly string[]): number[] =>
      all.flatMap((line, index) => (line !== '' ? [index + 1] : []));
    expect(shown(ours)).toEqual([1, 3, 8, 10, 11, 18, 19, 21, 22, 23, 24]);
    expect(shown(theirs)).toEqual([1, 5, 8, 15, 16, 18, 19, 21, 22, 23, 24, 27]);
    expect(ours.every((line, index) => line === '' || line === lines[index])).toBe(true);
  });

  it('are outlined from both sides, and that is said', async () => {
    const outline = await outlineOf('store.ts', conflicted);
    expect(renderOutline(outline)).toBe(
      [
        '1 import ./a.js: a',
        '3 import ./b.js: b',
        '5 import ./c.js: c',
        '(3 merge conflicts at lines 2-6, 9-17, 25-28, both sides outlined)',
        '8-24 export class Store',
        '10-19   open(path: string): void { … 8 lines }',
        '15-19   open(path: string, mode: number): void { … 3 lines }',
        '21-23   close(): void { … 1 line }',
        '27 export function search(): void',
      ].join('\n'),
    );
  });

  it('are outlined in every language', async () => {
    const python = [
      'class Store:',
      '<<<<<<< HEAD',
      '    def open(self, path):',
      '        return path',
      '=======',
      '    def open(self, path, mode):',
      '        return mode',
      '',
      '    def reopen(self):',
      '        pass',
      '>>>>>>> theirs',
      '',
      '    def close(self):',
      '        pass',
    ].join('\n');
    expect(renderOutline(await outlineOf('store.py', python))).toBe(
      [
        '(1 merge conflict at lines 2-11, both sides outlined)',
        '1-14 class Store:',
        '3-4   def open(self, path): … 1 line',
        '6-7   def open(self, path, mode): … 1 line',
        '9-10   def reopen(self): … 1 line',
        '13-14   def close(self): … 1 line',
      ].join('\n'),
    );
    const markdown = '# One\n<<<<<<< HEAD\n## Two\n=======\n## Three\n>>>>>>> b\n\n## Four\n';
    const headings = renderOutline(await outlineOf('a.md', markdown));
    for (const heading of ['One', 'Two', 'Three', 'Four']) expect(headings).toContain(`# ${heading}`);
  });

  it('are told of in a text of no language, too', async () => {
    const text = 'a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> d\n';
    const outline = await outlineOf('notes.txt', text);
    expect(outline.note).toBe('1 merge conflict at lines 2-6');
    expect(renderOutline(outline)).toContain(text.trimEnd());
  });

  it('lose no definition of either side, in whatever place', async () => {
    const named = (side: string) =>
      fc
        .array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 })
        .map((names) => names.map((name, i) => `export function ${side}_${name}${i}() {\n  go();\n}`));
    const block = fc.oneof(
      named('both').map((lines) => ({ text: lines.join('\n'), names: lines })),
      fc.tuple(named('ours'), named('theirs')).map(([ours, theirs]) => ({
        text: ['<<<<<<< x', ...ours, '=======', ...theirs, '>>>>>>> y'].join('\n'),
        names: [...ours, ...theirs],
      })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(block, { maxLength: 6 }), async (blocks) => {
        const text = blocks.map((one) => one.text).join('\n');
        const lines = text.split('\n');
        const { symbols } = await outlineOf('a.ts', text);
        const wanted = blocks.flatMap((one) => one.names.map((code) => /function (\w+)/.exec(code)![1]!));
        expect(symbols.map(({ name }) => name)).toEqual(wanted);
        for (const { name, startLine, endLine } of symbols) {
          expect(lines[startLine - 1]).toContain(name);
          expect(endLine).toBe(startLine + 2);
        }
      }),
      { numRuns: 60 },
    );
  });
});
