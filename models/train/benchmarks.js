import { readFileSync } from 'node:fs';
import path from 'node:path';
import { corpusFiles } from './corpus-files.js';
import { codePairs } from './passages.js';
import { createRandom, shuffle } from './random.js';
import { areaUnderCurve, bm25, cosine, retrieval } from './scores.js';

/** How much of the similarity of words counts beside BM25, where 1 is the best score of each. */
const BLEND = 1;

/** The pairs of sentences in a file beside this one, `a | b` a line. */
function sentencePairs(file) {
  const lines = readFileSync(path.join(import.meta.dirname, file), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => line.split(' | '));
}

/** Every second pair, beginning with the first: what the training was tuned on. The others are the test. */
const half = (pairs, split) => pairs.filter((_, at) => (at % 2 === 0) === (split === 'dev'));

/**
 * Areas under the curve on sentences written by hand: paraphrases against random pairs of the same sentences, and
 * against pairs of nearly the same words that mean another thing.
 */
export async function paraphraseScores(embedder, split) {
  const pairs = half(sentencePairs('paraphrases.txt'), split);
  const vectors = await embedAll(embedder, pairs.flat());
  const same = pairs.map((_, k) => cosine(vectors[2 * k], vectors[2 * k + 1]));
  const random = pairs.flatMap((_, k) =>
    pairs.map((_, j) => (j === k ? Number.NaN : cosine(vectors[2 * k], vectors[2 * j + 1]))),
  );
  const opposites = half(sentencePairs('opposites.txt'), split);
  const others = await embedAll(embedder, opposites.flat());
  return {
    pairs: pairs.length,
    random: areaUnderCurve(
      same,
      random.filter((score) => !Number.isNaN(score)),
    ),
    opposites: areaUnderCurve(
      same,
      opposites.map((_, k) => cosine(others[2 * k], others[2 * k + 1])),
    ),
  };
}

/** Functions with a doc comment of four words and a body of three lines at least: `{ comment, code }`, `most` of each. */
export function documentedFunctions(tarballs, most) {
  return tarballs.flatMap((tarball) => {
    const seen = new Set();
    const found = [];
    for (const file of corpusFiles(tarball)) {
      if (file.prose || /\.d\.[cm]?ts$/.test(file.path)) continue;
      for (const [comment, code] of codePairs(file.text())) {
        if (!isFunction(code) || comment.split(' ').length < 4 || seen.has(comment)) continue;
        seen.add(comment);
        found.push({ comment, code });
      }
    }
    return shuffle(found, createRandom(1)).slice(0, most);
  });
}

/** The functions whose comment is in no file of these packages: packages copy from each other. */
export function unseenIn(tarballs, functions) {
  const seen = new Set();
  for (const tarball of tarballs) {
    for (const file of corpusFiles(tarball)) {
      if (!file.prose) for (const [comment] of codePairs(file.text())) seen.add(comment);
    }
  }
  return functions.filter(({ comment }) => !seen.has(comment));
}

function isFunction(code) {
  const lines = code.split('\n');
  return (
    lines.length >= 4 &&
    /[\w$]+\s*(?:[:=]\s*(?:async\s+)?function\b.*|\(.*\).*)\{\s*$|=>\s*\{\s*$/.test(lines[0]) &&
    !/^\s*(?:if|for|while|switch|return|it|describe)\b/.test(lines[0])
  );
}

/** How well a doc comment finds its function among all: by BM25, by the vectors, by both. */
export async function retrievalScores(embedder, functions) {
  const queries = await embedAll(
    embedder,
    functions.map(({ comment }) => comment),
  );
  const documents = await embedAll(
    embedder,
    functions.map(({ code }) => code),
  );
  const byWords = bm25(functions.map(({ code }) => code));
  const lexical = functions.map(({ comment }) => byWords(comment));
  const semantic = queries.map((query) => documents.map((document) => cosine(query, document)));
  const both = (query) => {
    const top = lexical[query].reduce((most, score) => Math.max(most, score), 1e-9);
    return semantic[query].map((score, k) => BLEND * score + lexical[query][k] / top);
  };
  return {
    bm25: retrieval((query) => lexical[query], functions.length),
    vectors: retrieval((query) => semantic[query], functions.length),
    both: retrieval(both, functions.length),
  };
}

async function embedAll(embedder, texts) {
  return embedder.embed(texts);
}
