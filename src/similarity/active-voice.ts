import { type ClaimWord, isPassedOver } from './claim-words.js';
import { CONNECTIVES, DETERMINERS, isIn, isVerbal, MODALS, PREPOSITIONS } from './function-words.js';

/** "A is called by B" is "B calls A", "A can be called" is "you can call A", "A has been added" is "Added A". */
export function activeVoice(clause: readonly ClaimWord[], isFirst: boolean): readonly ClaimWord[] {
  const lead = clause[0] && (isIn(CONNECTIVES, clause[0]) || clause[0].kind === 'break') ? 1 : 0;
  const [connective, words] = [clause.slice(0, lead), clause.slice(lead)];
  if (/^(?:you|we)$/.test(words[0]?.text ?? '') && words[1] && isIn(MODALS, words[1])) {
    return [...connective, ...words.slice(1)];
  }
  const passive = passiveOf(words);
  if (!passive) return isFirst && words[0]?.form === 'past' ? [HAVE, ...clause] : clause;
  const { subject, chain, verb, behind } = passive;
  const modal = chain.some((read) => isIn(MODALS, read));
  const isPast = !modal && chain.some(({ text }) => text === 'was' || text === 'have' || text === 'had');
  const said = chain.filter(({ text }) => !/^(?:be|was|been|being)$/.test(text));
  const active = [...said, { ...verb, form: isPast ? ('past' as const) : ('plain' as const) }, ...subject];
  const agent = agentIn(behind);
  if (agent) {
    return [
      ...connective,
      ...behind.slice(agent.start, agent.end),
      ...active,
      ...behind.slice(0, agent.by),
      ...behind.slice(agent.end),
    ];
  }
  const isPerfect = chain.some(({ text }) => text === 'have');
  return modal || (isPerfect && isFirst) ? [...connective, ...active, ...behind] : clause;
}

interface Passive {
  readonly subject: readonly ClaimWord[];
  /** Modals, negations, adverbs and auxiliaries before the verb. */
  readonly chain: readonly ClaimWord[];
  readonly verb: ClaimWord;
  readonly behind: readonly ClaimWord[];
}

/** A clause whose first auxiliary, behind a subject, leads to a passive verb. */
function passiveOf(words: readonly ClaimWord[]): Passive | undefined {
  const isChained = (read: ClaimWord) => isVerbal(read) || isPassedOver(read);
  const start = words.findIndex(isVerbal);
  if (start < 1) return undefined;
  let first = start;
  while (first > 1 && isPassedOver(words[first - 1]!)) first--;
  let at = start;
  while (at < words.length && isChained(words[at]!)) at++;
  const chain = words.slice(first, at);
  const subject = words.slice(0, first);
  const isPassive = chain.some(({ text }) => /^(?:be|was|been|being)$/.test(text));
  if (!isPassive || words[at]?.form !== 'past' || subject.some(isBeyondSubject)) return undefined;
  return { subject, chain, verb: words[at]!, behind: words.slice(at + 1) };
}

/** What shows that the words before an auxiliary are more than its subject; an adjective may look like a past form. */
function isBeyondSubject(read: ClaimWord, at: number, words: readonly ClaimWord[]): boolean {
  if (read.kind === 'break' || read.text === 'that') return true;
  return read.form === 'past' && at > 0 && !isIn(DETERMINERS, words[at - 1]!);
}

/** The words of `by B` behind a passive verb. */
function agentIn(behind: readonly ClaimWord[]): { by: number; start: number; end: number } | undefined {
  const by = behind.findIndex(({ text, kind }) => kind === 'break' || text === 'by');
  const next = behind[by + 1];
  if (by < 0 || behind[by]!.kind === 'break' || !next || next.form === 'ing' || /^\d/.test(next.text))
    return undefined;
  let end = by + 1;
  while (end < behind.length && !isAgentEnd(behind[end]!, behind[end + 1])) end++;
  if (behind[end] && isVerbal(behind[end]!)) {
    // Then the verb's own subject, behind an "and", was taken for a part of the agent.
    const and = behind.findIndex(({ text }, at) => at > by && at < end && text === 'and');
    if (and < 0) return undefined;
    end = and;
  }
  return end > by + 1 ? { by, start: by + 1, end } : undefined;
}

function isAgentEnd(read: ClaimWord, next: ClaimWord | undefined): boolean {
  if (read.kind === 'break' || isIn(PREPOSITIONS, read) || isVerbal(read)) return true;
  if (read.kind === 'word' && /^(?:that|not|when)$/.test(read.text)) return true;
  return read.text === 'and' && next?.form === 'past';
}

const HAVE: ClaimWord = { text: 'have', kind: 'word', form: 'plain' };
