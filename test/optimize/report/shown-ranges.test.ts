import { describe, expect, it } from 'vitest';
import { shownRanges } from '../../../src/optimize/report/shown-ranges.js';

const within = (after: string, before = '') => {
  const ranges = shownRanges(after, before);
  return (value: string) => ranges(value)?.text;
};

describe('shownRanges', () => {
  it('finds the range that a number lies within, its ends included', () => {
    const range = within('×300 INFO item {0–299} of queue {-1.5–2.25} done\nsize 1000–2000; more');
    expect(['0', '299', '150', '-1', '1.5', '1999'].map(range)).toEqual([
      '0–299',
      '0–299',
      '0–299',
      '-1.5–2.25',
      '0–299',
      '1000–2000',
    ]);
    for (const outside of ['300', '-2', '999.5', '2001', '1.2.3', '12abc', ''])
      expect(range(outside)).toBeUndefined();
  });

  it('knows what has a unit by its unit', () => {
    const range = within('took {12–910}ms, {1–9} MB');
    expect(range('15ms')).toBe('12–910');
    expect(range('5MB')).toBe('1–9');
    for (const other of ['15s', '15MB', '$15']) expect(range(other)).toBeUndefined();
  });

  it('takes no range that stood in the text before, and no date or version for one', () => {
    expect(within('pages 1–9 of {1–99}', 'pages 1–9 of 4')('4')).toBe('1–99');
    expect(within('pages 1–9', 'pages 1–9')('4')).toBeUndefined();
    for (const text of ['v1.2.1–9', 'a1–9', '1–2–9', '1-9', '9–1', '1–9.5.5'])
      expect(within(text)('4')).toBeUndefined();
  });

  it('finds a range among many that lie apart, within and over each other', () => {
    const text = Array.from({ length: 2000 }, (_, n) => `{${n * 10}–${n * 10 + (n % 7)}}`).join(' ');
    const range = within(`${text} {100–105} {5000–5200}`);
    for (let n = 0; n < 20_000; n++) {
      const isIn = n % 10 <= Math.floor(n / 10) % 7 || (n >= 100 && n <= 105) || (n >= 5000 && n <= 5200);
      expect(range(String(n)) !== undefined).toBe(isIn);
    }
  });
});
