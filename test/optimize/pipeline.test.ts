import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsOf } from '../../src/context/context.js';
import { handleOf, marker } from '../../src/context/handle.js';
import { definePass, type Pass, type PassKind } from '../../src/optimize/pass.js';
import { passes as realPasses } from '../../src/optimize/passes.js';
import { type OptimizeOptions, optimize } from '../../src/optimize/pipeline.js';
import { contextOf, contexts, decodedAgain, part, textsOf, words } from './sample-context.js';

/** Changes each text by a function; leaves a handle behind where the kind demands one. */
function passOf(kind: PassKind, change: (text: string) => string, name = `test-${kind}`): Pass {
  return definePass({
    name,
    kind,
    run: (parts, env) =>
      parts.map((one) => {
        const text = change(one.text);
        if (text === one.text) return one;
        return { ...one, text: kind === 'lossless' ? text : `${text}\n${marker('rest', env.handle(one))}` };
      }),
  });
}

const squeeze = passOf('lossless', (text) => text.replace(/ {2,}/g, ' '), 'squeeze');
const firstLine = passOf(
  'reversible',
  (text) => (text.includes('[ctxopt') ? text : text.split('\n')[0]!),
  'first-line',
);
const digest = passOf('lossy', (text) => (text.includes('[ctxopt') ? text : text.split(' ')[0]!), 'digest');

const run = (parts: Parameters<typeof contextOf>[0], options: Partial<OptimizeOptions> = {}, frozen = 0) =>
  optimize(contextOf(parts, frozen), {
    level: 'balanced',
    tokenizer: words,
    passes: [squeeze, firstLine, digest],
    ...options,
  });

const untouched = { reverted: 0, putBack: 0, undone: 0 };

const long = `kept\n${'and on it goes\n'.repeat(20)}`;

