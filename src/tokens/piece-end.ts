import { classOf, DIGIT, LETTER, LOWER, MARK, NEWLINE, SPACE, SYMBOL, UNCASED, UPPER } from './char-class.js';

/**
 * Where the piece of `text` that starts at `start` ends, in UTF-16 code units; `start` is before the text's end and
 * not inside a surrogate pair. Pieces are what an encoding's pattern matches one after the other: no token crosses
 * from one into the next. These are hand-written readings of those patterns, because the patterns themselves backtrack
 * quadratically on long runs; walking a whole text piece by piece takes time linear in its length.
 */
export type PieceEnd = (text: string, start: number) => number;

const APOSTROPHE = 0x27;
const SLASH = 0x2f;
const SPACE_BAR = 0x20;

/** What may stand before the first lowercase letter of a word, and what from there on. */
const WORD_HEAD = UPPER | UNCASED | MARK;
const WORD_TAIL = LOWER | UNCASED | MARK;
const HEAD_OR_TAIL = UNCASED | MARK;

/**
 * `[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+('s|…)?`
 * `|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*('s|…)?`
 * `|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+`
 */
export const o200kPieceEnd: PieceEnd = (text, start) => {
  const first = classAt(text, start);
  if (first & (LETTER | MARK)) return contractionEnd(text, wordEnd(text, start));
  if (first & DIGIT) return digitsEnd(text, start);
  const second = start + widthAt(text, start);
  const next = second < text.length ? classAt(text, second) : 0;
  if (!(first & NEWLINE) && next & (LETTER | MARK)) return contractionEnd(text, wordEnd(text, second));
  if (first & SYMBOL) return lineBreaksEnd(text, runEnd(text, second, SYMBOL | MARK), true);
  if (next & SYMBOL && text.charCodeAt(start) === SPACE_BAR) {
    return lineBreaksEnd(text, runEnd(text, second, SYMBOL | MARK), true);
  }
  return spaceEnd(text, start);
};

/** `('s|…)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+` */
export const cl100kPieceEnd: PieceEnd = (text, start) => {
  const contraction = contractionEnd(text, start);
  if (contraction > start) return contraction;
  const first = classAt(text, start);
  if (first & LETTER) return runEnd(text, start, LETTER);
  if (first & DIGIT) return digitsEnd(text, start);
  const second = start + widthAt(text, start);
  const next = second < text.length ? classAt(text, second) : 0;
  if (!(first & NEWLINE) && next & LETTER) return runEnd(text, second, LETTER);
  if (first & (SYMBOL | MARK)) return lineBreaksEnd(text, runEnd(text, second, SYMBOL | MARK), false);
  if (next & (SYMBOL | MARK) && text.charCodeAt(start) === SPACE_BAR) {
    return lineBreaksEnd(text, runEnd(text, second, SYMBOL | MARK), false);
  }
  return spaceEnd(text, start);
};

function classAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return classOf(unit < 0xd800 ? unit : text.codePointAt(at)!);
}

function widthAt(text: string, at: number): number {
  return text.charCodeAt(at) < 0xd800 || text.codePointAt(at)! < 0x10000 ? 1 : 2;
}

/** End of the run of code points whose class is in the mask; `at` itself if there is none. */
function runEnd(text: string, at: number, mask: number): number {
  let end = at;
  while (end < text.length && classAt(text, end) & mask) end += widthAt(text, end);
  return end;
}

/**
 * End of an o200k word, without what may stand before it, at a letter or mark. Its head reaches as far as it can. If
 * no lowercase letter follows, the pattern gives back until the last code point that can be a tail, and stops after
 * it; a head with none stands alone.
 */
function wordEnd(text: string, at: number): number {
  let end = at;
  let afterLastTail = at;
  while (end < text.length) {
    const found = classAt(text, end);
    if (found & LOWER) return runEnd(text, end, WORD_TAIL);
    if (!(found & WORD_HEAD)) break;
    end += widthAt(text, end);
    if (found & HEAD_OR_TAIL) afterLastTail = end;
  }
  return afterLastTail > at ? afterLastTail : end;
}

/** End of an English contraction (`'s 't 're 've 'm 'll 'd`, in any case) at `at`, or `at` if there is none. */
function contractionEnd(text: string, at: number): number {
  if (text.charCodeAt(at) !== APOSTROPHE) return at;
  const pair = text.slice(at + 1, at + 3);
  if (/^(?:[rv]e|ll)/i.test(pair)) return at + 3;
  return /^[stmd]/i.test(pair) ? at + 2 : at;
}

function digitsEnd(text: string, at: number): number {
  let end = at;
  for (let digits = 0; digits < 3 && end < text.length && classAt(text, end) & DIGIT; digits++) {
    end += widthAt(text, end);
  }
  return end;
}

function lineBreaksEnd(text: string, at: number, slashes: boolean): number {
  let end = at;
  while (end < text.length && isLineBreak(text.charCodeAt(end), slashes)) end++;
  return end;
}

function isLineBreak(unit: number, slashes: boolean): boolean {
  return unit === 0x0a || unit === 0x0d || (slashes && unit === SLASH);
}

/** Space up to its last line break; if there is none, all of it but the last, which goes with what follows. */
function spaceEnd(text: string, start: number): number {
  let end = start;
  let afterLastBreak = start;
  while (end < text.length) {
    const found = classAt(text, end);
    if (!(found & SPACE)) break;
    end++; // no space lies beyond the basic plane
    if (found & NEWLINE) afterLastBreak = end;
  }
  if (afterLastBreak > start) return afterLastBreak;
  return end === text.length || end === start + 1 ? end : end - 1;
}
