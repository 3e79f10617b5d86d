import type { Node } from 'web-tree-sitter';
import { type Grammar, grammarNamed } from '../grammar.js';
import { countLines, lineIndex } from '../lines.js';
import type { Outline, OutlineSymbol } from '../outline.js';
import { joined, type Lines, linesIn } from './line-ranges.js';
import { mend } from './mend.js';
import { recoverLines } from './recover-lines.js';
import { shapely } from './shapely.js';
import { stalls } from './stalls.js';
import type { Syntax } from './syntax.js';
import { type Walked, walkSyntax } from './walk-syntax.js';

/** Milliseconds after which nothing more is parsed, and UTF-16 units a millisecond that a large file is given besides. */
const PARSE_LIMIT = 3_000;
const PARSE_SPEED = 2_000;

/** Beyond so many broken places a text is not damaged, but in a dialect: what the grammar makes of it is as good. */
const DIALECT = 8;

const RANGES_NAMED = 5;
const BY_LINES = 'read line by line';

/** A text that was parsed, and what the tree shows. */
export interface Reading extends Walked {
  readonly plain: string;
  readonly grammar: Grammar;
}

/** The outline of a file by its grammar's tree, and by its lines where the grammar gives up. */
export async function outlineSyntax(language: string, syntax: Syntax, text: string): Promise<Outline> {
  const source = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const lineOf = lineIndex(source);
  const deadline = performance.now() + PARSE_LIMIT + source.length / PARSE_SPEED;
  let best: Reading | undefined;
  let last: Reading | undefined;
  let isInstalled = false;
  const read = (grammar: Grammar, plain: string): Reading | undefined => {
    const walk = (root: Node): Walked => walkSyntax(syntax, root, { source, plain }, lineOf);
    const walked = grammar.read(plain, walk, { deadline });
    return walked && { ...walked, plain, grammar };
  };
  const isStalling = stalls(source);
  const plainers = isStalling ? [] : [syntax.plain ?? same, ...(syntax.plainer ?? [])];
  for (const plainer of plainers) {
    if (best?.broken.length === 0) break;
    const plain = plainer(source);
    for (const name of syntax.grammars) {
      if (best?.broken.length === 0) break;
      const grammar: Grammar | undefined = await grammarNamed(name).catch(() => undefined);
      isInstalled ||= grammar !== undefined;
      const reading = grammar && read(grammar, plain);
      last = reading ?? last;
      if (reading && (!best || linesIn(reading.broken) < linesIn(best.broken))) best = reading;
    }
  }
  if (!best) return outlineLines(language, syntax, source, isInstalled || isStalling);
  const mended = last && isTorn(best, source) ? mend(last, syntax.opening ?? '', read, deadline) : undefined;
  const chosen = recovered(syntax, source, mended && isBetter(mended, best, source) ? mended : best);
  const note = noteOf(chosen.broken);
  return {
    language,
    lines: countLines(text),
    imports: chosen.imports,
    symbols: chosen.symbols,
    ...(note && { note }),
  };
}

/** Whether it looks as if a definition were lost or swallowed, in a few places. */
function isTorn({ hasError, broken, symbols }: Reading, source: string): boolean {
  if (!hasError || joined(broken).length > DIALECT) return false;
  // a macro ends where its author likes
  const bodies = symbols.filter(({ kind }) => kind !== 'macro');
  return broken.length > 0 || shapely(bodies, source.split('\n')).size < countOf(bodies);
}

/** Whether more definitions, or fewer others, end where the indentation says, none is lost in vain, and most is read. */
function isBetter(mended: Reading, best: Reading, source: string): boolean {
  const lines = source.split('\n');
  if (linesIn(mended.broken) > Math.max(lines.length / 2, linesIn(best.broken))) return false;
  const [known, found] = [shapely(best.symbols, lines), shapely(mended.symbols, lines)];
  const score = (reading: Reading, fitting: number): number => 2 * fitting - countOf(reading.symbols);
  if (score(mended, found.size) <= score(best, known.size)) return false;
  // what contains others may have swallowed some
  const isKept = ([place, { children }]: readonly [string, OutlineSymbol]): boolean =>
    children.length > 0 || found.has(place);
  return best.broken.length > 0 || [...known].every(isKept);
}

function countOf(symbols: readonly OutlineSymbol[]): number {
  return symbols.reduce((sum, { children }) => sum + 1 + countOf(children), 0);
}

function recovered(syntax: Syntax, source: string, walked: Walked): Walked {
  const { symbols, broken } = walked;
  return broken.length === 0 ? walked : { ...walked, symbols: recoverLines(syntax, source, symbols, broken) };
}

/** What no grammar could read in time. */
function outlineLines(language: string, syntax: Syntax, source: string, isInstalled: boolean): Outline {
  const lines = countLines(source);
  const symbols = recoverLines(syntax, source, [], [[1, lines]]);
  const note = `${isInstalled ? 'could not be parsed' : 'its grammar is not installed'}, ${BY_LINES}`;
  return { language, lines, imports: [], symbols, note };
}

function same(source: string): string {
  return source;
}

function noteOf(ranges: readonly Lines[]): string | undefined {
  if (ranges.length === 0) return undefined;
  const broken = joined(ranges);
  const named = broken
    .slice(0, RANGES_NAMED)
    .map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
  const more = broken.length > RANGES_NAMED ? ` and ${broken.length - RANGES_NAMED} more` : '';
  return `could not be parsed, ${BY_LINES}: lines ${named.join(', ')}${more}`;
}
