import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineRanges, lineSpec } from '../../src/read/line-range.js';

describe('lineRanges', () => {
  it.each([
    ['10', [{ start: 10, end: 10 }]],
    ['10-40', [{ start: 10, end: 40 }]],
    [' 10-40 ', [{ start: 10, end: 40 }]],
    ['80-', [{ start: 80, end: 100 }]],
    ['-5', [{ start: 96, end: 100 }]],
    ['-500', [{ start: 1, end: 100 }]],
    [
      '30-40, 1-2',
      [
        { start: 1, end: 2 },
        { start: 30, end: 40 },
      ],
    ],
    ['1-5,4-9,10', [{ start: 1, end: 10 }]],
    ['7:501-', [{ start: 7, end: 7, column: 501 }]],
    [
      '7:501-,8-9',
      [
        { start: 7, end: 7, column: 501 },
        { start: 8, end: 9 },
      ],
    ],
  ])('reads %j', (spec, ranges) => expect(lineRanges(spec, 100)).toEqual({ ranges }));

  it('clamps to the file and says so', () => {
    expect(lineRanges('90-120', 100)).toEqual({
      ranges: [{ start: 90, end: 100 }],
      note: 'ends at line 100',
    });
    expect(lineRanges('5,200', 100)).toEqual({ ranges: [{ start: 5, end: 5 }], note: 'ends at line 100' });
    expect(lineRanges(`5-${'9'.repeat(400)}`, 100).ranges).toEqual([{ start: 5, end: 100 }]);
  });

  it.each([
    '',
    ',',
    '0',
    '0-5',
    '-0',
    '20-10',
    'ten',
    '1..3',
    '1-2-3',
    '--5',
    '-',
    '1,x',
    '1:2',
    `${'1'.repeat(300_000)}x`,
  ])('refuses %.30j with what it understands', (spec) =>
    expect(() => lineRanges(spec, 100)).toThrow(
      expect.objectContaining({ code: 'invalid_input', hint: expect.stringContaining('"10-40"') }),
    ),
  );

  it('refuses what lies wholly beyond the end', () => {
    expect(() => lineRanges('101-120', 100)).toThrow(/beyond the end: there are 100 lines/);
    expect(() => lineRanges('1', 0)).toThrow(/there are 0 lines/);
    expect(() => lineRanges('-5', 0)).toThrow(/there are 0 lines/);
  });

  it('gives sorted ranges within the file that are the same when read again', () => {
    const item = fc
      .tuple(fc.integer({ min: 1, max: 120 }), fc.nat(30))
      .map(([start, more]) => `${start}-${start + more}`);
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 8 }), (items) => {
        const { ranges } = lineRanges(['1', ...items].join(','), 100);
        for (const [index, { start, end }] of ranges.entries()) {
          expect(start).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(100);
          expect(start).toBeGreaterThan((ranges[index - 1]?.end ?? -1) + 1);
        }
        expect(lineRanges(lineSpec(ranges), 100)).toEqual({ ranges });
      }),
    );
  });
});
