import { type AnswerFeatures, answerFeatures, type CandidateFile } from './answer-features.js';
import type { IndexedSymbol } from './file-facts.js';
import { bareName } from './file-graph.js';
import { RANKING_WEIGHTS } from './ranking-weights.js';
import type { SearchQuery } from './search-query.js';

export interface RankedSymbol {
  readonly path: string;
  /** Index in the file's `symbols`. */
  readonly symbol: number;
  /** Above 0: how likely it is to be the answer, or a part of it, those of all definitions adding up to 1. */
  readonly score: number;
}

/** Definitions ranked at most. */
const MOST = 200;

/**
 * The definitions that answer a question best, the best first: how well they match it, and what a reader would weigh too,
 * see {@link AnswerFeatures}, in a log-linear model (a conditional logit: D. McFadden, "Conditional logit analysis of
 * qualitative choice behavior", 1974); before all of them what the question names as code does.
 * @param matches as `matchSymbols` or `matchMeanings` gives them, file by file
 */
export function rankSymbols(
  query: SearchQuery,
  files: readonly CandidateFile[],
  matches: readonly Float64Array[],
): readonly RankedSymbol[] {
  const features = answerFeatures(query, files, matches);
  const ranked: RankedSymbol[] = [];
  for (const [file, { path }] of files.entries()) {
    for (const [symbol, own] of features[file]!.entries()) {
      if (own) ranked.push({ path, symbol, score: Math.exp(logWeight(own)) });
    }
  }
  // sorted before anything is added up, so that the order of files does not change a sum's last bits
  return [...withNamed(likely(ranked.sort(byScore)), query, files)].sort(byScore).slice(0, MOST);
}

function logWeight(features: AnswerFeatures): number {
  let sum = 0;
  for (const name of Object.keys(RANKING_WEIGHTS) as (keyof AnswerFeatures)[])
    sum += RANKING_WEIGHTS[name] * features[name];
  return sum;
}

function likely(ranked: readonly RankedSymbol[]): readonly RankedSymbol[] {
  const total = ranked.reduce((sum, { score }) => sum + score, 0);
  return ranked.map((symbol) => ({ ...symbol, score: symbol.score / total }));
}

/** What the question names as code does is as likely as all that only matches its words. */
function withNamed(
  ranked: readonly RankedSymbol[],
  { names }: SearchQuery,
  files: readonly CandidateFile[],
): readonly RankedSymbol[] {
  if (names.length === 0) return ranked;
  const symbolsOf = new Map(files.map(({ path, facts }) => [path, facts.symbols]));
  return likely(
    ranked.map((one) => {
      const all = symbolsOf.get(one.path)!;
      const named = names.some((name) => isNamed(all[one.symbol]!, all, name));
      return named ? { ...one, score: one.score + 1 } : one;
    }),
  );
}

/** Whether a name written in a question is a definition's: its bare one, or one that leads to it. */
function isNamed(symbol: IndexedSymbol, symbols: readonly IndexedSymbol[], name: string): boolean {
  const plain = name.replace(/::|#/g, '.');
  const bare = plain.slice(plain.lastIndexOf('.') + 1);
  if (bareName(symbol, symbols) !== bare) return false;
  return bare === plain || symbol.name.endsWith(plain) || symbol.signature.includes(plain);
}

function byScore(a: RankedSymbol, b: RankedSymbol): number {
  return b.score - a.score || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.symbol - b.symbol);
}
