import type { Part } from '../../context/context.js';
import { isCritical } from '../facts.js';
import type { FactId, FactIndex } from './fact-index.js';
import { putBack } from './put-back.js';

/**
 * How the lines of a fact are put back, one way after the other for as long as it is still gone: alone, undefined; then with
 * those beside them, since a heading that was kept elsewhere says nothing of the line that it stood above; then with so many
 * around them, in which they say what they said.
 */
const WAYS: readonly (number | undefined)[] = [undefined, 0, 1, 8, 40];
/** How often something is put back: the last way again where what came between other lines took a fact from them. */
const MOST_ROUNDS = 8;

/** What is put back into a part after a pass took critical facts out of it. */
export interface Mending {
  /** The facts so far. */
  readonly facts: ReadonlySet<FactId>;
  /**
   * The part as the pass left it, with the lines of what is gone from `now` too. Undefined if nothing critical is gone from
   * it, or nothing helps.
   */
  next(now: Part): Part | undefined;
}

/** @param after what the pass left of `before` */
export function mendingOf(index: FactIndex, before: Part, after: Part): Mending {
  const facts = new Set<FactId>();
  const wanted = new Set<number>();
  const stretches = new Map<number, number>();
  let round = 0;
  return {
    facts,
    next(now) {
      const gone = lostFacts(index, before, now).filter((id) => isCritical(index.fact(id).kind));
      if (gone.length === 0 || round === MOST_ROUNDS) return undefined;
      const around = WAYS[Math.min(round++, WAYS.length - 1)];
      const located = index.critical(before);
      const lines = new Set(gone.flatMap((id) => located.get(id)?.lines ?? []));
      if (around !== undefined && [...lines].every((line) => stretches.get(line) === around))
        return undefined;
      for (const line of lines) {
        if (around === undefined) wanted.add(line);
        else stretches.set(line, around);
      }
      for (const id of gone) facts.add(id);
      const text = putBack(before.text, after.text, wanted, stretches);
      return text === undefined ? undefined : { ...after, text };
    },
  };
}

/** The facts of `before` that are neither in `after` nor in any other part. */
export function lostFacts(index: FactIndex, before: Part, after: Part): readonly FactId[] {
  const kept = new Set(index.of(after));
  return index.of(before).filter((id) => !kept.has(id) && index.holders(id) === 0);
}
