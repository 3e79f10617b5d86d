import { activeVoice } from './active-voice.js';
import { type ClaimWord, claimWords, isPassedOver } from './claim-words.js';
import { conditionsLast } from './conditions-last.js';
import {
  AUXILIARIES,
  CONJUNCTIONS,
  CONNECTIVES,
  DETERMINERS,
  isIn,
  isNegation,
  MODALS,
  PREPOSITIONS,
  PRONOUNS,
  setOf,
} from './function-words.js';

/** Letters and words of a text beyond which it is no sentence. */
const MAX = { letters: 1000, words: 100 };

const JOINTS = setOf('and or');
const FUTURE = setOf('will');
const CONDITIONS = setOf('if unless until');
/** What says nothing that the order of the other words does not say. */
const WEIGHTLESS = setOf('a the this that these those also then do been being simply very your our');
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
  if (sentence.length > MAX.letters) return undefined;
  const words = trimmed(claimWords(sentence));
  if (words.length > MAX.words) return undefined;
  const clauses = clausesOf(conditionsLast(words));
  return timeless(clauses)
    .flatMap((clause, at) =>
      withoutWeightless(floatersLast(timesLast(activeVoice(possessed(clause), at === 0)))),
    )
    .map(({ text, form }) => (form === 'past' ? `${text}+` : text))
    .join(' ');
}

/** Each with the connective that it begins with. */
function clausesOf(words: readonly ClaimWord[]): readonly (readonly ClaimWord[])[] {
  const starts = words.flatMap((read, at) =>
    at === 0 || isIn(CONNECTIVES, read) || (read.kind === 'break' && read.text === ';') ? [at] : [],
  );
  return starts.map((start, k) => words.slice(start, starts[k + 1]));
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

/** "For 5 minutes", "after 30 s", "every 10 s" stand behind all else in a clause, as long as there is one of them. */
function timesLast(clause: readonly ClaimWord[]): readonly ClaimWord[] {
  const units = clause.flatMap((_, at) => (at > 1 && isTime(clause, at) ? [at] : []));
  const [unit] = units;
  if (unit === undefined || units.length > 1) return clause;
  const start = unit - 2;
  // A condition's own connective may be what the time belongs to.
  if (start === 0 && isIn(CONNECTIVES, clause[0]!)) return clause;
  return [...clause.slice(0, start), ...clause.slice(unit + 1), ...clause.slice(start, unit + 1)];
}

function isTime(clause: readonly ClaimWord[], at: number): boolean {
  const [lead, number, unit] = [clause[at - 2]!, clause[at - 1]!, clause[at]!];
  return (
    unit.kind === 'literal' &&
    /^(?:ms|s|min|h|d|week|month|year)$/.test(unit.text) &&
    /^\d/.test(number.text) &&
    /^(?:for|all)$/.test(lead.text)
  );
}

/** "If A, B will happen" is "if A, B happens": behind a condition the future is no other time. */
function timeless(clauses: readonly (readonly ClaimWord[])[]): readonly (readonly ClaimWord[])[] {
  const isConditional = clauses.some(([first]) => first !== undefined && isIn(CONDITIONS, first));
  if (!isConditional) return clauses;
  return clauses.map((clause) => clause.filter((read) => !isIn(FUTURE, read)));
}

/** Only where one verb is all that they can belong to. */
function floatersLast(clause: readonly ClaimWord[]): readonly ClaimWord[] {
  if (clause.filter(({ form }) => form === 'past').length > 1 || clause.some((read) => isIn(JOINTS, read))) {
    return clause;
  }
  const floating = clause.filter((read) => isIn(FLOATING, read));
  return floating.length === 0 ? clause : [...clause.filter((read) => !isIn(FLOATING, read)), ...floating];
}

function withoutWeightless(clause: readonly ClaimWord[]): readonly ClaimWord[] {
  return clause.filter((read, at) => {
    if (read.kind === 'break') return read.text !== ',';
    if (read.kind === 'literal') return true;
    if (isIn(PRONOUNS, read)) return !(at === 1 && isIn(CONNECTIVES, clause[0]!));
    if (read.text === 'both') return !clause.some(({ text }) => text === 'and');
    if (read.text === 'any') return !clause.slice(0, at).some(isNegation);
    if (read.text === 'either') return !clause.some(({ text }) => text === 'or');
    if (read.text !== 'be') return !WEIGHTLESS.has(read.text);
    // A form of "be" before a participle is told by the participle.
    const next = clause
      .slice(at + 1)
      .find((later) => !isPassedOver(later) && !/^(?:been|being)$/.test(later.text));
    return next === undefined || next.form === 'plain';
  });
}

function trimmed(words: readonly ClaimWord[]): readonly ClaimWord[] {
  const start = words.findIndex(({ kind }) => kind !== 'break');
  const end = words.findLastIndex(({ kind }) => kind !== 'break');
  return start < 0 ? [] : words.slice(start, end + 1);
}
