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

  it('gives up where the lines of the plain text are not those of the text', () => {
    expect(putBack('{"a":"b\\nc"}', MARKER, new Set([0]))).toBeUndefined();
    expect(putBack('10 %\r20 %\nb', MARKER, new Set([0]))).toBeUndefined();
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
