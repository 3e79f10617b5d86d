import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { screenRows } from '../../../src/optimize/terminal/terminal-screen.js';

const textsOf = (text: string) => screenRows(text).map((row) => row.text);

describe('screenRows', () => {
  it('shows what was drawn last, and tells which errors were drawn over', () => {
    const rows = screenRows('a: 10%\nerror: disk full\n\x1b[2Aa: 100%\n\x1b[2Kb: done\n');
    expect(rows.map(({ text, drawnOver }) => [text, drawnOver])).toEqual([
      ['a: 100%', []],
      ['b: done', ['error: disk full']],
      ['', []],
    ]);
  });

  it('steps by one where a code in binary data says no number', () => {
    expect(textsOf('a\nb\x1b[<A\x1b[5?Ax')).toEqual(textsOf('a\nb\x1b[A\x1b[5Ax'));
  });

  it('has rows for whatever is written', () => {
    const codes = fc.constantFrom(
      '\n',
      '\r',
      '\r\n',
      '\x1b[',
      '\x9b',
      '0',
      '7',
      ';',
      '?',
      ':',
      'A',
      'B',
      'E',
      'F',
      'G',
      'J',
      'K',
      'error',
    );
    fc.assert(
      fc.property(fc.array(codes, { maxLength: 60 }), (written) => {
        const text = written.join('');
        const rows = screenRows(text);
        expect(rows.length).toBeLessThanOrEqual(text.split('\n').length);
        for (const row of rows) expect(row.text).not.toContain('\n');
      }),
      { numRuns: 1000 },
    );
  });
});
