import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitLines } from '../../src/tokens/fit-lines.js';
import type { Tokenizer } from '../../src/tokens/tokenizer.js';
import { tokenizerFor } from '../../src/tokens/tokenizer-for.js';

/** A tokenizer that can be reckoned by hand. */
const perUnit: Tokenizer = { id: 'code units', exact: true, count: (text) => text.length };
const o200k = tokenizerFor();

const lines = fc
  .array(
    fc.tuple(
      fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é', '😀'), maxLength: 12 }),
      fc.constantFrom('\n', '\r\n'),
    ),
  )
  .map((pairs) => pairs.flat().join(''));
const texts = fc.tuple(lines, fc.stringMatching(/^[ab]{0,5}$/)).map((parts) => parts.join(''));

describe('fitLines', () => {
  it('gives back the whole text if it fits', () => {
    expect(fitLines('one\ntwo\n', 100, o200k)).toEqual({
      text: 'one\ntwo\n',
      lines: 2,
      total: 2,
      cut: false,
    });
    expect(fitLines('one\ntwo', 100, o200k)).toEqual({ text: 'one\ntwo', lines: 2, total: 2, cut: false });
    expect(fitLines('', 0, o200k)).toEqual({ text: '', lines: 0, total: 0, cut: false });
    expect(fitLines('\n', 1, o200k)).toEqual({ text: '\n', lines: 1, total: 1, cut: false });
  });

  it('cuts after the last whole line that fits', () => {
    expect(fitLines('1234\n1234\n1234\n', 11, perUnit)).toEqual({
      text: '1234\n1234\n',
      lines: 2,
      total: 3,
      cut: true,
    });
    expect(fitLines('1234\n1234\n1234', 10, perUnit)).toEqual({
      text: '1234\n1234\n',
      lines: 2,
      total: 3,
      cut: true,
    });
  });

  it('cuts inside the first line if that alone is too long, and never inside a code point', () => {
    expect(fitLines('12345678\n1\n', 5, perUnit)).toEqual({ text: '12345', lines: 0, total: 2, cut: true });
    expect(fitLines('1234😀\n', 5, perUnit).text).toBe('1234');
    expect(fitLines('1234😀\n', 6, perUnit).text).toBe('1234😀');
  });

  it('gives nothing where nothing fits', () => {
    expect(fitLines('abc', 0, o200k)).toEqual({ text: '', lines: 0, total: 1, cut: true });
    expect(fitLines('😀', 1, perUnit)).toEqual({ text: '', lines: 0, total: 1, cut: true });
    expect(fitLines('abc\n', -1, o200k).text).toBe('');
  });

  it('finds the longest prefix of whole lines', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 0, max: 80 }), (text, budget) => {
        const whole = text.split(/(?<=\n)/).filter((line) => line !== '');
        let expected = '';
        for (const line of whole) {
          if (expected.length + line.length > budget) break;
          expected += line;
        }
        const fitted = fitLines(text, budget, perUnit);
        expect(fitted.total).toBe(whole.length);
        expect(fitted.cut).toBe(text.length > budget);
        if (expected !== '' || text === '') expect(fitted.text).toBe(expected);
        else expect([budget, budget - 1]).toContain(fitted.text.length); // less by one inside a pair
      }),
      { numRuns: 2000 },
    );
  });

  it('stays within the budget of a real tokenizer, and with one more line it would not', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,9}( [a-z]{1,9}){0,8}$/), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 120 }), (parts, budget) => {
        const text = `${parts.join('\n')}\n`;
        const fitted = fitLines(text, budget, o200k);
        expect(text.startsWith(fitted.text)).toBe(true);
        expect(o200k.count(fitted.text)).toBeLessThanOrEqual(budget);
        if (!fitted.cut) return;
        const more = parts.slice(0, fitted.lines + 1).map((line) => `${line}\n`);
        expect(o200k.count(more.join(''))).toBeGreaterThan(budget);
      }),
      { numRuns: 500 },
    );
  });

  it('takes only as much of a huge line as it needs, and many lines in stride', () => {
    const line = 'word '.repeat(1_000_000);
    const counted: number[] = [];
    const watched: Tokenizer = {
      ...o200k,
      count: (text) => {
        counted.push(text.length);
        return o200k.count(text);
      },
    };
    const fitted = fitLines(`${line}\nend`, 1000, watched);
    expect(fitted).toMatchObject({ lines: 0, total: 2, cut: true });
    expect(o200k.count(fitted.text)).toBe(1000);
    expect(Math.max(...counted)).toBeLessThan(20_000);
    expect(counted.length).toBeLessThan(60);
    expect(fitLines('\n'.repeat(300_000), 100, o200k)).toMatchObject({ total: 300_000, cut: true });
    expect(fitLines('x\n'.repeat(100_000), 150_000, o200k)).toMatchObject({ lines: 75_000, total: 100_000 });
  });
});
