import { isCriticalLine } from '../gate/critical-line.js';

/** A word with the blanks after it; digits stand for themselves, because they differ where the words around them do not. */
const UNITS = /\d+|[^\s\d]+[ \t]*|[ \t]+|\s/g;
/** Code units of a phrase: of a shorter one, a letter would be no easier to read. */
const SHORTEST = 8;
const LONGEST = 200;
/** How often two units must follow each other to be of one phrase, and a phrase must come. */
const MIN_PAIRS = 4;
const MIN_COUNT = 3;
/** A phrase ends where the next pair comes less often than this share of its rarest pair, or that much more often. */
const SHARE = 0.3;

/**
 * The phrases of one line, of whole words, that a text says again and again, and how often: units are joined as long as their pairs
 * come about as often as those before (after the phrases of T. Mikolov et al., "Distributed Representations of Words and
 * Phrases and their Compositionality", NIPS 2013). No phrase holds a word that a reader must not miss. Linear.
 */
export function frequentPhrases(text: string): ReadonlyMap<string, number> {
  const { ids, starts, units } = unitsOf(text);
  const pairs = pairCounter(ids);
  const joinable = remembered(units);
  const counts = new Map<string, number>();
  let from = 0;
  let rarest = 0;
  for (let at = 0; at < ids.length; at++) {
    const joined = at + 1 < ids.length && joinable(ids[at]!) && joinable(ids[at + 1]!);
    const pair = joined ? pairs(ids[at]!, ids[at + 1]!) : 0;
    const fits = rarest === 0 || (pair >= SHARE * rarest && pair <= rarest / SHARE);
    if (pair >= MIN_PAIRS && fits && starts[at + 2]! - starts[from]! <= LONGEST) {
      rarest = rarest === 0 ? pair : Math.min(rarest, pair);
      continue;
    }
    const phrase = withWholeWords(text, starts[from]!, starts[at + 1]!);
    if (phrase.length >= SHORTEST && phrase.length <= LONGEST) {
      counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
    }
    from = at + 1;
    rarest = 0;
  }
  for (const [phrase, count] of counts)
    if (count < MIN_COUNT || isCriticalLine(phrase)) counts.delete(phrase);
  return counts;
}

const WORD = /\w/;

/** What stands between two places, without the pieces of words that reach beyond them: `x0` must not be cut in two. */
function withWholeWords(text: string, start: number, end: number): string {
  const isInWord = (at: number) =>
    at > 0 && at < text.length && WORD.test(text[at - 1]!) && WORD.test(text[at]!);
  let [first, last] = [start, end];
  while (first < last && isInWord(first)) first++;
  while (last > first && isInWord(last)) last--;
  return text.slice(first, last);
}

interface Units {
  /** The distinct units, and for each place of the text which one stands there; 0 is what no phrase holds. */
  readonly units: readonly string[];
  readonly ids: readonly number[];
  /** Where each begins, and the text's end. */
  readonly starts: readonly number[];
}

function unitsOf(text: string): Units {
  const units = ['\n'];
  const known = new Map<string, number>([['\n', 0]]);
  const ids: number[] = [];
  const starts: number[] = [];
  UNITS.lastIndex = 0;
  for (let found = UNITS.exec(text); found; found = UNITS.exec(text)) {
    const [unit] = found;
    let id = unit.length > LONGEST || unit === '\r' ? 0 : known.get(unit);
    if (id === undefined) {
      id = units.length;
      known.set(unit, id);
      units.push(unit);
    }
    ids.push(id);
    starts.push(found.index);
  }
  starts.push(text.length);
  return { units, ids, starts };
}

/** Counts in a hash table without chains: a clash makes a pair look more frequent, and the phrase is then too rare. */
function pairCounter(ids: readonly number[]): (left: number, right: number) => number {
  const bits = Math.min(22, Math.max(8, 33 - Math.clz32(ids.length)));
  const counts = new Uint32Array(2 ** bits);
  const slot = (left: number, right: number) =>
    (Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b)) >>> (32 - bits);
  for (let at = 1; at < ids.length; at++) counts[slot(ids[at - 1]!, ids[at]!)]!++;
  return (left, right) => counts[slot(left, right)]!;
}

/** Whether a unit may be of a phrase; asked for the few that come often, and once for each. */
function remembered(units: readonly string[]): (id: number) => boolean {
  const known: (boolean | undefined)[] = [false];
  return (id) => {
    known[id] ??= !isCriticalLine(units[id]!);
    return known[id];
  };
}
