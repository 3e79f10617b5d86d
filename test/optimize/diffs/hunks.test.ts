import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hunkAt, isChange, trimHunk } from '../../../src/optimize/diffs/hunks.js';

/** Lines of a hunk by their first letter. */
const body = fc.array(
  fc.tuple(
    fc.constantFrom('   ', '   ', '-', '+', '-+').map((marks) => marks.split('')),
    fc.integer({ min: 1, max: 4 }),
  ),
  { minLength: 1, maxLength: 12 },
);

const anyHunk = fc.tuple(body, fc.integer({ min: 1, max: 50 }), fc.nat(3)).map(([runs, start, shift]) => {
  const marks = runs.flatMap(([kinds, times]) => Array.from({ length: times }, () => kinds).flat());
  const lines = marks.map((mark, at) => `${mark}line ${at} of the file, ${'with words '.repeat(at % 3)}`);
  const olds = lines.filter((line) => !line.startsWith('+')).length;
  const news = lines.filter((line) => !line.startsWith('-')).length;
  const from = (line: number, count: number) => `${count === 0 ? line - 1 : line},${count}`;
  return [`@@ -${from(start, olds)} +${from(start + shift, news)} @@ function f() {`, ...lines];
});

/** What a hunk does, by the line of the file before it, and by that of the file after it. */
function changesOf(lines: readonly string[]): readonly string[] {
  const changes: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const hunk = hunkAt(lines, at)!;
    let [before, after] = [hunk.oldLine, hunk.newLine];
    for (const line of lines.slice(at + 1, hunk.end)) {
      if (isChange(line)) changes.push(`${before} ${after} ${line}`);
      if (!line.startsWith('+')) before++;
      if (!line.startsWith('-')) after++;
    }
    at = hunk.end;
  }
  return changes;
}

const nothing = () => false;

describe('a hunk', () => {
  it('changes the same lines at the same places when it is trimmed', () => {
    let shorter = 0;
    fc.assert(
      fc.property(anyHunk, (lines) => {
        const trimmed = trimHunk(lines, hunkAt(lines, 0)!, nothing);
        if (trimmed.length < lines.length) shorter++;
        expect(changesOf(trimmed)).toEqual(changesOf(lines));
        expect(trimmed.join('\n').length).toBeLessThanOrEqual(lines.join('\n').length);
      }),
      { numRuns: 500 },
    );
    expect(shorter).toBeGreaterThan(200);
  });

  it('is left with what is to stay, and with changes in each piece', () => {
    fc.assert(
      fc.property(anyHunk, fc.nat(), (lines, drawn) => {
        fc.pre(lines.some(isChange));
        const wanted = lines[1 + (drawn % (lines.length - 1))]!;
        const trimmed = trimHunk(lines, hunkAt(lines, 0)!, (line) => line === wanted);
        expect(trimmed).toContain(wanted);
        expect(changesOf(trimmed)).toEqual(changesOf(lines));
        for (let at = 0; at < trimmed.length; ) {
          const { end } = hunkAt(trimmed, at)!;
          expect(trimmed.slice(at + 1, end).some(isChange)).toBe(true);
          at = end;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('keeps one unchanged line on either side of a change, and splits where many are between two', () => {
    const same = (from: number, count: number) =>
      Array.from({ length: count }, (_, k) => ` const line${from + k} = read(${from + k});`);
    const lines = [
      '@@ -10,14 +10,14 @@ class A {',
      ...same(10, 3),
      '-a',
      '+b',
      ...same(14, 6),
      '-c',
      '+d',
      ...same(21, 3),
    ];
    expect(trimHunk(lines, hunkAt(lines, 0)!, nothing)).toEqual([
      '@@ -12,3 +12,3 @@ class A {',
      same(12, 1)[0],
      '-a',
      '+b',
      same(14, 1)[0],
      '@@ -19,3 +19,3 @@',
      same(19, 1)[0],
      '-c',
      '+d',
      same(21, 1)[0],
    ]);
  });

  it.each([
    ['a file begins', ['@@ -0,0 +1,2 @@', '+a', '+b']],
    ['a file ends', ['@@ -7,2 +7,2 @@', ' a', '-b', '\\ No newline at end of file', '+b']],
    ['a line is alone', ['@@ -3 +3 @@', '-a', '+b']],
    ['blanks at line ends are lost', ['@@ -3,3 +3,3 @@', '', '-a', '+b', '']],
  ])('is whole where %s', (_, lines) => {
    expect(hunkAt(lines, 0)?.end).toBe(lines.length);
    expect(trimHunk(lines, hunkAt(lines, 0)!, nothing)).toEqual(lines);
  });

  it.each([
    ['it is cut off', ['@@ -3,3 +3,3 @@', ' a', '-b']],
    ['its header counts too few lines', ['@@ -3,2 +3,1 @@', '-a', ' b', ' c'].slice(0, 2)],
    ['it has other lines', ['@@ -3,2 +3,2 @@', ' a', 'b']],
    ['it merges two parents', ['@@@ -1,2 -1,2 +1,3 @@@', '  a']],
  ])('is none if %s', (_, lines) => {
    expect(hunkAt(lines, 0)).toBeUndefined();
  });
});
