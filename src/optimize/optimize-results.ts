import type { Part } from '../context/context.js';
import type { Handle } from '../context/handle.js';
import { relatedParts } from './run/related-parts.js';
import { type PassesOptions, runPasses } from './run/run-passes.js';
import { passesOn } from './run/step.js';

/** Neighboring parts, `end` exclusive. */
export interface PartRange {
  readonly start: number;
  readonly end: number;
}

export interface ResultsOptions extends PassesOptions {
  /** Asked before each result: from then on they are left as they are. */
  readonly isOver?: () => boolean;
}

export interface OptimizedResults {
  /** As given, but for what got smaller. */
  readonly parts: readonly Part[];
  /** What the handles in the new texts name. */
  readonly originals: ReadonlyMap<Handle, string>;
  /** The passes that changed a part, in their order, by the part's place. */
  readonly passes: ReadonlyMap<number, readonly string[]>;
  /** How many of the results were looked at; fewer than given if the time was over. */
  readonly looked: number;
}

/**
 * Makes results of tools smaller one after another, each as if the conversation ended with it. So what becomes of one
 * depends only on what stands before it, and holds however the conversation goes on. The other parts are not counted,
 * and no facts are looked for in them but in those that say the same: the cost is that of the results.
 * @param results what one call came to each, in order
 */
export async function optimizeResults(
  parts: readonly Part[],
  results: readonly PartRange[],
  options: ResultsOptions,
): Promise<OptimizedResults> {
  const now = [...parts];
  const originals = new Map<Handle, string>();
  const passes = new Map<number, readonly string[]>();
  const seen = relatedParts();
  const looksBack = options.level !== 'lossless';
  let known = 0;
  let looked = 0;
  for (const { start, end } of results) {
    if (options.isOver?.()) break;
    if (looksBack) for (; known < start; known++) seen.add(now[known]!);
    const given = now.slice(start, end);
    const { parts: after, run, handles } = await runPasses(given, looksBack ? seen.of(given) : [], options);
    for (const [at, part] of after.entries()) {
      if (part === given[at]) continue;
      now[start + at] = part;
      passes.set(start + at, passesOn(run, part.id));
    }
    for (const [handle, original] of handles.namedIn(after)) originals.set(handle, original);
    looked++;
  }
  return { parts: now, originals, passes, looked };
}
