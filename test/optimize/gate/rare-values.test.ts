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

  it('finds none among few, where most differ, or where many are alike', () => {
    expect(rowsOf(['on', 'on', 'off'])).toEqual([]);
    expect(rowsOf(usual((k) => 'abcdefghij'[k % 10]! + 'klmnopqrst'[(k - (k % 10)) / 10]!))).toEqual([]);
    expect(rowsOf(usual((k) => (k % 10 === 0 ? 'off' : 'on')))).toEqual([]);
    expect(rowsOf(usual((k) => (k % 3 ? String(k) : `${k}.25`)))).toEqual([]);
  });
});
