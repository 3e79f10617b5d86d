import type { Part } from '../context/context.js';
import { applyPass } from './apply-pass.js';
import type { Gate } from './gate.js';
import type { Pass, PassEnv } from './pass.js';
import { emptyTally, type Tally } from './tally.js';

/** Bounds the sweeps over the passes; as a rule the second changes nothing. */
const SWEEPS = 4;

/** What the passes of one run share. */
export interface Run {
  readonly env: PassEnv;
  readonly gate: Gate;
  readonly preserve: readonly string[];
  /** What each pass did: added to as the run goes on. */
  readonly tallies: Map<Pass, Tally>;
  readonly onStep: (pass: Pass, stepsPlanned: number) => void;
}

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
      parts = await step(pass, parts, run);
      run.onStep(pass, 2 * passes.length);
    }
    if (parts.every((part, at) => part === before[at])) break;
  }
  return parts;
}

/** One pass, as far as its contract and the gate let it stand. */
async function step(
  pass: Pass,
  parts: readonly Part[],
  { env, gate, preserve, tallies }: Run,
): Promise<readonly Part[]> {
  const tally = tallies.get(pass) ?? emptyTally();
  tallies.set(pass, tally);
  const applied = await applyPass(pass, parts, env, preserve);
  if (applied.skipped !== undefined) tally.skipped = applied.skipped;
  for (const at of applied.reverted) tally.reverted.add(at);

  const undone = new Set(gate.judge(pass.kind, parts, applied.parts));
  for (const at of undone) tally.undone.add(at);
  return parts.map((part, at) => {
    const now = applied.parts[at]!;
    if (now === part || undone.has(at)) return part;
    tally.changed.add(at);
    tally.saved += env.count(part.text) - env.count(now.text);
    return now;
  });
}
