/** What another form of a word counts for beside the word itself. */
const SAME_ROOT = 0.4;

/** Letters of the shortest abbreviation; how many times longer what it stands for may be. */
const SHORTEST = 3;
const ABBREVIATED = 3;
/** Letters that a word of some length may have more than one it begins with: an ending that stemming leaves, or a compound's rest. */
const WORD = 4;
const LONGEST_REST = 5;
/** Letters that two words must begin with alike, and that may then follow in either. */
const LIKE = 5;
const LONGEST_ENDING = 4;

/**
 * How far a term of the code stands for one of the question, from 0 to 1: `auth` or `conn` for what they abbreviate,
 * `decompressor` for `decompress`.
 * @param asked @param found as `searchTerms` gives them
 */
export function termKinship(asked: string, found: string): number {
  if (asked === found) return 1;
  return hasSameRoot(asked, found) ? SAME_ROOT : 0;
}

function hasSameRoot(asked: string, found: string): boolean {
  if (found.length >= SHORTEST && asked.startsWith(found)) return asked.length <= found.length * ABBREVIATED;
  if (asked.length >= WORD && found.startsWith(asked)) return found.length - asked.length <= LONGEST_REST;
  const shortest = Math.min(asked.length, found.length);
  if (shortest < LIKE || Math.max(asked.length, found.length) > shortest + LONGEST_ENDING) return false;
  let alike = 0;
  while (alike < shortest && asked[alike] === found[alike]) alike++;
  return alike >= LIKE && Math.max(asked.length, found.length) - alike <= LONGEST_ENDING;
}
