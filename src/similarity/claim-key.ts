import { type ClaimWord, claimWords, isPassedOver } from './claim-words.js';
import { withoutInflection } from './inflection.js';

/** Letters of a sentence beyond which it is no sentence. */
const MAX_LENGTH = 1000;

const CONNECTIVES = setOf(
  'if unless because before after while until although so but where whereas only-if iff as-long-as since and-then despite instead except regardless',
);
const PREPOSITIONS = setOf(
  'in on at for from to with by during under per about without within between against as into onto across behind e.g by-default >= <=',
);
const MODALS = setOf('can must should will may might could would');
const DETERMINERS = setOf('a the this that these those');
const AUXILIARIES = setOf('be was been being have had do did');
const CONJUNCTIONS = setOf('and or nor not no it they you we there of');
const PRONOUNS = setOf('it they');
/** What says nothing that the order of the other words does not say. */
const WEIGHTLESS = setOf('a the this that these those also then do been being');
/** Adverbs that may stand before or behind what they belong to. */
const FLOATING = setOf('automatically currently usually immediately by-default');

/**
 * What a sentence claims, in a form that is the same for sentences that differ only in what cannot change their meaning: words
 * for the same, active and passive, a condition before or behind what it holds for, articles, contractions, numerals. Equal
 * keys mean equal claims; many paraphrases have different ones. All that is not known to be harmless (order, negation,
 * modality, tense, quantifiers, prepositions, numbers, units, names, paths, quotations) stands in the key. Undefined for what
 * is too long to be a sentence. Linear in its length.
 */
export function claimKey(sentence: string): string | undefined {
  if (sentence.length > MAX_LENGTH) return undefined;
  const clauses = clausesOf(conditionsLast(trimmed(claimWords(sentence))));
  return clauses
    .flatMap((clause, at) => withoutWeightless(floatersLast(voiced(possessed(clause), at === 0))))
    .map(({ text, form }) => (form === 'past' ? `${text}+` : text))
    .join(' ');
}

/** "If A, B" is "B if A", and so is "In A, B". Where B speaks of A's subject as "it", A does so behind B. */
function conditionsLast(words: readonly ClaimWord[]): readonly ClaimWord[] {
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
  const verb = adjunct.findIndex((read) => isIn(AUXILIARIES, read) || isIn(MODALS, read) || isNegation(read));
  const isClause = isIn(CONNECTIVES, adjunct[0]!) && verb > 1 && !isIn(PRONOUNS, adjunct[1]!);
  if (pronouns.length !== 1 || !isClause) return [main, adjunct];
  const [pronoun] = pronouns as [number];
  return [
    [...main.slice(0, pronoun), ...adjunct.slice(1, verb), ...main.slice(pronoun + 1)],
    [adjunct[0]!, main[pronoun]!, ...adjunct.slice(verb)],
  ];
}

/** Each with the connective that it begins with. */
function clausesOf(words: readonly ClaimWord[]): readonly (readonly ClaimWord[])[] {
  const starts = words.flatMap((read, at) =>
    at === 0 || isIn(CONNECTIVES, read) || (read.kind === 'break' && read.text === ';') ? [at] : [],
  );
  return starts.map((start, k) => words.slice(start, starts[k + 1]));
}

/** "A is called by B" is "B calls A", "A can be called" is "you can call A", "A has been added" is "Added A". */
function voiced(clause: readonly ClaimWord[], isFirst: boolean): readonly ClaimWord[] {
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
  const isChained = (read: ClaimWord) => isIn(AUXILIARIES, read) || isIn(MODALS, read) || isPassedOver(read);
  const start = words.findIndex((read) => isIn(AUXILIARIES, read) || isIn(MODALS, read));
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

function isVerbal(read: ClaimWord): boolean {
  return isIn(AUXILIARIES, read) || isIn(MODALS, read);
}

/** "The name of the file" is "the file's name". */
function possessed(clause: readonly ClaimWord[]): readonly ClaimWord[] {
  let words = clause;
  for (let of = words.length - 2; of > 0; of--) {
    if (words[of]!.text !== 'of' || words[of]!.kind !== 'word' || !isNoun(words[of - 1]!)) continue;
    let start = of - 1;
    while (start > 0 && isNoun(words[start - 1]!)) start--;
    if (start > 0 && !isIn(DETERMINERS, words[start - 1]!)) start = of - 1;
    const owner = isIn(DETERMINERS, words[of + 1]!) ? of + 2 : of + 1;
    let end = owner;
    while (end < words.length && isNoun(words[end]!)) end++;
    if (end === owner) continue;
    words = [
      ...words.slice(0, start),
      ...words.slice(owner, end),
      ...words.slice(start, of),
      ...words.slice(end),
    ];
  }
  return words;
}

function isNoun(read: ClaimWord): boolean {
  return (
    read.kind !== 'break' &&
    read.form !== 'past' &&
    !FUNCTIONS.some((those) => isIn(those, read)) &&
    !isPassedOver(read) &&
    !/^(?:all|some|none|most|any|both|half|\d.*)$/.test(read.text)
  );
}

const FUNCTIONS = [CONNECTIVES, PREPOSITIONS, MODALS, DETERMINERS, AUXILIARIES, CONJUNCTIONS];

/** Only where one verb is all that they can belong to. */
function floatersLast(clause: readonly ClaimWord[]): readonly ClaimWord[] {
  if (clause.filter(({ form }) => form === 'past').length > 1) return clause;
  const floating = clause.filter((read) => isIn(FLOATING, read));
  return floating.length === 0 ? clause : [...clause.filter((read) => !isIn(FLOATING, read)), ...floating];
}

function withoutWeightless(clause: readonly ClaimWord[]): readonly ClaimWord[] {
  return clause.filter((read, at) => {
    if (read.kind === 'break') return read.text !== ',';
    if (read.kind === 'literal') return true;
    if (isIn(PRONOUNS, read)) return !(at === 1 && isIn(CONNECTIVES, clause[0]!));
    if (read.text !== 'be') return !WEIGHTLESS.has(read.text);
    // A form of "be" before a participle is told by the participle.
    const next = clause
      .slice(at + 1)
      .find((later) => !isPassedOver(later) && !/^(?:been|being)$/.test(later.text));
    return next === undefined || next.form === 'plain';
  });
}

const HAVE: ClaimWord = { text: 'have', kind: 'word', form: 'plain' };

function isNegation({ text, kind }: ClaimWord): boolean {
  return kind === 'word' && /^(?:not|never|no-longer)$/.test(text);
}

function trimmed(words: readonly ClaimWord[]): readonly ClaimWord[] {
  const start = words.findIndex(({ kind }) => kind !== 'break');
  const end = words.findLastIndex(({ kind }) => kind !== 'break');
  return start < 0 ? [] : words.slice(start, end + 1);
}

function isIn(those: ReadonlySet<string>, read: ClaimWord): boolean {
  return read.kind === 'word' && those.has(read.text);
}

function setOf(list: string): ReadonlySet<string> {
  return new Set(list.split(' ').map((word) => withoutInflection(word).stem));
}
