import type { Part } from '../../context/context.js';
import type { Pass } from '../pass.js';
import { attempt, judged, type Run, record } from './step.js';

/** Bounds the sweeps over the passes; as a rule the second changes nothing. */
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
  for (let sweep = 1; sweep <= SWEEPS; sweep++) {
    const before = parts;
    for (const pass of passes) {
      const judgement = judged(pass, parts, await attempt(pass, parts, run), run);
      record(pass, parts, judgement, run);
      parts = judgement.parts;
      run.onStep(pass, 2 * passes.length);
    }
    if (parts.every((part, at) => part === before[at])) break;
  }
  return parts;
}
