import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeTable } from '../../../src/optimize/json/json-table.js';
import { tabulateLines } from '../../../src/optimize/json/tabulate-lines.js';

const length = (text: string) => text.length;
const record = fc.record(
  {
    level: fc.constantFrom(30, 'info'),
    time: fc.nat(),
    msg: fc.oneof(
      fc.string(),
      fc.constantFrom(
        '</table>',
        '<table a>',
        '*1',
        '&1 "a"',
        'a word that is long enough to come again as one',
      ),
    ),
    in: fc.record({ a: fc.jsonValue({ maxDepth: 2 }), b: fc.string() }, { requiredKeys: ['b'] }),
    err: fc.jsonValue(),
  },
  { requiredKeys: ['level', 'time'] },
);
const other = fc.oneof(
  fc.constantFrom('', 'npm start', '<table a>', '</table>', '&1 "x"', '*1', 'a "', '{', '[1]'),
  fc.string(),
);

describe('tabulateLines', () => {
  it('gives lines that decode to what they were', () => {
    let tables = 0;
    const lines = fc.array(
      fc.oneof(
        { weight: 20, arbitrary: record.map((each) => JSON.stringify(each)) },
        { weight: 1, arbitrary: other },
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(lines, (all) => {
        const text = all.join('\n');
        const table = tabulateLines(text, length);
        if (table === undefined) return;
        tables++;
        expect(decodeTable(table)).toBe(text);
        expect(table.length).toBeLessThan(text.length);
      }),
      { numRuns: 1000 },
    );
    expect(tables).toBeGreaterThan(100);
  });

  it('begins a table anew where one gets long', () => {
    const text = Array.from({ length: 4500 }, (_, k) => `{"level":30,"time":${k}}`).join('\n');
    const table = tabulateLines(text, length)!;
    expect(table.match(/<table lines: level,time>/g)).toHaveLength(3);
    expect(decodeTable(table)).toBe(text);
  });
});
