import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Context, partsOf } from '../../../src/context/context.js';
import { criticalFacts } from '../../../src/optimize/gate/critical-facts.js';
import { type OptimizeOptions, optimize } from '../../../src/optimize/pipeline.js';
import { createStaticEmbedder } from '../../../src/similarity/static-embedder.js';
import type { TokenPruner } from '../../../src/similarity/token-pruner.js';
import { tokenizerFor } from '../../../src/tokens/tokenizer-for.js';
import { plantedQuestions } from '../passes/planted-questions.js';
import { contextOf, decodedAgain, part, textsOf } from '../sample-context.js';

const tokenizer = tokenizerFor();
const embedder = createStaticEmbedder(
  readFileSync(path.resolve(import.meta.dirname, '../../../models/static.bin')),
);
const pruner: TokenPruner = {
  id: 'by-length',
  keep: async (texts) => texts.map((words) => Float32Array.from(words, ({ length }) => 1 - 1 / (length + 1))),
};

const alarms = [
  "src/a.ts(3,5): error TS2322: Type 'x' is wrong.",
  '--- FAIL: TestOpen (0.01s)',
  'Exit code 1',
  '"GET /orders HTTP/1.1" 502 157',
  'You must never push to the main branch.',
  'Error: connect ECONNREFUSED 10.0.0.7:5432\n    at connect (src/db.ts:14:9)',
  'AssertionError: expected 3 to be 4',
  '  Traceback (most recent call last):\n    File "app/a.py", line 3, in run\n  ValueError: no such order',
];

/** A planted text, a part of it, with alarms among its lines, as one tool printed it. */
const printed = fc
  .record({
    planted: fc.constantFrom(...plantedQuestions),
    drop: fc.nat(5),
    alarms: fc.array(fc.tuple(fc.constantFrom(...alarms), fc.nat(60)), { maxLength: 4 }),
    file: fc.option(fc.constantFrom('src/a.ts', 'src/b.ts')),
  })
  .map(({ planted, drop, alarms, file }) => {
    const lines = planted.text.split('\n').slice(drop);
    for (const [alarm, place] of alarms) lines.splice(place % (lines.length + 1), 0, alarm);
    const tool = file
      ? { callId: 'r', name: 'Read', input: { file_path: file } }
      : { callId: 'b', name: 'Bash', input: { command: 'npm run it' } };
    return part(lines.join('\n'), { tool });
  });

const conversations: fc.Arbitrary<Context> = fc
  .record({
    results: fc.array(printed, { minLength: 6, maxLength: 24 }),
    asked: fc.constantFrom(...plantedQuestions.map(({ question }) => question), 'yes'),
  })
  .map(({ results, asked }) =>
    contextOf([
      ...results.flatMap((result, at) => [
        part(`I look at ${at}`, { role: 'assistant', kind: 'text' }),
        // Each result is of a call of its own.
        { ...result, tool: { ...result.tool!, callId: `c${at}` } },
      ]),
      part(asked, { role: 'user', kind: 'text' }),
    ]),
  );

const run = (context: Context, options: Partial<OptimizeOptions>) =>
  optimize(context, { level: 'aggressive', tokenizer, aids: { embedder, pruner }, ...options });

const facts = (context: Context) => new Set(partsOf(context).flatMap(({ text }) => [...criticalFacts(text)]));

describe('the lossy passes within an optimization', () => {
  const settings: readonly (readonly [string, Partial<OptimizeOptions>])[] = [
    ['at aggressive', {}],
    ['at aggressive, without an embedder', { aids: {} }],
    ['for a budget', { level: 'balanced', budget: 400 }],
    ['for a budget and a query', { level: 'balanced', budget: 300, query: 'retry delay' }],
  ];
  it.each(settings)('keep every critical fact and the words of people, %s', async (_, options) => {
    let shortened = 0;
    await fc.assert(
      fc.asyncProperty(conversations, async (context) => {
        const { context: smaller, report } = await run(context, options);
        const kept = facts(smaller);
        expect([...facts(context)].filter((fact) => !kept.has(fact))).toEqual([]);
        const [before, after] = [partsOf(context), partsOf(smaller)];
        before.forEach((one, at) => {
          if (one.role !== 'tool') expect(after[at]).toBe(one);
          expect(tokenizer.count(after[at]!.text)).toBeLessThanOrEqual(tokenizer.count(one.text));
        });
        expect(report.passes.flatMap(({ skipped }) => skipped ?? [])).toEqual([]);
        expect(report.passes.map(({ reverted }) => reverted).filter((count) => count > 0)).toEqual([]);
        const lossy = report.passes.filter(({ kind }) => kind === 'lossy');
        shortened += lossy.reduce((sum, { parts }) => sum + parts, 0);
        expect(textsOf((await run(context, options)).context)).toEqual(textsOf(smaller));
        expect(textsOf((await run(decodedAgain(smaller), options)).context)).toEqual(textsOf(smaller));
      }),
      { numRuns: 25 },
    );
    // Not an empty claim: some parts were shortened in most runs.
    expect(shortened).toBeGreaterThan(10);
  });

  it('do nothing at balanced without a budget', async () => {
    await fc.assert(
      fc.asyncProperty(conversations, async (context) => {
        const { report } = await run(context, { level: 'balanced' });
        expect(report.passes.filter(({ kind }) => kind === 'lossy')).toEqual([]);
      }),
      { numRuns: 5 },
    );
  });
});
