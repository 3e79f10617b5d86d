import type { Node } from 'web-tree-sitter';
import { type Grammar, grammarNamed } from '../grammar.js';
import { countLines, lineIndex } from '../lines.js';
import type { Outline } from '../outline.js';
import { joined, mend } from './mend.js';
import { recoverLines } from './recover-lines.js';
import { shapeliness } from './shapeliness.js';
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
  if (!best) return outlineLines(language, syntax, source, isInstalled);
  const mended = best.hasError && last ? mend(last, syntax.opening ?? '', read, deadline) : undefined;
  const lines = source.split('\n');
  const isBetter = mended && shapeliness(mended.symbols, lines) > shapeliness(best.symbols, lines);
  const chosen = recovered(syntax, source, isBetter ? mended : best);
  const note = noteOf(chosen.broken);
  return {
    language,
    lines: countLines(text),
    imports: chosen.imports,
    symbols: chosen.symbols,
    ...(note && { note }),
  };
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

function linesIn(ranges: readonly Lines[]): number {
  return ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
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
