import { callerScores } from './caller-scores.js';
import type { FileFacts, FileRole, IndexedSymbol } from './file-facts.js';
import { bareName } from './file-graph.js';
import { roleFactor } from './role-factor.js';
import type { SearchQuery } from './search-query.js';

/** A file in which a search found something. */
export interface CandidateFile {
  readonly path: string;
  readonly text: string;
  readonly facts: FileFacts;
  /** As `rankFiles` gives it, towards the files in which the search found something. */
  readonly score: number;
}

export interface RankedSymbol {
  readonly path: string;
  /** Index in the file's `symbols`. */
  readonly symbol: number;
  /** Above 0. */
  readonly score: number;
}

/** Lines at which a definition's length counts half: one of a few names, or passes on, what others do. */
const HALF_LENGTH = 3;

/** What only declares, beside what runs. */
const DECLARATION = 0.7;
const RUNS = /function|method|constructor|getter|setter|macro|call/;

/** Within a source file, what tests it: `mod tests`, `test_walk`. */
const TEST_NAME = /(?:^|\.)(?:tests?(?:\.|$)|test_)/i;

/** Of a score, the part that depends on how much else in the file matches; and how many definitions tell of that. */
const FILE_SHARE = 0.5;
const FILE_MATCHES = 5;

/** Of the best score of what mentions a definition, the part that it has too: what a good answer calls is likely part of it. */
const CALLER_SHARE = 0.2;

/** The power of a file's place in the graph: enough to decide between equals. */
const GRAPH_POWER = 0.02;

/** Definitions ranked at most. */
const MOST = 200;

/**
 * The definitions that answer a question best, the best first: how well they match it; then what a reader would weigh too: a name that the question writes out, what kind of file it is, whether the definition does anything and how much, whether
 * one that matches calls it, and whether its file matches elsewhere and matters to others.
 * @param matches as `matchSymbols` or `matchMeanings` gives them, file by file
 */
export function rankSymbols(
  query: SearchQuery,
  files: readonly CandidateFile[],
  matches: readonly Float64Array[],
): readonly RankedSymbol[] {
  const topGraph = files.reduce((top, { score }) => Math.max(top, score), 0);
  const scores = matches.map((own, file) => {
    const { facts, score } = files[file]!;
    const graph = topGraph > 0 ? Math.max(1e-4, score / topGraph) ** GRAPH_POWER : 1;
    return own.map((match, symbol) => match * priorOf(facts, symbol, query) * graph);
  });
  const callers = callerScores(files, scores);
  const ranked: RankedSymbol[] = [];
  for (const [file, { path }] of files.entries()) {
    for (const [symbol, score] of scores[file]!.entries()) {
      if (score > 0) ranked.push({ path, symbol, score: score + CALLER_SHARE * callers[file]![symbol]! });
    }
  }
  return withNamed(withinFiles(ranked), query, files).slice(0, MOST);
}

function priorOf({ role, symbols }: FileFacts, index: number, { terms }: SearchQuery): number {
  const { name, kind, startLine, endLine } = symbols[index]!;
  const lines = endLine - startLine + 1;
  const own: FileRole = role === 'source' && TEST_NAME.test(name) ? 'test' : role;
  return roleFactor(own, terms) * (RUNS.test(kind) ? 1 : DECLARATION) * (lines / (lines + HALF_LENGTH));
}

/** With what a file's best matches add up to counted in: what answers seldom stands among what has nothing to do with it. */
function withinFiles(ranked: readonly RankedSymbol[]): readonly RankedSymbol[] {
  const best = new Map<string, number[]>();
  for (const { path, score } of [...ranked].sort(byScore)) {
    const scores = best.get(path) ?? [];
    if (scores.length < FILE_MATCHES) best.set(path, [...scores, score]);
  }
  const sums = new Map(
    [...best].map(([path, scores]) => [path, scores.reduce((sum, score, i) => sum + score / (i + 1), 0)]),
  );
  const top = [...sums.values()].reduce((most, sum) => Math.max(most, sum), 0);
  return ranked.map((symbol) => ({
    ...symbol,
    score: symbol.score * (1 - FILE_SHARE + (FILE_SHARE * sums.get(symbol.path)!) / top),
  }));
}

/** What the question names as code does comes before what only matches its words. */
function withNamed(
  ranked: readonly RankedSymbol[],
  { names }: SearchQuery,
  files: readonly CandidateFile[],
): readonly RankedSymbol[] {
  if (names.length === 0) return [...ranked].sort(byScore);
  const top = ranked.reduce((most, { score }) => Math.max(most, score), 0);
  const symbolsOf = new Map(files.map(({ path, facts }) => [path, facts.symbols]));
  return ranked
    .map((symbol) => {
      const all = symbolsOf.get(symbol.path)!;
      const named = names.some((name) => isNamed(all[symbol.symbol]!, all, name));
      return named ? { ...symbol, score: top + symbol.score } : symbol;
    })
    .sort(byScore);
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
