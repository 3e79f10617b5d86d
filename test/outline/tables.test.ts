import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outlineOf } from '../../src/outline/outline-of.js';
import { renderOutline } from '../../src/outline/render-outline.js';

async function outline(text: string): Promise<string> {
  return renderOutline(await outlineOf('a.csv', text));
}

describe('tables by their columns', () => {
  it.each([
    ['commas', ','],
    ['semicolons', ';'],
    ['tabs', '\t'],
    ['vertical bars', '|'],
  ])('are known to be separated by %s', async (name, delimiter) => {
    const text = ['a', 'b', 'c'].join(delimiter).concat('\n', ['1', 'x', '2,5'].join(delimiter), '\n');
    const [first] = (await outline(delimiter === ',' ? 'a,b,c\n1,x,"2,5"\n' : text)).split('\n');
    expect(first).toBe(`1-2 1 row × 3 columns, separated by ${name}`);
  });

  it('count rows and cells, whatever is quoted in them', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '1', ',', '"', '\n', ' ', ';') });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { maxLength: 20 }), async (rows) => {
        const quoted = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(','));
        const text = ['one,two,three', ...quoted].join('\n');
        const { symbols, note } = await outlineOf('a.csv', text);
        expect(symbols[0]?.signature).toMatch(new RegExp(`^${rows.length} rows? × 3 columns, `));
        expect(note).toBeUndefined();
      }),
    );
  });

  it('say which rows have another number of cells', async () => {
    const { note } = await outlineOf('a.csv', 'a,b\n1,2\n\n3\n4,5,6\n7,8\n');
    expect(note).toBe('2 rows of another width, the first in line 4');
  });

  it('name columns by number if no row does', async () => {
    const text = '1,x,2024-01-02,10:20\n2,y,2024-01-03,10:21:22.5\n';
    expect((await outline(text)).split('\n').slice(0, 6)).toEqual([
      '(no header row)',
      '1-2 2 rows × 4 columns, separated by commas',
      '1   column 1: integer',
      '1   column 2: text',
      '1   column 3: date',
      '1   column 4: time',
    ]);
  });

  it('give the type that all cells of a column have, and how much of it is empty', async () => {
    const rows = Array.from({ length: 400 }, (_, i) => `${i},${i / 2},${i === 7 ? '' : 'yes'},,${i || 'x'}`);
    const text = await outline(`a,b,c,d,e\n${rows.join('\n')}`);
    expect(text.split('\n').slice(1, 6)).toEqual([
      '1   a: integer',
      '1   b: number',
      '1   c: boolean, under 1 % empty',
      '1   d: empty',
      '1   e: text',
    ]);
  });

  it('say where a quote is never closed', async () => {
    const { note, symbols } = await outlineOf('a.csv', 'a,b\n1,2\n3,"x\n4,5\n');
    expect(note).toBe('a quote in line 3 is never closed: no row from there on');
    expect(symbols[0]?.signature).toBe('1 row × 2 columns, separated by commas');
  });

  it('show the first of a thousand columns', async () => {
    const text = Array.from({ length: 1_500 }, (_, i) => `c${i}`).join(',');
    const lines = (await outline(text)).split('\n');
    expect(lines[0]).toBe('1 0 rows × 1500 columns, separated by commas');
    expect(lines.at(-1)).toBe('1   … 1300 more columns');
  });
});
