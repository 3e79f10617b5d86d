import type { Decision } from '../store/store.js';

/**
 * What a decision holds until that was taken when all was looked at again, at the part of that key: apart from the key
 * itself, under which that part has a decision of its own already.
 */
export function againAt(key: string): string {
  return [...key].reverse().join('');
}

/**
 * The decision that stands for each part of a conversation: of those under its key that hold for it, the one that was
 * taken with the most of it in view.
 * @param keys of the conversation's parts, in order
 * @param found what the store has under them, in no order
 */
export function decisionsFor<D extends Decision>(
  keys: readonly string[],
  found: readonly D[],
): readonly (D | undefined)[] {
  const places = new Map(keys.map((key, at) => [key, at]));
  const reached = new Map(
    keys.flatMap((key, at): [string, number][] => [
      [key, 2 * at],
      [againAt(key), 2 * at + 1],
    ]),
  );
  const standing: (D | undefined)[] = keys.map(() => undefined);
  for (const decision of found) {
    const [at, until] = [places.get(decision.key), reached.get(decision.until)];
    if (at === undefined || until === undefined) continue;
    const known = standing[at];
    if (!known || reached.get(known.until)! < until) standing[at] = decision;
  }
  return standing;
}

/**
 * The same decisions, but that what does not stand goes out as it came, and no pass is said to have looked at it.
 * @param last the decision for what stands before the first of them, if there is one
 */
export function asTheyCame(
  decisions: readonly Decision[],
  last: Decision | undefined,
  stands: (decision: Decision) => boolean = () => false,
): readonly Decision[] {
  let reached = savedBy(last);
  let saved = reached;
  return decisions.map((decision) => {
    const { key, until, before } = decision;
    const isStanding = stands(decision);
    if (isStanding) saved += savedBy(decision) - reached;
    reached = savedBy(decision);
    return { ...(isStanding ? decision : { key, until, before }), after: Math.max(0, before - saved) };
  });
}

function savedBy(decision: Decision | undefined): number {
  return decision ? decision.before - decision.after : 0;
}

/** The row that tells that a session has been seen. */
export function sessionSeen(sessionKey: string): Decision {
  return { key: sessionKey, until: sessionKey, before: 0, after: 0 };
}
