import { type Context, type Part, partsOf } from '../../context/context.js';
import type { Pass, PassAids } from '../pass.js';
import { passes as allPasses } from '../passes.js';
import { optimize } from '../pipeline.js';
import type { OptimizeReport } from '../report/report.js';
import type { PassesOptions } from '../run/run-passes.js';
import type { Finding } from './analysis.js';
import { findingOf } from './findings.js';
import type { CountedPart } from './slices.js';

/** What level balanced does to a context, and what each pass took out of it. */
export interface BalancedRun {
  readonly context: Context;
  readonly report: OptimizeReport;
  /** By the pass that takes out waste, the tokens that it took and nothing put back, after those before it: they do not overlap. */
  readonly findings: readonly Finding[];
}

export interface BalancedRunOptions extends Pick<PassesOptions, 'tokenizer' | 'onProgress'> {
  readonly aids: PassAids;
}

/** Runs level balanced over all of a context. Costs what `optimize` costs. */
export async function balancedRun(context: Context, options: BalancedRunOptions): Promise<BalancedRun> {
  const saved = new Map<Pass, Map<string, CountedPart>>();
  let last: { readonly pass: Pass; readonly parts: readonly Part[] } | undefined;

  /** What stood of the last pass's work shows when the next one is given its parts. */
  function settleLast(now: readonly Part[], count: (text: string) => number): void {
    if (!last) return;
    const own = saved.get(last.pass) ?? new Map<string, CountedPart>();
    saved.set(last.pass, own);
    for (const [at, part] of last.parts.entries()) {
      if (part === now[at]) continue;
      const before = own.get(part.id)?.tokens ?? 0;
      own.set(part.id, { part, tokens: before + count(part.text) - count(now[at]!.text) });
    }
  }

  const passes = allPasses.map(
    (pass): Pass => ({
      ...pass,
      run(parts, env) {
        settleLast(parts, env.count);
        last = { pass, parts };
        return pass.run(parts, env);
      },
    }),
  );
  const optimized = await optimize(context, { ...options, level: 'balanced', passes });
  settleLast(partsOf(optimized.context).slice(context.frozen), options.tokenizer.count);
  return {
    context: optimized.context,
    report: optimized.report,
    findings: [...saved].flatMap(([{ name, waste }, concerned]) =>
      waste === undefined ? [] : [findingOf(name, waste, [...concerned.values()])],
    ),
  };
}
