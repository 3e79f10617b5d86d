import { type Context, type Part, partsOf, withParts } from '../context/context.js';
import type { Handle } from '../context/handle.js';
import type { Tokenizer } from '../tokens/tokenizer.js';
import { partTokens } from './analysis/part-tokens.js';
import { gateOver } from './gate/gate.js';
import type { Pass, PassAids, PassEnv, PassKind } from './pass.js';
import { passes as allPasses } from './passes.js';
import type { Level, OptimizeReport } from './report/report.js';
import { handleBook } from './run/handle-book.js';
import { meetBudget } from './run/meet-budget.js';
import { reportOn } from './run/report-on.js';
import { settle } from './run/settle.js';
import type { Run } from './run/step.js';

export interface OptimizeOptions {
  readonly level: Level;
  /** Tokens aimed at. Where `balanced` does not get there, lossy passes shorten as many parts as it takes. */
  readonly budget?: number;
  /** Texts whose lines stay as they are. */
  readonly preserve?: readonly string[];
  /** What the caller is after. */
  readonly query?: string;
  readonly tokenizer: Tokenizer;
  readonly aids?: PassAids;
  /** Called after each pass. `total` grows where more sweeps are needed than planned. */
  readonly onProgress?: (done: number, total: number, message: string) => void;
  /** The passes to choose from, in their order; all of ctxopt's if absent. */
  readonly passes?: readonly Pass[];
}

export interface Optimized {
  /** The very context that was given if nothing was gained. */
  readonly context: Context;
  readonly report: OptimizeReport;
  /** What the handles in the context name, to be kept before the context is given out. */
  readonly originals: ReadonlyMap<Handle, string>;
}

const KINDS: Readonly<Record<Level, readonly PassKind[]>> = {
  lossless: ['lossless'],
  balanced: ['lossless', 'reversible'],
  aggressive: ['lossless', 'reversible', 'lossy'],
};

/**
 * Makes a context smaller. Deterministic, never more tokens in any part, and idempotent: the result put in again comes
 * out as it is. The frozen parts and those that are not editable come back as they were. A pass that fails is
 * skipped and named in the report. Near-linear in the length of the texts.
 */
export async function optimize(context: Context, options: OptimizeOptions): Promise<Optimized> {
  const { level, budget, passes = allPasses } = options;
  const given = partsOf(context);
  const frozen = given.slice(0, context.frozen);
  const handles = handleBook(given);
  const run: Run = {
    env: passEnv(frozen, handles.of, options),
    gate: gateOver(given, handles.of),
    preserve: wantedTexts(options),
    tallies: new Map(),
    onStep: counting(options.onProgress),
  };
  const tokens = (parts: readonly Part[]) =>
    parts.reduce((sum, part) => sum + partTokens(part, run.env.count), 0);
  const chosen = passes.filter((pass) => KINDS[level].includes(pass.kind));

  let parts = await settle(chosen, given.slice(context.frozen), run);
  if (budget !== undefined && level === 'balanced') {
    const lossy = passes.filter((pass) => pass.kind === 'lossy');
    parts = await meetBudget(parts, { room: budget - tokens(frozen), tokens, gentle: chosen, lossy }, run);
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

function passEnv(prefix: readonly Part[], handle: PassEnv['handle'], options: OptimizeOptions): PassEnv {
  const { tokenizer, query, aids } = options;
  const preserve = wantedTexts(options);
  const counts = new Map<string, number>();
  return {
    prefix,
    handle,
    count(text) {
      const count = counts.get(text) ?? tokenizer.count(text);
      counts.set(text, count);
      return count;
    },
    preserved: (text) => preserve.some((wanted) => text.includes(wanted)),
    ...(query === undefined ? {} : { query }),
    ...aids,
  };
}

/** An empty text stands on every line: nobody means that. */
function wantedTexts({ preserve = [] }: OptimizeOptions): readonly string[] {
  return preserve.filter((text) => text !== '');
}

function counting(onProgress: OptimizeOptions['onProgress']): Run['onStep'] {
  let done = 0;
  return (pass, planned) => {
    done++;
    onProgress?.(done, Math.max(done, planned), pass.name);
  };
}
