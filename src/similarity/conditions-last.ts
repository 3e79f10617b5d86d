import type { ClaimWord } from './claim-words.js';
import { CONNECTIVES, isIn, isNegation, isVerbal, PREPOSITIONS, PRONOUNS } from './function-words.js';

/** "If A, B" is "B if A", and so is "In A, B". Where B speaks of A's subject as "it", A does so behind B. */
export function conditionsLast(words: readonly ClaimWord[]): readonly ClaimWord[] {
  let now = words;
  for (let turns = 0; turns < 3; turns++) {
    const first = now[0];
    if (!first || !isAdjunct(first, now[1])) break;
    const end = first.text === 'by-default' ? 1 : now.findIndex(isBoundary);
    if (end < 1 || end + 1 >= now.length) break;
    const behind = now.slice(isBoundary(now[end]!) ? end + 1 : end);
    const [main, adjunct] = withSubjectFirst(behind, now.slice(0, end));
    now = [...main, ...adjunct];
  }
  return now;
}

/** Whether a sentence's first words set the scene: "When …", "In …", "Every 5 seconds". */
function isAdjunct(first: ClaimWord, next: ClaimWord | undefined): boolean {
  return (
    isIn(CONNECTIVES, first) ||
    isIn(PREPOSITIONS, first) ||
    (first.text === 'all' && next?.kind === 'literal')
  );
}

function isBoundary({ text, kind }: ClaimWord): boolean {
  return (kind === 'break' && text === ',') || (kind === 'word' && text === 'then');
}

function withSubjectFirst(
  main: readonly ClaimWord[],
  adjunct: readonly ClaimWord[],
): readonly [readonly ClaimWord[], readonly ClaimWord[]] {
  const pronouns = main.flatMap((read, at) => (isIn(PRONOUNS, read) ? [at] : []));
  const verb = adjunct.findIndex((read) => isVerbal(read) || isNegation(read));
  const isClause = isIn(CONNECTIVES, adjunct[0]!) && verb > 1 && !isIn(PRONOUNS, adjunct[1]!);
  if (pronouns.length !== 1 || !isClause) return [main, adjunct];
  const [pronoun] = pronouns as [number];
  // In "when A is idle, it stops B" the pronoun must stay, or "A stops B when it is idle" could mean either.
  if (pronoun === 0 && main[1] && !isVerbal(main[1])) return [main, adjunct];
  return [
    [...main.slice(0, pronoun), ...adjunct.slice(1, verb), ...main.slice(pronoun + 1)],
    [adjunct[0]!, main[pronoun]!, ...adjunct.slice(verb)],
  ];
}
