import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { putBack } from '../../../src/optimize/gate/put-back.js';

const MARKER = '[ctxopt: rest, ctx:0123456789ab]';

describe('putBack', () => {
  it('puts lines back in their places, behind the markers there', () => {
    const before = 'a\nb\nc\nd\ne';
    expect(putBack(before, `a\n${MARKER}\ne`, new Set([1, 3]))).toBe(`a\n${MARKER}\nb\nd\ne`);
    expect(putBack(before, `${MARKER}`, new Set([4, 0]))).toBe(`${MARKER}\na\ne`);
    expect(putBack(before, `b\nd\n${MARKER}`, new Set([0, 2]))).toBe(`a\nb\nc\nd\n${MARKER}`);
  });

  it('does not double a line that was kept', () => {
    expect(putBack('a\nb\nc', `a\n${MARKER}`, new Set([0, 2]))).toBe(`a\n${MARKER}\nc`);
  });

  it('gives the lines back with their terminal codes and line ends', () => {
    expect(putBack('a\r\n\x1b[31mb\x1b[0m\r\nc', MARKER, new Set([1]))).toBe(`${MARKER}\n\x1b[31mb\x1b[0m\r`);
  });

  it('gives back the whole line where it stands for several of the plain text', () => {
    expect(putBack('10 %\r20 %\r\nb\nc', MARKER, new Set([1, 3]))).toBe(`${MARKER}\n10 %\r20 %\r\nc`);
    const rows = ['{"a":"b\\nc"}', '{"a":"d"}', '{"a":"e\\nf"}'];
    expect(putBack(rows.join('\n'), MARKER, new Set([6]))).toBe(`${MARKER}\n${rows[2]}`);
  });

  it('gives up where the lines of the plain text are read from several of the text', () => {
    expect(putBack('{\n"a":"b\\nc",\n"d":[1]}', MARKER, new Set([0]))).toBeUndefined();
  });

  it('puts stretches back in one piece, with lines that were kept and with so many around them', () => {
    const before = 'a\nb\nc\nd\ne\nf';
    const stretches = (...given: [line: number, around: number][]) => new Map(given);
    const none = new Set<number>();
    expect(putBack(before, `b\n${MARKER}\nf`, none, stretches([1, 0], [2, 0]))).toBe(`b\n${MARKER}\nb\nc\nf`);
    expect(putBack(before, MARKER, none, stretches([0, 1], [5, 1]))).toBe(`${MARKER}\na\nb\ne\nf`);
    expect(putBack(before, `c\n${MARKER}`, none, stretches([1, 9], [3, 0]))).toBe(`${before}\nc\n${MARKER}`);
    expect(putBack(before, MARKER, new Set([2, 5]), stretches([2, 1]))).toBe(`${MARKER}\nb\nc\nd\nf`);
  });

  it('keeps every line that was kept and adds those wanted, in their order', () => {
    const distinct = fc
      .array(fc.nat(), { minLength: 1, maxLength: 60 })
      .map((all) => all.map((_, at) => `l${at}`));
    const sets = fc.uniqueArray(fc.nat(59)).map((all) => new Set(all));
    fc.assert(
      fc.property(distinct, sets, sets, (lines, kept, wanted) => {
        const isThere = (_: string, at: number) => kept.has(at);
        const after = [MARKER, ...lines.filter(isThere)].join('\n');
        const inside = new Set([...wanted].filter((at) => at < lines.length));
        expect(putBack(lines.join('\n'), after, inside)).toBe(
          [MARKER, ...lines.filter((_, at) => kept.has(at) || inside.has(at))].join('\n'),
        );
      }),
    );
  });

  it('is done with a million equal lines', () => {
    const before = 'same\n'.repeat(1_000_000);
    const all = new Set(Array.from({ length: 1_000_001 }, (_, at) => at));
    expect(putBack(before, MARKER, all)).toBe(`${MARKER}\n${before}`);
  });
});
