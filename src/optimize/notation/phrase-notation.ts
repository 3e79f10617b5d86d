import { hasLocation, isCriticalLine } from '../gate/critical-line.js';
import { frequentPhrases } from './frequent-phrases.js';
import { leadingMarker } from './leading-marker.js';

/*
 * The notation of phrases. A text that says the same again and again, as a log does on every line,
 *
 *     2031-10-18 18:01:53 INFO [dispatcher] shop.cart.CartService: Added item 17 to cart 4
 *     2031-10-18 18:01:54 INFO [dispatcher] shop.cart.CartService: Added item 9 to cart 12
 *
 * says first which Greek letter stands for what, each a token:
 *
 *     Greek letters stand for these texts:
 *     α = "2031-10-18 18:01:"
 *     β = " INFO [dispatcher] shop.cart.CartService: Added item "
 *
 *     α53β17 to cart 4
 *     α54β9 to cart 12
 *
 * Letters that the text has itself are not taken. A line that carries an error, a warning, a place in a file or a handle has
 * none, and no letter stands for a piece of a word. A marker that the text begins with stays its first line.
 */

const HEADER = 'Greek letters stand for these texts:\n';
const LETTERS = 'αβγδεζηθικλμνξπρστυφχψω';
const DEFINITION = /^([α-ω]) = "([^\n]{8,200})"$/;
/** Tokens of a phrase, and what it must save, in tokens and as a share of the text: few letters are easy to keep in mind. */
const MIN_SIZE = 4;
const MIN_SAVED = 6;
const MIN_SHARE = 0.005;
/** The share of a text that all must save, and of its lines that must hold a letter: code and prose repeat less evenly. */
const MIN_TOTAL = 0.1;
const MIN_LINES = 0.5;
/** Tokens of a definition beside its phrase, and of a letter: one, and some that its neighbors no longer share. */
const DEFINITION_COST = 4;
const LETTER_COST = 1.3;
/** Phrases whose tokens are counted: those that save most letters. */
const MOST_COUNTED = 150;
/** Code units of a decoded text: what would be longer is not this notation. */
const LONGEST_TEXT = 2 ** 28;

/** Whether a text begins with letters that stand for phrases, below a marker if it has one there. */
export function hasPhrases(text: string): boolean {
  return readDefinitions(text) !== undefined;
}

/**
 * The text with a letter for each phrase that comes again and again; the text itself if that saves less than a tenth,
 * if most lines repeat none, or if it has the notation already. Linear.
 */
export function encodePhrases(text: string, count: (text: string) => number): string {
  if (text.length > LONGEST_TEXT || hasPhrases(text)) return text;
  const letters = [...LETTERS].filter((letter) => !text.includes(letter));
  const before = count(text);
  const lead = leadingMarker(text);
  const lines = text
    .slice(lead.length)
    .split('\n')
    .map((line) => ({ line, stays: staysWhole(line) }));
  const free = lines.flatMap(({ line, stays }) => (stays ? [] : [line])).join('\n');
  const phrases = bestPhrases(free, before, count).slice(0, letters.length);
  if (phrases.length === 0) return text;
  const letterOf = new Map(phrases.map((phrase, at) => [phrase, letters[at]!]));
  const longestFirst = phrases.toSorted((a, b) => b.length - a.length);
  const known = new RegExp(longestFirst.map(pattern).join('|'), 'g');
  const body = lines
    .map(({ line, stays }) => (stays ? line : line.replace(known, (phrase) => letterOf.get(phrase)!)))
    .join('\n');
  const definitions = phrases.map((phrase) => `${letterOf.get(phrase)} = "${phrase}"\n`).join('');
  const encoded = `${lead}${HEADER}${definitions}\n${body}`;
  return areOnMostLines([...letterOf.values()], body) && count(encoded) <= (1 - MIN_TOTAL) * before
    ? encoded
    : text;
}

function areOnMostLines(letters: readonly string[], body: string): boolean {
  const any = new RegExp(`[${letters.join('')}]`);
  const lines = body.split('\n').filter((line) => line.trim() !== '');
  return lines.filter((line) => any.test(line)).length >= MIN_LINES * lines.length;
}

/** The text that {@link encodePhrases} was given, to the byte; a text without the notation is returned as it is. Linear. */
export function decodePhrases(text: string): string {
  const read = readDefinitions(text);
  if (!read) return text;
  const { lead, phrases, body } = read;
  const letters = new RegExp(`[${[...phrases.keys()].join('')}]`, 'g');
  let length = body.length;
  for (const [letter] of body.matchAll(letters)) length += phrases.get(letter)!.length;
  return length > 2 * LONGEST_TEXT ? text : lead + body.replace(letters, (letter) => phrases.get(letter)!);
}

interface Definitions {
  readonly lead: string;
  readonly phrases: ReadonlyMap<string, string>;
  readonly body: string;
}

function readDefinitions(text: string): Definitions | undefined {
  const lead = leadingMarker(text);
  if (!text.startsWith(HEADER, lead.length)) return undefined;
  const phrases = new Map<string, string>();
  let start = lead.length + HEADER.length;
  for (let end = text.indexOf('\n', start); end >= 0; end = text.indexOf('\n', start)) {
    const line = text.slice(start, Math.min(end, start + 300));
    start = end + 1;
    if (line === '' && phrases.size > 0) return { lead, phrases, body: text.slice(start) };
    const [, letter, phrase] = DEFINITION.exec(line) ?? [];
    if (letter === undefined || phrases.has(letter)) return undefined;
    phrases.set(letter, phrase!);
  }
  return undefined;
}

/** Those that save most tokens, most first. */
function bestPhrases(text: string, tokens: number, count: (text: string) => number): readonly string[] {
  const least = Math.max(MIN_SAVED, MIN_SHARE * tokens);
  return [...frequentPhrases(text)]
    .map(([phrase, times]) => ({ phrase, times, letters: (times - 1) * phrase.length }))
    .toSorted((a, b) => b.letters - a.letters)
    .slice(0, MOST_COUNTED)
    .map(({ phrase, times }) => {
      const size = count(phrase);
      return { phrase, size, saved: times * (size - LETTER_COST) - size - DEFINITION_COST };
    })
    .filter(({ size, saved }) => size >= MIN_SIZE && saved >= least)
    .toSorted((a, b) => b.saved - a.saved)
    .map(({ phrase }) => phrase);
}

/** Whether a reader, or a search, must find a line as it was printed: what it says, and where, and where the rest is. */
/** Also what heads a group of another notation: two to undo at once nobody reads. */
function staysWhole(line: string): boolean {
  return isCriticalLine(line) || hasLocation(line) || line.includes('ctx:') || line.endsWith('…');
}

/** Matches a phrase where it cuts no word in two. */
function pattern(phrase: string): string {
  const escaped = phrase.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  return `${/^\w/.test(phrase) ? '(?<!\\w)' : ''}${escaped}${/\w$/.test(phrase) ? '(?!\\w)' : ''}`;
}
