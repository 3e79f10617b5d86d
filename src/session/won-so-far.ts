import type { Part } from '../context/context.js';
import type { Decision } from '../store/store.js';
import { againAt } from './decisions.js';
import type { KeyedPart } from './part-keys.js';

/**
 * Tokens that the earlier requests of a conversation did not send for what was taken out, at least: each counts once a
 * request. Of what came before older parts were rewritten last nothing is counted, as that may have been staked then.
 * @param parts of the conversation, in order
 * @param standing the decision for each keyed part
 */
export function wonSoFar(
  parts: readonly Part[],
  keyed: readonly KeyedPart[],
  standing: readonly (Decision | undefined)[],
): number {
  const answers = answersBefore(parts);
  const lookedAgain = new Map(keyed.map(({ at, key }) => [againAt(key), answers[at]!]));
  const since = standing.reduce(
    (latest, decision) => Math.max(latest, lookedAgain.get(decision?.until ?? '') ?? 0),
    0,
  );
  let won = 0;
  let before = 0;
  for (const [index, decision] of standing.entries()) {
    if (!decision) continue;
    const saved = decision.before - decision.after - before;
    before += saved;
    won += saved * (answers.at(-1)! - Math.max(since, answers[keyed[index]!.at]!));
  }
  return Math.max(0, won);
}

/** How many answers of the model stand before each part, and last how many there are. An answer may have several parts. */
function answersBefore(parts: readonly Part[]): readonly number[] {
  const counts: number[] = [];
  let answers = 0;
  for (const [at, { role }] of parts.entries()) {
    counts.push(answers);
    if (role === 'assistant' && parts[at + 1]?.role !== 'assistant') answers++;
  }
  return [...counts, answers];
}
