/**
 * The stem that inflected and derived forms of an English word share: `computed`, `computes`, `computing`, `computation`
 * and `compute` all give `comput`. After M. F. Porter, "An algorithm for suffix stripping" (1980).
 * @param word lower case; anything but the letters a–z is returned as it is
 */
export function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  const inflected = withoutY(withoutPast(withoutPlural(word)));
  return withoutE(withoutSuffix(withoutDerivation(inflected)));
}

function withoutPlural(word: string): string {
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2);
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

function withoutPast(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const root = word.endsWith('ed') ? word.slice(0, -2) : word.endsWith('ing') ? word.slice(0, -3) : word;
  if (root === word || !/[aeiouy]/.test(root)) return word;
  if (/(?:at|bl|iz)$/.test(root)) return `${root}e`;
  if (/([^aeioulsz])\1$/.test(root)) return root.slice(0, -1);
  return measure(root) === 1 && endsShort(root) ? `${root}e` : root;
}

function withoutY(word: string): string {
  return word.endsWith('y') && /[aeiouy]/.test(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word;
}

/** Derived endings, and what a word of their family ends in. */
const DERIVATIONS: readonly (readonly [string, string])[] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['ization', 'ize'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['biliti', 'ble'],
  ['ation', 'ate'],
  ['alism', 'al'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['entli', 'ent'],
  ['ousli', 'ous'],
  ['icate', 'ic'],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['abli', 'able'],
  ['alli', 'al'],
  ['ator', 'ate'],
  ['ical', 'ic'],
  ['ness', ''],
  ['eli', 'e'],
  ['ful', ''],
];

/** Endings that go where what is left is long enough to tell words apart. */
const SUFFIXES =
  /(?:ement|ance|ence|able|ible|ment|ant|ent|(?<=[st])ion|ism|ate|iti|ous|ive|ize|al|er|ic|ou)$/;

function withoutDerivation(word: string): string {
  const found = DERIVATIONS.find(([suffix]) => word.endsWith(suffix));
  if (!found) return word;
  const root = word.slice(0, -found[0].length);
  return measure(root) > 0 ? root + found[1] : word;
}

function withoutSuffix(word: string): string {
  const root = word.replace(SUFFIXES, '');
  return measure(root) > 1 ? root : word;
}

function withoutE(word: string): string {
  const plain = word.endsWith('ll') && measure(word) > 1 ? word.slice(0, -1) : word;
  if (!plain.endsWith('e')) return plain;
  const root = plain.slice(0, -1);
  return measure(root) > 1 || (measure(root) === 1 && !endsShort(root)) ? root : plain;
}

/** How often a consonant follows a vowel: Porter's *m*, the syllables that a word has at least. */
function measure(word: string): number {
  return word.match(/(?:[aeiou]|(?<=[^aeiou])y)(?=[^aeiouy]|(?<=[aeiou])y)/g)?.length ?? 0;
}

/** Whether it ends consonant, vowel, consonant, as in `hop`, where `hope` lost its `e`. */
function endsShort(word: string): boolean {
  return /[^aeiou][aeiouy][^aeiouwxy]$/.test(word);
}
