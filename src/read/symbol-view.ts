import { brief, CtxoptError } from '../errors.js';
import { findSymbols } from '../outline/find-symbols.js';
import type { Outline, OutlineSymbol } from '../outline/outline.js';
import { nearestNames } from './nearest-names.js';
import { qualifiedNames } from './qualified-names.js';
import { sliceLines } from './slice-lines.js';
import { unknownLanguage } from './unknown-language.js';
import type { ViewBody, ViewSource } from './view-body.js';

/** A body is begun only with so much of the budget left, in tokens. */
const LEAST = 64;

/**
 * The exact lines of a definition, numbered. Where a name means several, all of them, each under a line of its own, as
 * far as the budget reaches.
 * @param name `Class.method` or a bare name
 * @throws CtxoptError `not_found` with the nearest names as the hint
 */
export async function symbolView(source: ViewSource, name: string): Promise<ViewBody> {
  const outline = await source.outline();
  const matches = outermost(findSymbols(outline, name));
  if (matches.length === 0) throw unknownSymbol(source, name, outline);
  if (matches.length === 1)
    return { view: 'symbol', text: bodyOf(source, matches[0]!, source.budget), notes: [] };
  return {
    view: 'symbol',
    text: eachOf(source, matches, qualifiedNames(outline)),
    notes: [`${matches.length} matches`],
  };
}

function bodyOf(source: ViewSource, { startLine, endLine }: OutlineSymbol, budget: number): string {
  return sliceLines(source.lines, [{ start: startLine, end: endLine }], {
    numbered: true,
    budget,
    tokenizer: source.tokenizer,
  });
}

function eachOf(
  source: ViewSource,
  matches: readonly OutlineSymbol[],
  names: ReadonlyMap<OutlineSymbol, string>,
): string {
  const pieces: string[] = [];
  let left = source.budget - LEAST;
  for (const [index, match] of matches.entries()) {
    const head = `${names.get(match) ?? match.name} · ${match.kind}, lines ${match.startLine}-${match.endLine}\n`;
    left -= source.tokenizer.count(head) + 1;
    if (left < 0) {
      const more = matches.length - index;
      pieces.push(`[${more} ${more === 1 ? 'match' : 'matches'} more: say which, as Parent.name]`);
      break;
    }
    pieces.push(head);
    if (left < LEAST) continue;
    const body = bodyOf(source, match, left);
    pieces.push(body.endsWith('\n') ? body : `${body}\n`);
    left -= source.tokenizer.count(body) + 1;
  }
  return pieces.join('');
}

/** Without those whose lines are within another's, which shows them already. */
function outermost(matches: readonly OutlineSymbol[]): readonly OutlineSymbol[] {
  const kept: OutlineSymbol[] = [];
  for (const match of [...matches].sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine)) {
    const last = kept.at(-1);
    if (last === undefined || match.endLine > last.endLine) kept.push(match);
  }
  return kept;
}

function unknownSymbol(source: ViewSource, name: string, outline: Outline): CtxoptError {
  const message = `${source.display} defines no ${brief(name)}.`;
  if (outline.language === 'text') return unknownLanguage(source, name);
  if (outline.symbols.length === 0) {
    return new CtxoptError('not_found', message, 'It has no symbols: ask for lines, e.g. lines:"1-200".');
  }
  const names = qualifiedNames(outline);
  const known = [...names].flatMap(([symbol, qualified]) => [symbol.name, qualified]);
  const near = nearestNames(name, known);
  return new CtxoptError(
    'not_found',
    message,
    near.length > 0
      ? `Did you mean ${near.join(', ')}?`
      : 'Read the file with view:"outline" to see its symbols.',
  );
}
