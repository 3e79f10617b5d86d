import { describe, expect, it } from 'vitest';
import { createRareValues } from '../../../src/optimize/gate/rare-values.js';

const rowsOf = (values: readonly string[]) => {
  const rare = createRareValues();
  for (const [row, value] of values.entries()) rare.add(value, row);
  return rare.rows();
};
const usual = (value: (k: number) => string) => Array.from({ length: 100 }, (_, k) => value(k));

describe('createRareValues', () => {
  it.each([
    ['root', usual((k) => `u${k}`)],
    ['NaN', usual((k) => `${k}.5`)],
    ['-5', usual((k) => `${k}`)],
    ['off', usual(() => 'on')],
    ['', usual((k) => `id-${k}`)],
    ['503', usual(() => '200')],
  ])('finds %j', (rare, values) => {
    expect(rowsOf(values.toSpliced(40, 0, rare))).toEqual([40]);
  });

  it('finds some that are alike, if they are few', () => {
    const values = Array.from({ length: 130 }, (_, k) => (k % 40 === 7 ? '137' : '0'));
    expect(rowsOf(values)).toEqual([7, 47, 87, 127]);
  });

  it('finds numbers that are far above all others', () => {
    const values = usual((k) => `${20 + (k % 60) / 10}`);
    expect(rowsOf(values.toSpliced(70, 1, '999.9'))).toEqual([70]);
    expect(rowsOf(values.toSpliced(70, 1, '999.9').toSpliced(10, 1, '5000'))).toEqual([10, 70]);
    expect(rowsOf(values.toSpliced(70, 1, '150'))).toEqual([]);
    expect(rowsOf(values.map((value) => `${value}C`).toSpliced(70, 1, '999.9C'))).toEqual([70]);
    expect(rowsOf(usual((k) => String(k ** 3)))).toEqual([]);
    expect(rowsOf(usual(() => '0'))).toEqual([]);
    expect(rowsOf(usual((k) => (k % 8 === 0 ? String(k * 100_000) : String(k))))).toEqual([]);
  });

  it('finds none among few, where most differ, or where many are alike', () => {
    expect(rowsOf(['on', 'on', 'off'])).toEqual([]);
    expect(rowsOf(usual((k) => 'abcdefghij'[k % 10]! + 'klmnopqrst'[(k - (k % 10)) / 10]!))).toEqual([]);
    expect(rowsOf(usual((k) => (k % 10 === 0 ? 'off' : 'on')))).toEqual([]);
    expect(rowsOf(usual((k) => (k % 3 ? String(k) : `${k}.25`)))).toEqual([]);
  });
});
