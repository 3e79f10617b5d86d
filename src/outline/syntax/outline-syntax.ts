import type { Node } from 'web-tree-sitter';
import { type Grammar, grammarNamed } from '../grammar.js';
import { countLines, lineIndex } from '../lines.js';
import type { Outline } from '../outline.js';
import { mend } from './mend.js';
import { recoverLines } from './recover-lines.js';
import type { Syntax } from './syntax.js';
import { type Lines, type Walked, walkSyntax } from './walk-syntax.js';

/** Milliseconds after which nothing more is parsed, and UTF-16 units a millisecond that a large file is given besides. */
const PARSE_LIMIT = 3_000;
const PARSE_SPEED = 2_000;

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
  for (const plainer of [syntax.plain ?? same, ...(syntax.plainer ?? [])]) {
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
  if (best?.hasError && last) {
    const mended = mend(last, syntax.opening ?? '', read, deadline);
    if (best.broken.length > 0 ? mended !== last : mended !== last) best = mended;
  }
  const { imports, symbols, broken } = best ?? wholeFile(source);
  const recovered = broken.length === 0 ? symbols : recoverLines(syntax, source, symbols, broken);
  const note = isInstalled ? noteOf(broken, best !== undefined) : `its grammar is not installed, ${BY_LINES}`;
  return { language, lines: countLines(text), imports, symbols: recovered, ...(note && { note }) };
}

function same(source: string): string {
  return source;
}

function linesIn(ranges: readonly Lines[]): number {
  return ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

/** What no grammar could read in time. */
function wholeFile(source: string): Pick<Walked, 'imports' | 'symbols' | 'broken'> {
  return { imports: [], symbols: [], broken: [[1, countLines(source)]] };
}

function noteOf(broken: readonly Lines[], parsed: boolean): string | undefined {
  if (broken.length === 0) return undefined;
  if (!parsed) return `could not be parsed, ${BY_LINES}`;
  const named = broken
    .slice(0, RANGES_NAMED)
    .map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
  const more = broken.length > RANGES_NAMED ? ` and ${broken.length - RANGES_NAMED} more` : '';
  return `could not be parsed, ${BY_LINES}: lines ${named.join(', ')}${more}`;
}
