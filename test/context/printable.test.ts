import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable } from '../../src/context/printable.js';

describe('printable', () => {
  it.each([
    ['a plain name.ts', 'a plain name.ts'],
    ['two  spaces and größe 重试 👩‍💻', 'two  spaces and größe 重试 👩‍💻'],
    ['\u001b[31mred\u001b[0m', '?[31mred?[0m'],
    ['one\ntwo\r\tthree', 'one?two??three'],
    ['\u0000\u0007\u007f\u009b', '????'],
    ['\u2028\u2029', '??'],
    ['\u202egpj.ts\u202c\u2066x\u2069', '?gpj.ts??x?'],
  ])('%j is %j', (text, shown) => expect(printable(text)).toBe(shown));

  it('is on one line, as long as before, and the same if done again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = printable(text);
        expect(shown).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(shown).toHaveLength(text.length);
        expect(printable(shown)).toBe(shown);
      }),
    );
  });
});