describe('optimize', () => {
  it('runs the passes that the level allows', async () => {
    const ran = async (level: OptimizeOptions['level']) =>
      (await run([long], { level })).report.passes.map((pass) => pass.name);
    expect(await ran('lossless')).toEqual(['squeeze']);
    expect(await ran('balanced')).toEqual(['squeeze', 'first-line']);
    expect(await ran('aggressive')).toEqual(['squeeze', 'first-line', 'digest']);
  });

  it('gives the original of what it took out, under the handle that stands there', async () => {
    const { context, originals, report } = await run([long, 'short']);
    const handle = handleOf(long);
    expect(textsOf(context)).toEqual([`kept\n${marker('rest', handle)}`, 'short']);
    expect([...originals]).toEqual([[handle, long]]);
    expect(report).toMatchObject({ before: words.count(long) + 1, tokenizer: { id: 'words', exact: true } });
    expect(report.after).toBe(textsOf(context).reduce((sum, text) => sum + words.count(text), 0));
    expect(report.passes).toEqual([
      { name: 'squeeze', kind: 'lossless', saved: 0, parts: 0, ...untouched },
      { name: 'first-line', kind: 'reversible', saved: report.before - report.after, parts: 1, ...untouched },
    ]);
  });

  it('keeps no original for a change without a handle', async () => {
    const { context, originals } = await run(['a   b']);
    expect(textsOf(context)).toEqual(['a   b']);
    expect(originals.size).toBe(0);
  });

  it('lets nobody touch the frozen prefix or what is not editable, but lets passes read it', async () => {
    let seen: readonly string[] = [];
    const looker = definePass({
      name: 'looker',
      kind: 'lossless',
      run(parts, env) {
        seen = env.prefix.map((one) => one.text);
        return parts;
      },
    });
    const { context, report } = await run(
      [long, part(long, { editable: false }), long],
      { passes: [looker, firstLine] },
      1,
    );
    expect(seen).toEqual([long]);
    expect(textsOf(context).slice(0, 2)).toEqual([long, long]);
    expect(textsOf(context)[2]).toContain('[ctxopt: rest');
    expect(report.passes[1]).toMatchObject({ parts: 1, reverted: 1 });
  });

  it.each<[string, Pass['run'], string]>([
    [
      'throws',
      () => {
        throw new Error('boom');
      },
      'it failed: boom',
    ],
    ['returns fewer parts', (parts) => parts.slice(1), 'it returned 1 parts of 2'],
    ['moves parts', (parts) => parts.toReversed(), 'it moved or renamed the part p0'],
  ])('skips and names a pass that %s, and goes on', async (_, broken, skipped) => {
    const pass = definePass({ name: 'broken', kind: 'reversible', run: broken });
    const { context, report } = await run([long, 'b'], { passes: [pass, firstLine] });
    expect(report.passes[0]).toMatchObject({ name: 'broken', skipped, saved: 0, parts: 0 });
    expect(textsOf(context)[0]).toContain('kept\n[ctxopt');
  });

  it('takes only the text of what a pass returns', async () => {
    const forger = definePass({
      name: 'forger',
      kind: 'reversible',
      run: (parts, env) =>
        parts.map((one) => ({ ...one, text: env.handle(one), role: 'user', kind: 'opaque' })),
    });
    const [changed] = partsOf((await run([long], { passes: [forger] })).context);
    expect(changed).toMatchObject({
      role: 'tool',
      kind: 'tool_result',
      text: handleOf(long),
      source: { text: long },
    });
  });

  it.each<[string, (text: string) => string]>([
    ['grew', (text) => `${text} ${text}`],
    ['went blank', () => '\n'],
  ])('puts back a part that %s', async (_, change) => {
    const { context, report } = await run([long], {
      passes: [
        definePass({
          name: 'bad',
          kind: 'lossy',
          run: (parts) => parts.map((one) => ({ ...one, text: change(one.text) })),
        }),
      ],
      level: 'aggressive',
    });
    expect(textsOf(context)).toEqual([long]);
    expect(report.passes[0]).toMatchObject({ reverted: 1, parts: 0, saved: 0 });
  });

  it('keeps every line with a preserved text as it is', async () => {
    const text = `first\n${'x y z\n'.repeat(9)}KEEP  this one\nKEEP  this one\nend`;
    const whole = await run([text], { preserve: ['KEEP', ''] });
    expect(textsOf(whole.context)).toEqual([text]);
    expect(whole.report.passes[1]).toMatchObject({ name: 'first-line', reverted: 1, parts: 0 });
    const other = await run([text], { preserve: ['first', 'not there'] });
    expect(textsOf(other.context)[0]).toContain('first\n[ctxopt');
    const lines = await run([text], { preserve: ['z\nKEEP'] });
    expect(textsOf(lines.context)[0]).toContain('z\nKEEP');
  });

  it('sweeps again until nothing changes', async () => {
    const join = passOf('lossless', (text) => text.replace('one two', 'three'), 'join');
    const clear = passOf('lossless', (text) => text.replace('mid ', ''), 'clear');
    const { context, report } = await run(['one mid mid two'], { passes: [join, clear], level: 'lossless' });
    expect(textsOf(context)).toEqual(['three']);
    expect(report.passes).toMatchObject([
      { name: 'join', saved: 2, parts: 1 },
      { name: 'clear', saved: 4, parts: 1 },
    ]);
  });

  it('stops when each pass in turn has nothing more to do', async () => {
    const join = passOf('lossless', (text) => text.replace('one two', 'three'), 'join');
    const clear = passOf('lossless', (text) => text.replace('mid ', ''), 'clear');
    const steps: string[] = [];
    await run(['one mid two'], {
      passes: [join, clear],
      level: 'lossless',
      onProgress: (_done, _total, name) => steps.push(name),
    });
    expect(steps).toEqual(['join', 'clear', 'join', 'clear', 'join']);
  });

  it('tells after each pass how far it is', async () => {
    const steps: [number, number, string][] = [];
    await run([long], { onProgress: (...step) => steps.push(step) });
    expect(steps.map(([done]) => done)).toEqual(steps.map((_, at) => at + 1));
    expect(steps.every(([done, total]) => done <= total)).toBe(true);
    expect(steps[0]![2]).toBe('squeeze');
  });

  it('returns the very context where there is nothing to gain, and says why', async () => {
    const context = contextOf(['short']);
    const result = await optimize(context, { level: 'balanced', tokenizer: words });
    expect(result.context).toBe(context);
    expect(result.report.unchanged).toBe('no pass found anything to take out');
    expect((await optimize(contextOf([]), { level: 'balanced', tokenizer: words })).report.unchanged).toBe(
      'there is no text in it',
    );
    expect((await run([long], {}, 1)).report.unchanged).toBe('all of it is cached or must not be edited');
  });
});

