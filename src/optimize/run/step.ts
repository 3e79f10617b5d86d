import type { Part } from '../../context/context.js';
import type { Gate, Judgement } from '../gate/gate.js';
import type { Pass, PassEnv } from '../pass.js';
import { applyPass, isSound } from './apply-pass.js';
import { emptyTally, type Tally } from './tally.js';

/** What the passes of one run share. */
export interface Run {
  readonly env: PassEnv;
  readonly gate: Gate;
  readonly preserve: readonly string[];
  /** What each pass did: added to as the run goes on. */
  readonly tallies: Map<Pass, Tally>;
  readonly onStep: (pass: Pass, stepsPlanned: number) => void;
}

/** What a pass makes of the parts, as far as its contract lets it stand. */
export async function attempt(pass: Pass, parts: readonly Part[], run: Run): Promise<readonly Part[]> {
  const tally = tallyOf(pass, run);
  const applied = await applyPass(pass, parts, run.env, run.preserve);
  if (applied.skipped !== undefined) tally.skipped = applied.skipped;
  for (const at of applied.reverted) tally.reverted.add(parts[at]!.id);
  return applied.parts;
}

/** What of it the gate lets stand. */
export function judged(pass: Pass, before: readonly Part[], after: readonly Part[], run: Run): Judgement {
  const { env, gate, preserve } = run;
  return gate.judge(pass.kind, before, after, (part, text) => isSound(part, text, env, preserve));
}

/** Adds to the pass's tally what came of it. */
export function record(pass: Pass, before: readonly Part[], judgement: Judgement, run: Run): void {
  const { env } = run;
  const tally = tallyOf(pass, run);
  for (const at of judgement.undone) tally.undone.add(before[at]!.id);
  for (const [at, facts] of judgement.putBack) tally.putBack.set(before[at]!.id, facts);
  judgement.parts.forEach((now, at) => {
    const part = before[at]!;
    if (now === part) return;
    tally.changed.add(part.id);
    tally.saved += env.count(part.text) - env.count(now.text);
  });
}

/** The passes that changed a part, in their order. @param id of the part */
export function passesOn({ tallies }: Run, id: string): readonly string[] {
  return Array.from(tallies, ([{ name }, { changed }]) => (changed.has(id) ? name : '')).filter(
    (name) => name !== '',
  );
}

function tallyOf(pass: Pass, { tallies }: Run): Tally {
  const tally = tallies.get(pass) ?? emptyTally();
  tallies.set(pass, tally);
  return tally;
}
