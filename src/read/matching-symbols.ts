import type { Outline, OutlineSymbol } from '../outline/outline.js';
import { lexisOf } from '../repo/lexis.js';
import { matchSymbols } from '../repo/match-symbols.js';
import { searchQuery } from '../repo/search-query.js';
import { wordsOf } from '../repo/words-of.js';
import { qualifiedNames } from './qualified-names.js';

/** Of the best match's score, what another one must have: beyond it, what shares a common word with the query begins. */
const RELATIVE_CUT = 0.25;

/** What only shows a text's ends, or names again what is elsewhere. */
const NO_DEFINITIONS = new Set(['text', 'name', 'export']);

/**
 * The definitions of which an outline leaves something out and that match a question best, the best first, scored as those of
 * a repository are. Empty if none has any of its words.
 */
export function matchingSymbols(outline: Outline, text: string, query: string): readonly OutlineSymbol[] {
  const named = [...qualifiedNames(outline)].filter(([{ kind }]) => !NO_DEFINITIONS.has(kind));
  const symbols = named.map(([symbol]) => symbol);
  const importLines = new Set(outline.imports.map(({ line }) => line));
  const { terms } = wordsOf(text, lexisOf(outline.language), symbols, importLines);
  const rows = named.map(([symbol, name], index) => ({ ...symbol, name, terms: terms[index]! }));
  const [scores] = matchSymbols([...searchQuery(query).terms], [{ path: '', facts: { symbols: rows } }]);
  const hits = symbols
    .map((symbol, index) => ({ symbol, score: scores![index]! }))
    .filter(({ symbol, score }) => score > 0 && isElided(symbol));
  const best = hits.reduce((most, { score }) => Math.max(most, score), 0);
  return hits
    .filter(({ score }) => score >= best * RELATIVE_CUT)
    .sort((a, b) => b.score - a.score)
    .map(({ symbol }) => symbol);
}

/** Whether an outline leaves anything out of it. */
function isElided({ elided, children }: OutlineSymbol): boolean {
  return elided > 0 || children.length > 0;
}
