import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Part } from '../../../src/context/context.js';
import { sampleOf } from '../../../src/optimize/analysis/sample.js';

const POINTS = 60;

function result(text: string, at: number, name = 'Bash'): Part {
  const id = `messages.${at}.content.0`;
  const source = { start: 0, end: text.length, text, encoding: 'raw' } as const;
  const tool = { callId: `c${at}`, name };
  return { id, kind: 'tool_result', role: 'tool', text, source, editable: true, tool };
}

const results = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 40_000 }), fc.constantFrom('Bash', 'Read', 'Grep')), {
    minLength: 1,
    maxLength: 40,
  })
  .map((shapes) =>
    shapes.map(([length, name], at) => result(`${'line of text\n'.repeat(length / 13)}end`, at, name)),
  );

describe('the sample of a context', () => {
  it('gives each part the share that it has in the context, but for less than a point', () => {
    fc.assert(
      fc.property(results, (parts) => {
        const letters = parts.reduce((sum, { text }) => sum + text.length, 0);
        const points = new Map<string, number>();
        for (const { part, points: own } of sampleOf(parts).groups.flat())
          points.set(part.id, (points.get(part.id) ?? 0) + own);
        for (const { id, text } of parts)
          expect(Math.abs((points.get(id) ?? 0) - (POINTS * text.length) / letters)).toBeLessThan(1);
        expect([...points.values()].reduce((sum, own) => sum + own)).toBe(POINTS);
      }),
      { numRuns: 50 },
    );
  });

  it('looks into what passes may rewrite, in the order of the context, and at nothing that is not there', () => {
    fc.assert(
      fc.property(results, (parts) => {
        const words: Part = { ...result('words '.repeat(5000), 99), kind: 'text', role: 'user' };
        const order = parts.map(({ id }) => id);
        const sample = sampleOf([words, ...parts]);
        expect(sample.of).toBe(parts.length);
        for (const group of sample.groups) {
          const at = group.map(({ part }) => order.indexOf(part.id));
          expect(at).toEqual([...new Set(at)].sort((a, b) => a - b));
          expect(at).not.toContain(-1);
          for (const { part, whole } of group) {
            expect(part.text.length).toBeLessThanOrEqual(whole.text.length);
            const lines = new Set(part.text.split('\n'));
            expect([...lines].filter((line) => !['line of text', 'end', ''].includes(line))).toEqual([]);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('takes of a long text whole lines from all over it, and little of it', () => {
    const text = Array.from({ length: 400_000 }, (_, at) => `line ${at} of many`).join('\n');
    const { groups, parts, of } = sampleOf([result(text, 0)]);
    expect([parts, of]).toEqual([1, 1]);
    const seen = groups.flatMap((group) =>
      group.flatMap(({ part }) => part.text.split('\n').filter(Boolean)),
    );
    const lines = new Set(text.split('\n'));
    expect(seen.filter((line) => !lines.has(line))).toEqual([]);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.join('\n').length).toBeLessThan(0.2 * text.length);
    const tenths = new Set(seen.map((line) => Math.floor(Number(line.split(' ')[1]) / 40_000)));
    expect(tenths.size).toBe(10);
  });

  it('cuts a text without line ends all the same', () => {
    const [group] = sampleOf([result('a'.repeat(5_000_000), 0)]).groups;
    expect(group![0]!.part.text.length).toBeLessThan(500_000);
    expect(group![0]!.part.text.length).toBeGreaterThan(10_000);
  });

  it('has all tools and sizes of which there is as much as between two points', () => {
    const parts = Array.from({ length: 900 }, (_, at) =>
      result('text\n'.repeat(at % 2 ? 40 : 400), at, ['Bash', 'Read', 'Grep'][at % 3]!),
    );
    const seen = sampleOf(parts).groups.flatMap((group) =>
      group.map(({ part }) => `${part.tool!.name} ${part.text.length}`),
    );
    expect(new Set(seen).size).toBe(6);
  });

  it('is empty where nothing may be rewritten', () => {
    expect(sampleOf([]).groups.flat()).toEqual([]);
    expect(sampleOf([result('', 0)]).groups.flat()).toEqual([]);
  });
});
