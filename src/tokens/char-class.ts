/**
 * The classes of code points that OpenAI's split patterns tell apart. One code point has one class; classes are bits,
 * so that a set of them is a mask.
 */
export const UPPER = 1; // \p{Lu} \p{Lt}
export const LOWER = 2; // \p{Ll}
export const UNCASED = 4; // \p{Lm} \p{Lo}
export const MARK = 8; // \p{M}
export const DIGIT = 16; // \p{N}
export const BLANK = 32; // \s but \r and \n
export const NEWLINE = 64; // \r and \n
export const SYMBOL = 128; // all else, lone surrogates and unassigned code points too

export const LETTER = UPPER | LOWER | UNCASED;
export const SPACE = BLANK | NEWLINE;

const patterns: readonly (readonly [RegExp, number])[] = [
  [/[\r\n]/u, NEWLINE],
  [/\s/u, BLANK],
  [/\p{Ll}/u, LOWER],
  [/[\p{Lu}\p{Lt}]/u, UPPER],
  [/[\p{Lm}\p{Lo}]/u, UNCASED],
  [/\p{M}/u, MARK],
  [/\p{N}/u, DIGIT],
];

/** Class of each code point, 0 where it was not asked for yet: nearly all of Unicode never is. */
const classes = new Uint8Array(0x110000);

/** The class of a code point (0 to 0x10FFFF), by the engine's own Unicode tables. */
export function classOf(codePoint: number): number {
  const known = classes[codePoint]!;
  return known === 0 ? learned(codePoint) : known;
}

/** Apart, because a function with a closure allocates at each call, and this is called for every letter. */
function learned(codePoint: number): number {
  const char = String.fromCodePoint(codePoint);
  const found = patterns.find(([pattern]) => pattern.test(char))?.[1] ?? SYMBOL;
  classes[codePoint] = found;
  return found;
}
