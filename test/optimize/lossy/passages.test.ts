import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf } from '../../../src/optimize/lossy/excerpt.js';
import { divideText } from '../../../src/optimize/lossy/passages.js';

function passagesOf(text: string): readonly string[] {
  const { atoms, passages } = divideText(text);
  return passages.map(({ from, to }) => text.slice(atoms[from]!.start, atoms[to - 1]!.end));
}

describe('divideText', () => {
  it('takes lines, with the blank ones below them and what goes on with their sentence', () => {
    const wrapped =
      'A sentence that is wrapped at a width, as it is in a mail or in a\n  readme that somebody has written.\n';
    expect(passagesOf(`one\n\n${wrapped}two\nthree`)).toEqual(['one\n\n', wrapped, 'two\n', 'three']);
  });

  it('takes sentences of a long line', () => {
    const sentence = 'It is a sentence of some words that says little. ';
    expect(passagesOf(sentence.repeat(8))).toEqual([...Array(7).fill(sentence), sentence]);
    expect(passagesOf(sentence.repeat(2))).toHaveLength(1);
  });

  it('takes definitions of code whole, and what is in those that are long', () => {
    const method = (name: string) => `  ${name}() {\n    if (a) {\n      b();\n    }\n  }\n\n`;
    const names = ['one', 'two', 'three', 'four', 'five', 'six'];
    const text = `import a;\nimport b;\n\nclass A {\n${names.map(method).join('')}}\n`;
    expect(passagesOf(text)).toEqual([
      'import a;\nimport b;\n\n',
      'class A {\n',
      ...names.slice(0, -1).map(method),
      `${method('six')}}\n`,
    ]);
    const { frame, atoms } = divideText(text);
    expect([...frame].map((at) => text.slice(atoms[at]!.start, atoms[at]!.end).trim())).toEqual([
      'class A {',
    ]);
  });

  it('reads the indentation behind line numbers', () => {
    const code = ['def a():', '    return 1', '', 'def b():', '    return 2'];
    const text = code.map((line, at) => `${String(at + 9).padStart(6)}→${line}`).join('\n');
    expect(passagesOf(text)).toHaveLength(2);
  });

  it('covers all of any text, in order', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom('', '  a', '    b {', '}', '# Title', '@@ -1 +1 @@', 'diff --git a/x b/x'),
      fc.constantFrom('One sentence. ', 'Nobody knows! ').map((said) => said.repeat(30)),
    );
    const texts = fc.array(line, { maxLength: 60 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(texts, fc.func(fc.boolean()), (text, isKept) => {
        const { atoms, passages, frame } = divideText(text);
        expect(atoms.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
        expect(
          passages.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at)),
        ).toEqual([...atoms.keys()]);
        for (const at of frame) expect(atoms[at]).toBeDefined();

        expect(excerptOf(text, atoms, () => true)).toEqual({ text, left: { lines: 0, atoms: 0 } });
        const some = excerptOf(text, atoms, (at) => isKept(at));
        expect(some.text.length).toBeLessThanOrEqual(text.length);
        atoms.forEach(({ start, end }, at) => {
          if (isKept(at)) expect(some.text).toContain(text.slice(start, end));
        });
      }),
      { numRuns: 300 },
    );
  });
});

describe('excerptOf', () => {
  const sentence = 'It is a sentence of some words that says little. ';
  const line = `${sentence.repeat(8)}\n`;
  const text = `first of all these lines\n${line}second to last line\nlast`;
  const { atoms } = divideText(text);
  const shown = (...kept: readonly number[]) => excerptOf(text, atoms, (at) => kept.includes(at));

  it('says how many lines went, and where sentences did', () => {
    expect(shown(0, atoms.length - 1)).toEqual({
      text: 'first of all these lines\n… 2 lines\nlast',
      left: { lines: 2, atoms: atoms.length - 2 },
    });
    expect(shown(0, 3, 4).text).toBe(`first of all these lines\n… ${sentence.repeat(2)}…\n… 2 lines\n`);
  });
});
