import type { Node } from 'web-tree-sitter';
import type { Grammar } from '../grammar.js';
import type { OutlineSymbol } from '../outline.js';
import { brokenUnits, withoutLines } from './broken-units.js';
import { joined, type Lines, linesIn } from './line-ranges.js';
import { nestSymbols } from './nest-symbols.js';
import type { Reading } from './outline-syntax.js';

/**
 * A better reading of a text that has errors: without the few lines that are broken, so that an unclosed bracket costs
 * no more than the statement it stands in. `undefined` if there is none.
 */
export function mend(
  reading: Reading,
  opening: string,
  read: (grammar: Grammar, plain: string) => Reading | undefined,
  deadline: number,
): Reading | undefined {
  const { grammar } = reading;
  const parse = <T>(text: string, use: (root: Node) => T): T | undefined =>
    grammar.read(text, use, { deadline });
  let left = WORK_LIMIT + WORK * reading.plain.length;
  // both guesses, and a unit and what is within it, ask for much of the same
  const asked = new Map<string, boolean>();
  const isReadable = (part: string): boolean => {
    left -= part.length;
    if (left < 0) return true;
    const whole = part.includes(opening) ? part : `${opening}\n${part}`;
    const known = asked.get(whole) ?? parse(whole, (root) => !root.hasError) ?? true;
    asked.set(whole, known);
    return known;
  };
  const plain = reading.plain.replace(CONDITIONALS, (line) => ' '.repeat(line.length));
  // an unclosed quote makes code of text and text of code: then no line is taken to be within a string
  const guesses = [parse(reading.plain, linesWithin), new Set<number>()];
  let best: { readonly mended: Reading; readonly units: readonly Lines[] } | undefined;
  for (const within of guesses) {
    const units = (within && brokenUnits(plain, isReadable, (line) => within.has(line))) ?? [];
    const mended = units.length > 0 ? read(grammar, withoutLines(reading.plain, units)) : undefined;
    if (mended && (!best || isBetter(mended, best.mended, linesIn(units) - linesIn(best.units))))
      best = { mended, units };
    if (within?.size === 0) break;
  }
  if (!best) return undefined;
  const { mended, units } = best;
  const kept = units.flatMap((unit) => symbolsWithin(reading.symbols, unit));
  return {
    ...mended,
    symbols: nestSymbols([...mended.symbols, ...kept]),
    broken: joined([...units, ...mended.broken]),
  };
}

function isBetter(one: Reading, other: Reading, difference: number): boolean {
  return one.hasError === other.hasError ? difference < 0 : !one.hasError;
}

/** UTF-16 units that are parsed in search of what is broken: so many times the text's, and some for a small text. */
const WORK = 4;
const WORK_LIMIT = 100_000;

/** Lines of conditional compilation, between whose branches a definition is rarely parted. */
const CONDITIONALS = /^[ \t]*#[ \t]*(?:if|ifdef|ifndef|elif|else|endif)\b[^\r\n]*/gm;

/** Types of nodes, in any grammar, that may hold lines of text which are not code. */
const TEXTS = [
  'comment',
  'block_comment',
  'string',
  'string_content',
  'raw_string',
  'raw_string_literal',
  'raw_string_content',
  'string_literal',
  'multiline_string_literal',
  'verbatim_string_literal',
  'heredoc_body',
  'heredoc',
  'nowdoc_string',
  'expandable_here_string_literal',
  'verbatim_here_string_characters',
  'text',
  'text_interpolation',
  'encapsed_string',
  'interpolated_string_expression',
];

/** The lines, 1-based, that begin within a string or comment. */
function linesWithin(root: Node): ReadonlySet<number> {
  const lines = new Set<number>();
  for (const node of root.descendantsOfType(TEXTS)) {
    if (!node || node.hasError) continue;
    const { startPosition, endPosition } = node;
    for (let row = startPosition.row + 1; row <= endPosition.row; row++) lines.add(row + 1);
  }
  return lines;
}

/** The outermost symbols all of whose lines are among those. */
function symbolsWithin(symbols: readonly OutlineSymbol[], [first, last]: Lines): readonly OutlineSymbol[] {
  return symbols.flatMap((symbol) => {
    if (symbol.endLine < first || symbol.startLine > last) return [];
    const isWithin = symbol.startLine >= first && symbol.endLine <= last;
    return isWithin ? [symbol] : symbolsWithin(symbol.children, [first, last]);
  });
}
