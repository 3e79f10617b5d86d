import type { ClaimWord } from './claim-words.js';
import { withoutInflection } from './inflection.js';

export const CONNECTIVES = setOf(
  'if unless because before after while until although so but where whereas only-if iff as-long-as since despite instead except regardless',
);
export const PREPOSITIONS = setOf(
  'in on at for from to with by during under per about without within between against as into onto across behind e.g by-default >= <=',
);
export const MODALS = setOf('can must should will may might could would');
export const DETERMINERS = setOf('a the this that these those');
export const AUXILIARIES = setOf('be was been being have had do did');
export const PRONOUNS = setOf('it they');
const NEGATIONS = setOf('not never no-longer');
export const CONJUNCTIONS = setOf('and or nor not no it they you we there of');

/** Whether a word is one of those; a name or a quotation is none. */
export function isIn(those: ReadonlySet<string>, read: ClaimWord): boolean {
  return read.kind === 'word' && those.has(read.text);
}

/** Whether a word stands before a verb to say when, or how surely. */
export function isVerbal(read: ClaimWord): boolean {
  return isIn(AUXILIARIES, read) || isIn(MODALS, read);
}

export function isNegation(read: ClaimWord): boolean {
  return isIn(NEGATIONS, read);
}

/** Words, in the form in which claims have them. @param list with single spaces */
export function setOf(list: string): ReadonlySet<string> {
  return new Set(list.split(' ').map((word) => withoutInflection(word).stem));
}
