import { describe, expect, it } from 'vitest';
import { listingsIn } from '../../../src/optimize/reads/listing.js';

const shown = (text: string, first?: number) =>
  listingsIn(text, first).map(({ start, lines, at }) => ({ start, lines: lines.join('|'), at: at.join() }));

describe('listingsIn', () => {
  it.each([
    ['     1→a\n     2→  b', 'a|  b'],
    ['     1\ta\n     2\t', 'a|'],
    ['1:a\r\n2:b\r', 'a|b'],
    ['1 | a\n2 | b', 'a|b'],
  ])('reads the lines of %j', (text, lines) => {
    expect(shown(text)).toEqual([{ start: 1, lines, at: '0,1' }]);
  });

  it('begins anew where a number is left out, and skips what stands between', () => {
    const text =
      '[File: a (9 lines total)]\n<<<<< START CURSOR >>>>>\n3:c\n<<<<< END CURSOR >>>>>\n4:d\n7:g\nbash-$';
    expect(shown(text)).toEqual([
      { start: 3, lines: 'c|d', at: '2,4' },
      { start: 7, lines: 'g', at: '5' },
    ]);
  });

  it('takes all lines where none is numbered, from the first that was asked for', () => {
    expect(shown('a\nb', 11)).toEqual([{ start: 11, lines: 'a|b', at: '0,1' }]);
    expect(
      shown('a\n[ctxopt: lines 2-9 superseded by x, ctx:0123456789ab]\nb').map(({ lines }) => lines),
    ).toEqual(['a', 'b']);
  });
});
