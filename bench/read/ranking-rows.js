// What the ranking knows of each candidate for the answer to a question, as smart_read would have it.
import { readFileSync } from 'node:fs';
import { fromDist } from './dist.js';

const { answerFeatures } = await fromDist('repo/answer-features.js');
const { factsOf } = await fromDist('repo/facts-of.js');
const { matchMeanings } = await fromDist('repo/match-meanings.js');
const { matchSymbols } = await fromDist('repo/match-symbols.js');
const { searchQuery } = await fromDist('repo/search-query.js');
const { fileEntries } = await fromDist('read/file-entries.js');
const { fileText } = await fromDist('read/file-text.js');
const { createPathScope } = await fromDist('read/path-scope.js');
const { readAnswer } = await fromDist('read/read-folder.js');
const { createTurns } = await fromDist('read/turns.js');
const { createRepoRankings } = await fromDist('session/repo-rankings.js');
const { createStaticEmbedder } = await fromDist('similarity/static-embedder.js');
const { createMemoryRepoIndex } = await fromDist('store/memory-repo-index.js');

const embedder = createStaticEmbedder(readFileSync(new URL('../../models/static.bin', import.meta.url)));

/** Candidates of a question that are kept, those that match best. */
const MOST = 500;

/**
 * For each question its candidates' features, and which of them are answers.
 * @returns {Promise<{ answers: number, candidates: { features: object }[], chosen: number[] }[]>}
 */
export async function rankingRows({ questions }, checkout) {
  const index = createMemoryRepoIndex({ limit: 1e9 });
  let job;
  const deps = {
    scope: createPathScope({ roots: [checkout] }),
    index,
    rankings: createRepoRankings(index),
    inTurn: createTurns(),
    entries: fileEntries,
    answer: async (asked) => {
      job = asked;
      return {};
    },
  };
  const at = await deps.scope.resolve('.');
  const known = new Map();
  const rows = [];
  for (const { question, answers } of questions) {
    await readAnswer(deps, at, { query: question, budget: 4000 }, {});
    const files = [];
    for (const { path, score, bytes } of job.files) {
      if (!known.has(path)) known.set(path, await parsed(path, bytes));
      if (known.get(path)) files.push({ ...known.get(path), score });
    }
    rows.push(await rowOf(question, answers, files, job));
  }
  return rows;
}

async function parsed(path, bytes) {
  const file = fileText(bytes);
  if (file === undefined || file.secret) return undefined;
  return { path, text: file.text, facts: await factsOf(path, file.text) };
}

async function rowOf(question, answers, files, { rows, holders }) {
  const asked = searchQuery(question);
  const words = matchSymbols([...asked.terms], files, { rows, holders });
  const features = answerFeatures(asked, files, await matchMeanings(question, files, words, embedder));
  const candidates = files
    .flatMap(({ path, facts }, file) =>
      facts.symbols.map((symbol, at) => ({ path, symbol, features: features[file][at] })),
    )
    .filter((candidate) => candidate.features !== undefined)
    .sort((a, b) => b.features.match - a.features.match)
    .slice(0, MOST);
  const chosen = answers.map((answer) => smallestAround(answer, candidates)).filter((at) => at >= 0);
  return { answers: answers.length, candidates, chosen: [...new Set(chosen)] };
}

/** Where the smallest candidate is that has all lines of an answer; -1 if none has. */
function smallestAround({ file, lines }, candidates) {
  const [start, end = start] = lines.split('-').map(Number);
  const length = ({ symbol }) => symbol.endLine - symbol.startLine;
  return candidates.reduce((found, candidate, at) => {
    const { path, symbol } = candidate;
    if (path !== file || symbol.startLine > start || symbol.endLine < end) return found;
    return found < 0 || length(candidate) <= length(candidates[found]) ? at : found;
  }, -1);
}
