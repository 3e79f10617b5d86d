import { answerView } from '../repo/answer-view.js';
import { factsOf } from '../repo/facts-of.js';
import { matchMeanings } from '../repo/match-meanings.js';
import { matchSymbols } from '../repo/match-symbols.js';
import { rankSymbols } from '../repo/rank-symbols.js';
import { searchQuery } from '../repo/search-query.js';
import type { Embedder } from '../similarity/embedder.js';
import { tokenizerFor } from '../tokens/tokenizer-for.js';
import { clientReadBaseline } from './client-reader.js';
import { fileText } from './file-text.js';
import type { ReadView } from './read-view.js';

export interface AnswerJob {
  readonly display: string;
  readonly query: string;
  readonly budget: number;
  readonly notes: readonly string[];
  /** The likeliest, as they were read just now, by the names that the reader knows. */
  readonly files: readonly { readonly path: string; readonly score: number; readonly bytes: Uint8Array }[];
  /** How common the query's terms are, see `TermStatistics`. */
  readonly rows: number;
  readonly holders: ReadonlyMap<string, number>;
}

export interface AnswerResult extends ReadView {
  /**
   * The files that bodies were given from, their content's hash, and what a client's own reader
   * would have given for each: without the answer, each would have been read for its body.
   */
  readonly reads: readonly { readonly file: string; readonly version: string; readonly baseline: number }[];
}

/**
 * Answers a question from files, each parsed for it. Pure.
 * @param embedder compares meanings, of thousands of definitions; without it words alone decide
 */
export async function answerFiles(job: AnswerJob, embedder?: Embedder): Promise<AnswerResult> {
  const { display, query, budget, notes, rows, holders } = job;
  const tokenizer = tokenizerFor();
  const files = [];
  for (const { path, score, bytes } of job.files) {
    const file = fileText(bytes);
    if (file === undefined || file.secret) continue;
    files.push({ path, score, text: file.text, hash: file.hash, facts: await factsOf(path, file.text) });
  }
  const asked = searchQuery(query);
  const words = matchSymbols([...asked.terms], files, { rows, holders });
  const matches = embedder ? await matchMeanings(query, files, words, embedder) : words;
  const symbols = rankSymbols(asked, files, matches);
  const answer = answerView({ display, query, symbols, files, budget, notes });
  const shown = new Set(answer.shown.map(({ path }) => path));
  const reads = files
    .filter(({ path }) => shown.has(path))
    .map(({ path, text, hash }) => ({
      file: path,
      version: hash,
      baseline: clientReadBaseline(text, tokenizer),
    }));
  return {
    text: answer.text,
    view: 'answer',
    lines: files.reduce((sum, { facts }) => sum + facts.lines, 0),
    tokens: {
      returned: answer.tokens,
      whole: files.reduce((sum, { facts }) => sum + facts.tokens, 0),
      tokenizer: tokenizer.id,
      exact: tokenizer.exact,
    },
    baseline: reads.reduce((sum, { baseline }) => sum + baseline, 0),
    reads,
  };
}