describe('a budget', () => {
  const text =
    'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen';

  it('runs lossy passes only where the gentle ones do not meet it', async () => {
    const met = await run([long], { budget: 40 });
    expect(met.report.budget).toEqual({ asked: 40, met: true, reached: met.report.after });
    expect(met.report.passes.map((pass) => pass.name)).toEqual(['squeeze', 'first-line']);
    const lossy = await run([text], { budget: 15 });
    expect(lossy.report.passes.map((pass) => pass.name)).toContain('digest');
    expect(lossy.report.budget).toEqual({ asked: 15, met: true, reached: lossy.report.after });
  });

  it('never runs a lossy pass at level lossless, and says what stands in the way', async () => {
    const { report } = await run([text], { budget: 5, level: 'lossless' });
    expect(report.budget).toEqual({
      asked: 5,
      met: false,
      reached: words.count(text),
      obstacle: 'level lossless takes nothing out; balanced would',
    });
    const frozen = (await run([text, 'Exit code 1 '.repeat(9)], { budget: 2 }, 1)).report.budget;
    expect(frozen).toMatchObject({ met: false });
    expect(frozen?.obstacle).toContain(`${words.count(text)} tokens stand in a cached prefix`);
    const one = (await run(['ok', 'Exit code 1 '.repeat(9)], { budget: 2 }, 1)).report.budget;
    expect(one?.obstacle).toContain('1 token stands in a cached prefix');
  });
});

describe.each([
  ['its own passes', [squeeze, firstLine, digest]],
  ['the real passes', realPasses],
])('the laws of optimize with %s', (_, passes) => {
  const options = fc.record({
    level: fc.constantFrom<OptimizeOptions['level']>('lossless', 'balanced', 'aggressive'),
    budget: fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined }),
    preserve: fc.constantFrom<readonly string[]>([], ['INFO'], ['must not']),
  });
  const settled = ({
    budget,
    ...rest
  }: {
    level: OptimizeOptions['level'];
    budget: number | undefined;
    preserve: readonly string[];
  }): OptimizeOptions => ({
    ...rest,
    ...(budget === undefined ? {} : { budget }),
    tokenizer: words,
    passes,
  });

  it('is deterministic, idempotent and never larger', async () => {
    await fc.assert(
      fc.asyncProperty(contexts, options, async (context, given) => {
        const once = await optimize(context, settled(given));
        expect(await optimize(context, settled(given))).toEqual(once);
        expect(once.report.after).toBeLessThanOrEqual(once.report.before);
        const twice = await optimize(once.context, settled(given));
        expect(textsOf(twice.context)).toEqual(textsOf(once.context));
        expect(twice.originals).toEqual(once.originals);
        const again = await optimize(decodedAgain(once.context), settled(given));
        expect(textsOf(again.context)).toEqual(textsOf(once.context));
      }),
      { numRuns: 150 },
    );
  });

  it('gives every original back, and names only handles that are there', async () => {
    await fc.assert(
      fc.asyncProperty(contexts, options, async (context, given) => {
        const { context: smaller, originals, report } = await optimize(context, settled(given));
        const texts = textsOf(context);
        for (const [handle, original] of originals) {
          expect(texts).toContain(original);
          expect(handleOf(original)).toBe(handle);
        }
        const shown = textsOf(smaller).join('\n');
        for (const { handle } of report.facts.leftOut) {
          expect(shown).toContain(handle);
          expect(originals.has(handle)).toBe(true);
        }
        if (given.level === 'lossless') expect(report.facts.leftOut).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
