import { type Grammar, grammarNamed } from '../grammar.js';
import { countLines } from '../lines.js';
import type { Outline } from '../outline.js';
import { codeOf } from './code-of.js';
import { foldImports } from './import-of.js';
import { plainSyntax } from './plain-syntax.js';
import { type Recovered, recover } from './recover.js';
import { walk } from './walk.js';

/** Milliseconds after which nothing more is parsed: only broken input takes so long. */
const PARSE_LIMIT = 3_000;
/** UTF-16 units a millisecond that a large file is given besides. Grammars read three times as many, and more. */
const PARSE_SPEED = 2_000;

/**
 * The outline of a file of the JavaScript family.
 * @param grammarNames which grammars to try, in order
 */
export async function outlineEcmascript(
  language: string,
  grammarNames: readonly string[],
  source: string,
): Promise<Outline> {
  const found = await find(grammarNames, source);
  const defined = new Set(found.symbols.filter(({ exported }) => exported).map(({ name }) => name));
  const missing = found.placeholders.filter(({ name }) => !defined.has(name));
  const symbols = [...missing, ...found.symbols].map((symbol) =>
    found.exportedNames.has(symbol.name) ? { ...symbol, exported: true } : symbol,
  );
  const note = noteOf(found.unparsed);
  return {
    language,
    lines: countLines(source),
    imports: foldImports(found.imports),
    symbols: symbols.toSorted((a, b) => a.startLine - b.startLine),
    ...(note && { note }),
  };
}

async function find(grammarNames: readonly string[], source: string): Promise<Recovered> {
  const first = await grammarNamed(grammarNames[0]!);
  const deadline = performance.now() + PARSE_LIMIT + source.length / PARSE_SPEED;
  const whole = (grammar: Grammar, plain: string) =>
    grammar.read(plain, (root) => (root.hasError ? undefined : walk(root, source)), { deadline });
  const found = whole(first, source);
  if (found) return { ...found, unparsed: undefined };
  const code = codeOf(source);
  const plain = plainSyntax(source, code);
  const grammars = await Promise.all(grammarNames.map(grammarNamed));
  for (const grammar of grammars) {
    const again = grammar === first && plain === source ? undefined : whole(grammar, plain);
    if (again) return { ...again, unparsed: undefined };
  }
  return recover({ source, plain, code }, grammars, deadline);
}

const RANGES_NAMED = 5;

function noteOf(unparsed: Recovered['unparsed']): string | undefined {
  if (!unparsed) return undefined;
  if (unparsed.length === 0) return 'could not be parsed as a whole, but statement by statement';
  const ranges = unparsed
    .slice(0, RANGES_NAMED)
    .map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
  const more = unparsed.length > RANGES_NAMED ? ` and ${unparsed.length - RANGES_NAMED} more` : '';
  return `could not be parsed, read line by line: lines ${ranges.join(', ')}${more}`;
}
