/** Letters that a word keeps; a longer one counts as the word of its first letters. */
export const LONGEST_WORD = 32;

/**
 * Called with each word: its 32-bit hash (FNV-1a), and its lower-case UTF-16 codes, of which the first `length` count.
 * The array serves for the next word again.
 */
export type WordVisitor = (hash: number, codes: Uint16Array, length: number) => void;

/**
 * Walks over the words of prose or code: runs of letters or of digits, cut where camel case changes (`parseHTTPUrl` is
 * `parse http url`) and at everything else (`max_retries`, `utf-8`). A number of more than four digits is no word.
 * Training and serving read texts through this one function, so that they never see different words. Linear in the
 * length of the text.
 *
 * @param most words to visit; what stands behind them is not looked at
 */
export function forEachWord(text: string, most: number, visit: WordVisitor): void {
  const codes = new Uint16Array(LONGEST_WORD);
  let visited = 0;
  let at = 0;
  while (at < text.length && visited < most) {
    const kind = kindOf(text.charCodeAt(at));
    const end = kind === OTHER ? at + 1 : wordEnd(text, at, kind);
    if (kind !== OTHER && !(kind === DIGIT && end - at > LONGEST_NUMBER)) {
      const length = Math.min(end - at, LONGEST_WORD);
      let hash = FNV_OFFSET;
      for (let k = 0; k < length; k++) {
        const code = lowerCase(text.charCodeAt(at + k));
        codes[k] = code;
        hash = Math.imul(hash ^ code, FNV_PRIME);
      }
      visit(hash >>> 0, codes, length);
      visited++;
    }
    at = end;
  }
}

/**
 * Walks over the runs of three to five letters of a word with its two ends marked, as 32-bit hashes: what an unknown
 * word has in common with known ones (P. Bojanowski et al., "Enriching Word Vectors with Subword Information", 2017).
 */
export function forEachGram(codes: Uint16Array, length: number, visit: (hash: number) => void): void {
  for (let from = -1; from <= length - 2; from++) {
    let hash = FNV_OFFSET;
    for (let at = from; at < from + LONGEST_GRAM && at <= length; at++) {
      const code = at < 0 ? WORD_START : at === length ? WORD_END : codes[at]!;
      hash = Math.imul(hash ^ code, FNV_PRIME);
      if (at - from + 1 >= SHORTEST_GRAM) visit(hash >>> 0);
    }
  }
}

const LONGEST_NUMBER = 4;
const SHORTEST_GRAM = 3;
const LONGEST_GRAM = 5;
const WORD_START = 0x3c;
const WORD_END = 0x3e;

// FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

const OTHER = 0;
const LOWER = 1;
const UPPER = 2;
const DIGIT = 3;

function kindOf(code: number): number {
  if (code >= 0x61 && code <= 0x7a) return LOWER;
  if (code < 0x30) return OTHER;
  if (code <= 0x39) return DIGIT;
  if (code >= 0x41 && code <= 0x5a) return UPPER;
  return code >= 0xc0 && !isPunctuation(code) ? LOWER : OTHER;
}

/** The general punctuation, symbols and arrows; ideographic and full-width signs. */
function isPunctuation(code: number): boolean {
  return (
    (code >= 0x2000 && code <= 0x2bff) ||
    (code >= 0x3000 && code <= 0x303f) ||
    (code >= 0xff00 && code <= 0xff0f)
  );
}

function lowerCase(code: number): number {
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
  return String.fromCharCode(code).toLowerCase().charCodeAt(0);
}

function wordEnd(text: string, start: number, kind: number): number {
  const end = runEnd(text, start, kind);
  if (kind !== UPPER || runEnd(text, end, LOWER) === end) return end;
  return end - start === 1 ? runEnd(text, end, LOWER) : end - 1;
}

function runEnd(text: string, start: number, kind: number): number {
  let at = start;
  while (at < text.length && kindOf(text.charCodeAt(at)) === kind) at++;
  return at;
}
