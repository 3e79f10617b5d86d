/** Words that a line of prose has at least, and the share of them that is mere letters. */
const MIN_WORDS = 8;
const MIN_PLAIN = 0.75;
/** Letters of a word that may go. */
const MAX_WORD = 40;

const PLAIN = /^["'(“‘]?\p{L}[\p{L}'’-]*["')”’]?[.,;:!?…]?["')”’]?$/u;
/** What changes the meaning of a sentence when it goes. */
const TURNING =
  /^(?:no|not|never|none|nothing|neither|nor|without|cannot|unless|except|only|must|before|after|until|if|\w+n['’]t)$/i;

/** A word of a text, without the blanks around it. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export function wordsOf(text: string): readonly Word[] {
  return Array.from(text.matchAll(/\S+/g), ({ 0: word, index }) => ({
    text: word,
    start: index,
    end: index + word.length,
  }));
}

/** Whether words are sentences for people, not code, a table or a log. */
export function areProse(words: readonly Word[]): boolean {
  if (words.length < MIN_WORDS) return false;
  return words.filter(({ text }) => PLAIN.test(text)).length >= MIN_PLAIN * words.length;
}

/**
 * Whether a word stays whatever its probability: it has a digit or the form of a name, an identifier or a path, turns the
 * meaning of its sentence, or ends it.
 */
export function isFixed(word: string): boolean {
  return (
    word.length > MAX_WORD ||
    !PLAIN.test(word) ||
    /[.!?:;…]["')”’]?$/.test(word) ||
    /.\p{Lu}/u.test(word) ||
    TURNING.test(bare(word))
  );
}

function bare(word: string): string {
  return word.replace(/^["'(“‘]|[,"')”’]+$/g, '');
}
