import { callerScores } from './caller-scores.js';
import type { FileFacts, FileRole } from './file-facts.js';
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

/** What speaks for or against a definition as the answer to a question. */
export interface AnswerFeatures {
  /** How well it matches, beside what matches best: from 0 to 1. */
  readonly match: number;
  /** The natural logarithm of the same, that of nothing being some -4. */
  readonly logMatch: number;
  /** 1 if it does something, 0 if it only declares. */
  readonly runs: number;
  /** Near 1 for a definition of a line, that names or passes on what others do; half at three lines; near 0 for a long one. */
  readonly brief: number;
  /** The natural logarithm of how far its role steps back: 0 for source code, below for a test. */
  readonly role: number;
  /** What else in its file matches, beside the file that has most of it: from 0 to 1. */
  readonly file: number;
  /** The natural logarithm of its file's place in the graph of references, beside the first one's. */
  readonly graph: number;
  /** How well what mentions it matches, from 0 to 1: what a good answer calls is likely part of it. */
  readonly caller: number;
}

/** Lines at which a definition's length counts half. */
const HALF_LENGTH = 3;

const RUNS = /function|method|constructor|getter|setter|macro|call/;

/** Within a source file, what tests it: `mod tests`, `test_walk`. */
const TEST_NAME = /(?:^|\.)(?:tests?(?:\.|$)|test_)/i;

/** How many definitions tell whether a file is about what is asked, the second best half as much as the best, and so on. */
const FILE_MATCHES = 5;

/** What a logarithm is taken of at least. */
const LEAST_MATCH = 0.02;
const LEAST_GRAPH = 1e-4;

/**
 * The features of each definition that matches at all, file by file; undefined for the others.
 * @param matches as `matchSymbols` or `matchMeanings` gives them, file by file
 */
export function answerFeatures(
  { terms }: SearchQuery,
  files: readonly CandidateFile[],
  matches: readonly Float64Array[],
): readonly (readonly (AnswerFeatures | undefined)[])[] {
  const best = greatest(matches.map((own) => greatest(own)));
  const first = greatest(files.map(({ score }) => score));
  const factors = files.map(({ facts }) =>
    Float64Array.from(facts.symbols, (_, symbol) => roleFactor(roleOf(facts, symbol), terms)),
  );
  const scores = matches.map((own, file) =>
    own.map((match, symbol) => (best > 0 ? (match / best) * factors[file]![symbol]! : 0)),
  );
  const callers = callerScores(files, scores);
  const sums = scores.map(sumOfBest);
  const most = greatest(sums);
  return files.map(({ facts: { symbols }, score }, file) =>
    symbols.map(({ kind, startLine, endLine }, symbol) => {
      const match = matches[file]![symbol]! / best;
      if (!(match > 0)) return undefined;
      return {
        match,
        logMatch: Math.log(LEAST_MATCH + match),
        runs: RUNS.test(kind) ? 1 : 0,
        brief: HALF_LENGTH / (endLine - startLine + 1 + HALF_LENGTH),
        role: Math.log(factors[file]![symbol]!),
        file: sums[file]! / most,
        graph: first > 0 ? Math.log(Math.max(LEAST_GRAPH, score / first)) : 0,
        caller: callers[file]![symbol]!,
      };
    }),
  );
}

function roleOf({ role, symbols }: FileFacts, symbol: number): FileRole {
  return role === 'source' && TEST_NAME.test(symbols[symbol]!.name) ? 'test' : role;
}

function sumOfBest(scores: Float64Array): number {
  const sorted = scores.slice().sort().reverse();
  return sorted.slice(0, FILE_MATCHES).reduce((sum, score, place) => sum + score / (place + 1), 0);
}

function greatest(values: Iterable<number>): number {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return most;
}
