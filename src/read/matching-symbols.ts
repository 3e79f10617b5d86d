import type { Outline, OutlineSymbol } from '../outline/outline.js';
import { lexisOf } from '../repo/lexis.js';
import { searchTerms } from '../repo/search-terms.js';
import { wordsOf } from '../repo/words-of.js';
import { bm25 } from '../store/bm25.js';
import { qualifiedNames } from './qualified-names.js';

/** Of the best match's score, what another one must have: beyond it, what shares a common word with the query begins. */
const RELATIVE_CUT = 0.25;

/** What a word counts for by where it stands. */
const WEIGHTS = { name: 6, head: 3, path: 0, body: 1 } as const;

/** What only shows a text's ends, or names again what is elsewhere. */
const NO_DEFINITIONS = new Set(['text', 'name', 'export']);

/**
 * The definitions of which an outline leaves something out and that match a question best, the best first, by BM25 over
 * their names, signatures, doc comments, parents' names and own lines. Empty if none has any of its words.
 */
export function matchingSymbols(outline: Outline, text: string, query: string): readonly OutlineSymbol[] {
  const named = [...qualifiedNames(outline)].filter(([{ kind }]) => !NO_DEFINITIONS.has(kind));
  const symbols = named.map(([symbol]) => symbol);
  const importLines = new Set(outline.imports.map(({ line }) => line));
  const words = wordsOf(text, lexisOf(outline.language), symbols, importLines);
  const rows = named.map(([{ name, signature, doc = '' }, qualified], index) => ({
    name: termsOf(name),
    head: termsOf(`${qualified}\n${signature}\n${doc}`),
    body: words.terms[index]!,
  }));
  const itself = { name: '', head: '', body: words.outside };
  const entry = { path: '', pathTerms: '', rows: [itself, ...rows] };
  const hits = bm25([entry], { terms: searchTerms(query), weights: WEIGHTS }).hits.filter(
    ({ symbol }) => symbol >= 0 && isElided(symbols[symbol]!),
  );
  const best = hits.reduce((most, { score }) => Math.max(most, score), 0);
  return hits
    .filter(({ score }) => score >= best * RELATIVE_CUT)
    .sort((a, b) => b.score - a.score || a.symbol - b.symbol)
    .map(({ symbol }) => symbols[symbol]!);
}

/** Whether an outline leaves anything out of it. */
function isElided({ elided, children }: OutlineSymbol): boolean {
  return elided > 0 || children.length > 0;
}

function termsOf(text: string): string {
  return searchTerms(text).join(' ');
}
