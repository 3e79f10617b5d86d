import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Context, type Part, partsOf } from '../../../src/context/context.js';
import { marker } from '../../../src/context/handle.js';
import { factsOf, isCritical } from '../../../src/optimize/facts.js';
import { definePass } from '../../../src/optimize/pass.js';
import { type OptimizeOptions, optimize } from '../../../src/optimize/pipeline.js';
import { contextOf, contexts, textsOf, words } from '../sample-context.js';

/** Keeps some lines of each text of five lines and more, and a marker. */
const keeping = (name: string, keeps: (at: number) => boolean) =>
  definePass({
    name,
    kind: 'lossy',
    run: (parts, env) =>
      parts.map((one) => {
        const lines = one.text.split('\n');
        if (lines.length < 5 || one.text.includes('[ctxopt')) return one;
        const kept = lines.filter((_, at) => keeps(at));
        return { ...one, text: [marker('rest', env.handle(one)), ...kept].join('\n') };
      }),
  });

const halved = keeping('halved', (at) => at % 2 === 0);
const topped = keeping('topped', (at) => at === 0);

const run = (context: Context, options: Partial<OptimizeOptions> = {}) =>
  optimize(context, { level: 'balanced', tokenizer: words, passes: [topped], ...options });

const prose = (name: string, lines: number) =>
  `${name} begins\n${Array.from({ length: lines }, (_, at) => `and ${name} goes on ${'so '.repeat(at % 3)}`).join('\n')}`;
const urls = (name: string, lines: number) =>
  `${name} begins\n${Array.from({ length: lines }, (_, at) => `see https://example.com/${name}/${at}`).join('\n')}`;
const isShortened = (text: string) => text.includes('[ctxopt');

describe('a budget', () => {
  it('is met where the fewest facts go for a token', async () => {
    const context = contextOf([urls('links', 30), prose('prose', 30), urls('more', 30)]);
    const all = partsOf(context).reduce((sum, part) => sum + words.count(part.text), 0);
    const { context: smaller, report } = await run(context, { budget: all - 50 });
    expect(textsOf(smaller).map(isShortened)).toEqual([false, true, false]);
    expect(report.budget).toEqual({ asked: all - 50, met: true, reached: report.after });
    expect(report.facts.leftOut.map(({ kind }) => kind)).not.toContain('url');
  });

  it('leaves whole what a larger saving made needless to touch', async () => {
    const context = contextOf([prose('little', 8), urls('links', 60)]);
    const all = partsOf(context).reduce((sum, part) => sum + words.count(part.text), 0);
    const { context: smaller, report } = await run(context, { budget: all - 200 });
    expect(report.budget?.met).toBe(true);
    expect(textsOf(smaller).map(isShortened)).toEqual([false, true]);
  });

  it('takes of several passes the one that loses less', async () => {
    const text = `start\n${'port 8080 is free\nand so it goes on and on\n'.repeat(9)}`;
    const even = keeping('even', (at) => at % 2 === 0);
    const odd = keeping('odd', (at) => at % 2 === 1);
    const { report } = await run(contextOf([text]), { passes: [even, odd], budget: words.count(text) - 20 });
    expect(report.passes.map(({ name, parts }) => [name, parts])).toEqual([
      ['even', 0],
      ['odd', 1],
    ]);
    expect(report.facts.leftOut).toEqual([]);
  });

  it('that cannot be met faithfully is told how far it got and what stands in the way', async () => {
    const facts = Array.from({ length: 30 }, (_, at) => `src/a.ts(${at},5): error TS2304: No name.`);
    const { report } = await run(contextOf([facts.join('\n'), prose('prose', 30)]), { budget: 10 });
    expect(report.budget).toEqual({
      asked: 10,
      met: false,
      reached: report.after,
      obstacle: '1 part could be shorter only without facts that must survive',
    });
    expect(report.after).toBeLessThan(report.before);
  });
});

describe('the laws of a budget', () => {
  const passes = [halved, topped];
  const setting = fc.record({ context: contexts, budget: fc.integer({ min: 1, max: 500 }) });
  const law = (name: string, check: (context: Context, budget: number) => Promise<void>) =>
    it(name, () =>
      fc.assert(
        fc.asyncProperty(setting, ({ context, budget }) => check(context, budget)),
        { numRuns: 200 },
      ),
    );
  const valuesIn = (parts: readonly Part[]) =>
    new Set(
      parts
        .filter(({ kind }) => kind !== 'opaque')
        .flatMap(({ text }) => factsOf(text))
        .filter(({ kind }) => isCritical(kind))
        .map(({ kind, value }) => `${kind} ${value}`),
    );

  law('is met, or the report says what stands in the way', async (context, budget) => {
    const { report } = await run(context, { passes, budget });
    expect(report.after).toBeLessThanOrEqual(report.before);
    expect(report.budget?.met).toBe(report.after <= budget);
    expect(report.budget?.reached).toBe(report.after);
    expect(report.budget?.obstacle === undefined).toBe(report.after <= budget);
  });

  law('loses no critical fact', async (context, budget) => {
    const { context: smaller } = await run(context, { passes, budget });
    const kept = valuesIn(partsOf(smaller));
    expect([...valuesIn(partsOf(context))].filter((fact) => !kept.has(fact))).toEqual([]);
  });

  law('shortens no part that could have stayed whole', async (context, budget) => {
    const { context: smaller, report } = await run(context, { passes, budget });
    if (!report.budget?.met) return;
    for (const [at, part] of partsOf(smaller).entries()) {
      const whole = partsOf(context)[at]!;
      if (part === whole) continue;
      const longer = words.count(whole.text) - words.count(part.text);
      expect(report.after + longer).toBeGreaterThan(budget);
    }
  });

  law('gives the same again, and leaves its own result alone', async (context, budget) => {
    const once = await run(context, { passes, budget });
    expect(await run(context, { passes, budget })).toEqual(once);
    const twice = await run(once.context, { passes, budget });
    expect(textsOf(twice.context)).toEqual(textsOf(once.context));
  });

  it('loses fewer facts than with everything run, unless it takes everything', async () => {
    const texts = fc.array(
      fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 40 })).map(([isProse, lines]) => ({ isProse, lines })),
      { minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 3000 }), async (given, budget) => {
        const context = contextOf(
          given.map(({ isProse, lines }, at) => (isProse ? prose : urls)(`part${at}`, lines)),
        );
        const some = await run(context, { budget });
        const all = await run(context, { level: 'aggressive' });
        const lost = ({ report }: typeof some) =>
          report.facts.leftOut.reduce((sum, { count }) => sum + count, 0);
        const shortened = ({ context: result }: typeof some) => textsOf(result).filter(isShortened).length;
        expect(shortened(some)).toBeLessThanOrEqual(shortened(all));
        expect(lost(some)).toBeLessThanOrEqual(lost(all));
        if (all.report.after <= budget) expect(some.report.budget?.met).toBe(true);
        if (shortened(some) < shortened(all)) expect(some.report.budget?.met).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
