import type { Part } from '../../context/context.js';
import type { Judgement } from '../gate/gate.js';
import type { Pass } from '../pass.js';
import { settle } from './settle.js';
import { attempt, judged, type Run, record } from './step.js';

/** Bounds the rounds; one is enough unless several passes could shorten the same part. */
const ROUNDS = 4;

/** What one pass would make of one part. */
interface Offer {
  readonly pass: Pass;
  /** The part's index. */
  readonly at: number;
  readonly part: Part;
  /** Tokens. */
  readonly saved: number;
  /** Facts that would be in no part any more. */
  readonly risked: number;
}

export interface Budget {
  /** Tokens that the parts may take. */
  readonly room: number;
  /** Tokens that parts take. */
  readonly tokens: (parts: readonly Part[]) => number;
  /** What runs anyway, and again over what is left. */
  readonly gentle: readonly Pass[];
  /** What runs on as few parts as it takes. */
  readonly lossy: readonly Pass[];
}

/**
 * Shortens parts by lossy passes until they fit, or nothing is left that may go: greedily, the most tokens per fact lost
 * first, as for a fractional knapsack (G. Dantzig, "Discrete-Variable Extremum Problems", Operations Research 5, 1957).
 * Then what a later and larger saving made needless goes back, so that none of the rest could. O(n log n) in the parts.
 */
export async function meetBudget(given: readonly Part[], budget: Budget, run: Run): Promise<readonly Part[]> {
  let parts = given;
  for (let round = 1; round <= ROUNDS; round++) {
    const excess = budget.tokens(parts) - budget.room;
    if (excess <= 0) break;
    const offers = await offersOn(parts, budget, run);
    const taken = needed(take(offers, parts, excess, run), run);
    if (taken.length === 0) break;
    const next = [...parts];
    for (const { pass, at, before, judgement } of taken) {
      record(pass, [before], judgement, run);
      next[at] = judgement.parts[0]!;
    }
    parts = await settle(budget.gentle, next, run);
  }
  return parts;
}

/** Every offer of the lossy passes, the best first. */
async function offersOn(
  parts: readonly Part[],
  { lossy, gentle }: Budget,
  run: Run,
): Promise<readonly Offer[]> {
  const offers: Offer[] = [];
  for (const pass of lossy) {
    const after = await attempt(pass, parts, run);
    run.onStep(pass, 2 * gentle.length + lossy.length);
    after.forEach((part, at) => {
      const before = parts[at]!;
      if (part === before) return;
      const saved = run.env.count(before.text) - run.env.count(part.text);
      offers.push({ pass, at, part, saved, risked: run.gate.risk(before, part) });
    });
  }
  // Tokens per fact, multiplied out since there may be no fact; the sort is stable, so that equal ones stay in order.
  return offers.sort((a, b) => b.saved * a.risked - a.saved * b.risked || b.saved - a.saved);
}

/** An offer that the gate let stand. */
interface Taken {
  readonly pass: Pass;
  readonly at: number;
  readonly before: Part;
  readonly judgement: Judgement;
  readonly saved: number;
}

function take(
  offers: readonly Offer[],
  parts: readonly Part[],
  excess: number,
  run: Run,
): { readonly taken: readonly Taken[]; readonly spare: number } {
  const { count } = run.env;
  const taken = new Map<number, Taken>();
  let left = excess;
  for (const { pass, at, part } of offers) {
    if (left <= 0) break;
    if (taken.has(at)) continue;
    const before = parts[at]!;
    const judgement = judged(pass, [before], [part], run);
    const saved = count(before.text) - count(judgement.parts[0]!.text);
    if (saved === 0) record(pass, [before], judgement, run);
    else taken.set(at, { pass, at, before, judgement, saved });
    left -= saved;
  }
  return { taken: [...taken.values()], spare: -left };
}

/** Without those that are more than it takes; what lost the most facts for its tokens goes back first. */
function needed({ taken, spare }: ReturnType<typeof take>, run: Run): readonly Taken[] {
  let left = spare;
  return taken
    .toReversed()
    .filter(({ judgement, before, saved }) => {
      const isSpare = saved <= left && run.gate.restore(judgement.parts[0]!, before);
      if (isSpare) left -= saved;
      return !isSpare;
    })
    .toReversed();
}
