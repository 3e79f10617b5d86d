import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineReader, type Line } from '../../src/mcp/line-reader.js';

function read(bytes: Buffer, sizes: readonly number[], limit = 1000, long = limit): Line[] {
  const reader = createLineReader(limit, long);
  const lines: Line[] = [];
  let at = 0;
  for (const size of sizes) {
    lines.push(...reader.push(bytes.subarray(at, at + size)));
    at += size;
  }
  return [...lines, ...reader.push(bytes.subarray(at)), ...reader.end()];
}

describe('createLineReader', () => {
  it('gives the same lines however the bytes are cut up', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '\u{1F600}', '\n', '\r\n'), maxLength: 100 });
    fc.assert(
      fc.property(text, fc.array(fc.integer({ min: 0, max: 9 })), (given, sizes) => {
        const expected = given
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== '')
          .map((line) => ({ kind: 'line', text: line }));
        expect(read(Buffer.from(given), sizes)).toEqual(expected);
      }),
    );
  });

  it('gives long lines as the bytes they are', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '\u{1F600}', '\n'), maxLength: 100 });
    fc.assert(
      fc.property(text, fc.array(fc.integer({ min: 0, max: 9 })), (given, sizes) => {
        const lines = read(Buffer.from(given), sizes, 1000, 8);
        const texts = lines.map((line) => {
          if (line.kind === 'long') expect(line.bytes.length).toBeGreaterThanOrEqual(8);
          return line.kind === 'long' ? line.bytes.toString() : line.kind === 'line' ? line.text : '';
        });
        expect(texts).toEqual(given.split('\n').filter((line) => line !== ''));
      }),
    );
  });

  it('keeps the ends of a line that is too long, and goes on after it', () => {
    const long = `{"id":7,${'x'.repeat(200_000)},"end":1}`;
    const lines = read(Buffer.from(`${long}\nnext\n`), [500, 5000, 70_000, 3, 3], 2000);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({ kind: 'too_long' });
    const { head, tail } = lines[0] as { head: string; tail: string };
    expect(head.startsWith('{"id":7,')).toBe(true);
    expect(tail.endsWith(',"end":1}')).toBe(true);
    expect(lines[1]).toEqual({ kind: 'line', text: 'next' });
  });
});
