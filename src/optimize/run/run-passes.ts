import type { Part } from '../../context/context.js';
import { remembering } from '../../tokens/remembering.js';
import type { Tokenizer } from '../../tokens/tokenizer.js';
import { gateOver } from '../gate/gate.js';
import type { Pass, PassAids, PassEnv, PassKind } from '../pass.js';
import { passes as allPasses } from '../passes.js';
import type { Level } from '../report/report.js';
import { type HandleBook, handleBook } from './handle-book.js';
import { settle } from './settle.js';
import type { Run } from './step.js';

export interface PassesOptions {
  readonly level: Level;
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

/** Parts after the passes of a level ran over them, and with what: more may be run. */
export interface Ran {
  readonly parts: readonly Part[];
  readonly run: Run;
  readonly handles: HandleBook;
  /** The passes of the level. */
  readonly chosen: readonly Pass[];
}

const KINDS: Readonly<Record<Level, readonly PassKind[]>> = {
  lossless: ['lossless'],
  balanced: ['lossless', 'reversible'],
  aggressive: ['lossless', 'reversible', 'lossy'],
};

/**
 * Runs the passes over parts, as far as the gate lets their work stand.
 * @param prefix what stands before the parts and does not change. Passes read it, and a fact may go from the parts if it
 *   stands there: the cost grows with it, so give no more than what may have to do with them
 */
export async function runPasses(
  parts: readonly Part[],
  prefix: readonly Part[],
  options: PassesOptions,
): Promise<Ran> {
  const { level, passes = allPasses } = options;
  const given = prefix.length === 0 ? parts : [...prefix, ...parts];
  const handles = handleBook(given);
  const run: Run = {
    env: passEnv(prefix, handles.of, options),
    gate: gateOver(given, handles.of),
    preserve: wantedTexts(options),
    tallies: new Map(),
    onStep: counting(options.onProgress),
  };
  const chosen = passes.filter((pass) => KINDS[level].includes(pass.kind));
  return { parts: await settle(chosen, parts, run), run, handles, chosen };
}

function passEnv(prefix: readonly Part[], handle: PassEnv['handle'], options: PassesOptions): PassEnv {
  const { tokenizer, query, aids } = options;
  const preserve = wantedTexts(options);
  return {
    prefix,
    handle,
    count: remembering(tokenizer).count,
    preserved: (text) => preserve.some((wanted) => text.includes(wanted)),
    ...(query === undefined ? {} : { query }),
    ...aids,
  };
}

/** An empty text stands on every line: nobody means that. */
function wantedTexts({ preserve = [] }: PassesOptions): readonly string[] {
  return preserve.filter((text) => text !== '');
}

function counting(onProgress: PassesOptions['onProgress']): Run['onStep'] {
  let done = 0;
  return (pass, planned) => {
    done++;
    onProgress?.(done, Math.max(done, planned), pass.name);
  };
}
