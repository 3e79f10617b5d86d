import type { Part } from '../../context/context.js';
import type { Pass } from '../pass.js';
import { attempt, judged, type Run, record } from './step.js';

/** Bounds the sweeps over the passes; as a rule nothing changes after the first. */
const SWEEPS = 4;

/**
 * The parts after the passes ran over them, in their order and again until nothing changes: a pass may find work in what
 * a later one did, and only a fixed point makes the whole idempotent.
 */
export async function settle(
  passes: readonly Pass[],
  given: readonly Part[],
  run: Run,
): Promise<readonly Part[]> {
  let parts = given;
  let unchangedBy = 0;
  for (let step = 0; step < SWEEPS * passes.length && unchangedBy < passes.length; step++) {
    const pass = passes[step % passes.length]!;
    const judgement = judged(pass, parts, await attempt(pass, parts, run), run);
    record(pass, parts, judgement, run);
    const isSame = judgement.parts.every((part, at) => part === parts[at]);
    unchangedBy = isSame ? unchangedBy + 1 : 0;
    parts = judgement.parts;
    run.onStep(pass, 2 * passes.length);
  }
  return parts;
}
