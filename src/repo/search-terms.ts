import { stem } from './stem.js';

/** Parts of an identifier: an acronym, a word that may begin in upper case, a number, a run of a script without cases. */
const PART = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Nd}+|[\p{Lo}\p{Lm}]+/gu;

/** Words that a question is made of and that tell nothing of what it asks for. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about after all also an and any are as at be been before being between but by can could did do does doing done each
  either find for from get gets given had happen happens has have having her here his how i if in into is it its let like
  made make makes many me more most much my not of on one only or other our out over own place same she should show so
  some such than that the their them then there these they this those through to too under up use used uses using very
  was we were what when where whether which while who whose why will with without work works would you your code function
  method class implemented implementation defined definition located lives`.split(/\s+/),
);

/** Units beyond which a part is no word: a hash, a key, a run of one letter. */
const LONGEST = 40;

/** Words whose terms are remembered; source code repeats its identifiers. */
const REMEMBERED = 50_000;
/** V8 cuts longer strings as windows on the text that they are from, which a memory would keep alive. */
const COPIED = 12;
const remembered = new Map<string, readonly string[]>();

/**
 * The terms that a text is searched by, in its order and with repetitions: its identifiers and words, split at case,
 * underscores and digits, lower case, stemmed, without stop words and single letters. The same for what is indexed
 * and for a query; a term is letters and digits only.
 */
export function searchTerms(text: string): readonly string[] {
  const terms: string[] = [];
  for (const [word] of text.matchAll(/[\p{L}\p{Nd}]+/gu))
    for (const term of wordTerms(word)) terms.push(term);
  return terms;
}

/**
 * The same of a name, in which every word tells: `from`, `code` and `use` are names too. A question that has nothing but
 * such words asks for one.
 */
export function nameTerms(text: string): readonly string[] {
  const terms: string[] = [];
  for (const [part] of text.matchAll(PART)) {
    const lower = part.toLowerCase();
    if (lower.length >= 2 && lower.length <= LONGEST) terms.push(stem(lower));
  }
  return terms;
}

/** {@link searchTerms} of one run of letters and digits. */
export function wordTerms(word: string): readonly string[] {
  const known = remembered.get(word);
  if (known) return known;
  const terms = splitWord(word);
  if (word.length <= COPIED) {
    if (remembered.size >= REMEMBERED) remembered.clear();
    remembered.set(word, terms);
  }
  return terms;
}

function splitWord(word: string): readonly string[] {
  const terms: string[] = [];
  for (const [part] of word.matchAll(PART)) {
    const lower = part.toLowerCase();
    if (lower.length < 2 || lower.length > LONGEST || STOP_WORDS.has(lower)) continue;
    terms.push(stem(lower));
  }
  return terms;
}
