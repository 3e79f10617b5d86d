import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Part } from '../../src/context/context.js';
import { handleOf } from '../../src/context/handle.js';
import { optimizeResults } from '../../src/optimize/optimize-results.js';
import type { Level } from '../../src/optimize/report/report.js';
import { relatedParts } from '../../src/optimize/run/related-parts.js';
import { log, rows, source, testRun } from '../proxy/sample-conversation.js';
import { part, words } from './sample-context.js';

const partsOf = (texts: readonly string[]): readonly Part[] =>
  texts.map((text, at) =>
    part(text, { id: `p${at}`, tool: { callId: `c${at}`, name: 'Bash', input: { command: 'run' } } }),
  );

const each = (parts: readonly Part[], from = 0) =>
  parts.slice(from).map((_, at) => ({ start: from + at, end: from + at + 1 }));

const run = (parts: readonly Part[], from = 0, level: Level = 'balanced') =>
  optimizeResults(parts, each(parts, from), { level, tokenizer: words });

const texts = fc.array(
  fc.oneof(
    fc.nat(2).map((seed) => log(seed, 40)),
    fc.nat(2).map((seed) => rows(seed, 20)),
    fc.nat(2).map((version) => source(1, version)),
    fc.nat(2).map((seed) => testRun(seed)),
    fc.string({ maxLength: 200 }),
  ),
  { minLength: 2, maxLength: 5 },
);

describe('optimizeResults', () => {
  it('makes of a result what stands before it makes of it, whatever comes after', async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.nat(4), async (given, cut) => {
        const parts = partsOf(given);
        const known = 1 + (cut % (parts.length - 1));
        const all = await run(parts);
        const first = await run(parts.slice(0, known));
        expect(first.parts).toEqual(all.parts.slice(0, known));
        const rest = await run([...first.parts, ...parts.slice(known)], known);
        expect(rest.parts.map(({ text }) => text)).toEqual(all.parts.map(({ text }) => text));
      }),
      { numRuns: 30 },
    );
  });

  it('refers to what stands before, and leaves that alone', async () => {
    const parts = partsOf([source(1, 0), 'between', source(1, 0)]);
    const { parts: after, originals, passes, looked } = await run(parts, 2);
    expect(after.slice(0, 2)).toEqual(parts.slice(0, 2));
    expect(after[2]!.text).toMatch(/^\[ctxopt: same as Bash run at p0, ctx:/);
    expect([...originals]).toEqual([[handleOf(source(1, 0)), source(1, 0)]]);
    expect({ passes, looked }).toEqual({ passes: new Map([[2, ['exact-duplicates']]]), looked: 1 });
  });

  it('looks no further when the time is over', async () => {
    const parts = partsOf([log(1, 60), log(2, 60), log(0, 60)]);
    let asked = 0;
    const options = { level: 'balanced' as const, tokenizer: words, isOver: () => asked++ === 1 };
    const { parts: after, looked } = await optimizeResults(parts, each(parts), options);
    expect(looked).toBe(1);
    expect(after[0]!.text.length).toBeLessThan(parts[0]!.text.length / 2);
    expect(after.slice(1)).toEqual(parts.slice(1));
  });
});

describe('relatedParts', () => {
  const line = (name: string) => `a line that says ${name}, long enough to tell`;
  const related = (known: readonly string[], asked: string) => {
    const seen = relatedParts();
    for (const [at, text] of known.entries()) seen.add(part(text, { id: `p${at}` }));
    return seen.of([part(asked)]).map(({ id }) => id);
  };

  it('gives what shares a line, and the newest', () => {
    const filler = Array.from({ length: 10 }, (_, n) => line(`filler ${n}`));
    expect(related([`${line('x')}\nmore`, ...filler], `other\n${line('x')}`)).toEqual([
      'p0',
      'p7',
      'p8',
      'p9',
      'p10',
    ]);
    expect(related(['1\n2\n3', ...filler], '1\n2\n3')).toContain('p0');
    expect(related(['}\n});\n', ...filler], '});\n}\n')).not.toContain('p0');
  });

  it('knows words, which a result may repeat, by what they share only', () => {
    const seen = relatedParts();
    seen.add(part(line('x'), { id: 'asked', role: 'user', kind: 'text' }));
    expect(seen.of([part(line('x'))]).map(({ id }) => id)).toEqual(['asked']);
    expect(seen.of([part(line('y'))])).toEqual([]);
  });

  it('gives no more than so many, those that share most', () => {
    const shared = Array.from({ length: 60 }, (_, n) => line(`shared ${n}`));
    const known = Array.from({ length: 40 }, (_, n) => shared.slice(0, n + 1).join('\n'));
    const found = related([...known, ...Array(6).fill('unrelated')], shared.join('\n'));
    expect(found.length).toBeLessThanOrEqual(20);
    expect(found).toContain('p39');
  });
});
