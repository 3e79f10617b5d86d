import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editedLines, textEditsOf } from '../../../src/optimize/reads/text-edits.js';

const edit = (from: string, to: string, all = false) => ({ from, to, all });
const touched = (lines: readonly string[], edits: readonly ReturnType<typeof edit>[]) => {
  const found = editedLines(lines, edits);
  return found && [...found].sort((a, b) => a - b);
};

describe('textEditsOf', () => {
  it.each([
    { old_string: 'a', new_string: 'b' },
    { oldString: 'a', newString: 'b', replaceAll: false },
    { command: 'str_replace', old_str: 'a', new_str: 'b' },
    { edits: [{ old_string: 'a', new_string: 'b' }] },
  ])('reads %j', (input) => {
    expect(textEditsOf(input)).toEqual([edit('a', 'b')]);
  });

  it.each([
    undefined,
    {},
    { old_string: '', new_string: 'b' },
    { insert_line: 3, new_str: 'b' },
    { edits: [{ old_string: 'a', new_string: 'b' }, null] },
  ])('knows no replacement in %j', (input) => {
    expect(textEditsOf(input)).toBeUndefined();
  });
});

describe('editedLines', () => {
  const lines = ['one', 'two', 'three', 'four', 'five'];

  it('tells the lines that an edit replaced, whole or in part', () => {
    expect(touched(lines, [edit('o\nthr', 'x')])).toEqual([1, 2]);
  });

  it('follows edits of what edits put in', () => {
    expect(touched(lines, [edit('two', 'a\nb\nc'), edit('c\nthree\nfour', 'd'), edit('five', 'e')])).toEqual([
      1, 2, 3, 4,
    ]);
  });

  it('follows lines that moved', () => {
    expect(touched(lines, [edit('one\ntwo\n', ''), edit('five', 'e')])).toEqual([0, 1, 2, 4]);
  });

  it('touches every place where all are meant', () => {
    expect(touched(['a', 'b', 'a'], [edit('a', 'x\ny', true)])).toEqual([0, 2]);
  });

  it.each([
    ['is not there', edit('six', 'x')],
    ['is there twice', edit('e', 'x')],
  ])('tells nothing where the text %s', (_, wrong) => {
    expect(editedLines(lines, [edit('one', '1'), wrong])).toBeUndefined();
  });

  it('leaves only lines untouched that are in the end as they were', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', '\n'), { maxLength: 6 })
      .map((letters) => letters.join(''));
    const lot = fc.array(fc.constantFrom('a', 'b', 'aa', 'ab', ''), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(lot, fc.array(fc.tuple(text, text, fc.boolean()), { maxLength: 4 }), (given, drawn) => {
        const edits = drawn.filter(([from]) => from !== '').map((of) => edit(...of));
        const found = editedLines(given, edits);
        if (!found) return;
        let now = given.join('\n');
        for (const { from, to, all } of edits)
          now = all ? now.replaceAll(from, () => to) : now.replace(from, () => to);
        const left = given.filter((_, at) => !found.has(at));
        let at = 0;
        for (const line of now.split('\n')) if (line === left[at]) at++;
        expect(at).toBe(left.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('is done with many edits of a long text', () => {
    const long = Array.from({ length: 50_000 }, (_, k) => `line ${k}`);
    const edits = Array.from({ length: 60 }, (_, k) => edit(`line ${k * 700}\n`, `now ${k}\n`));
    expect(editedLines(long, edits)?.size).toBe(120);
    expect(editedLines(long, [...edits, ...edits])).toBeUndefined();
  });
});
