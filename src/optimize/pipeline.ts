import { type Context, type Part, partsOf, withParts } from '../context/context.js';
import type { Handle } from '../context/handle.js';
import { partTokens } from './analysis/part-tokens.js';
import { passes as allPasses } from './passes.js';
import type { OptimizeReport } from './report/report.js';
import { meetBudget } from './run/meet-budget.js';
import { reportOn } from './run/report-on.js';
import { type PassesOptions, runPasses } from './run/run-passes.js';

export interface OptimizeOptions extends PassesOptions {
  /** Tokens aimed at. Where `balanced` does not get there, lossy passes shorten as many parts as it takes. */
  readonly budget?: number;
}

export interface Optimized {
  /** The very context that was given if nothing was gained. */
  readonly context: Context;
  readonly report: OptimizeReport;
  /** What the handles in the context name, to be kept before the context is given out. */
  readonly originals: ReadonlyMap<Handle, string>;
}

/**
 * Makes a context smaller. Deterministic, never more tokens in any part, and idempotent: the result put in again comes
 * out as it is. The frozen parts and those that are not editable come back as they were. A pass that fails is
 * skipped and named in the report. Near-linear in the length of the texts.
 */
export async function optimize(context: Context, options: OptimizeOptions): Promise<Optimized> {
  const { level, budget, passes = allPasses } = options;
  const given = partsOf(context);
  const frozen = given.slice(0, context.frozen);
  const ran = await runPasses(given.slice(context.frozen), frozen, options);
  const { run, handles } = ran;
  const tokens = (parts: readonly Part[]) =>
    parts.reduce((sum, part) => sum + partTokens(part, run.env.count), 0);

  let { parts } = ran;
  if (budget !== undefined && level === 'balanced') {
    const lossy = passes.filter((pass) => pass.kind === 'lossy');
    parts = await meetBudget(
      parts,
      { room: budget - tokens(frozen), tokens, gentle: ran.chosen, lossy },
      run,
    );
  }

  const result = [...frozen, ...parts];
  const isSame = result.every((part, at) => part === given[at]);
  return {
    context: isSame ? context : withParts(context, result),
    report: reportOn({
      options,
      before: tokens(given),
      after: tokens(result),
      fixed: {
        frozen: tokens(frozen),
        uneditable: tokens(parts.filter((part) => !part.editable)),
        words: tokens(parts.filter((part) => part.editable && part.role !== 'tool')),
      },
      tallies: run.tallies,
      facts: run.gate.account(result),
    }),
    originals: handles.namedIn(result),
  };
}
