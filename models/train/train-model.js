import { ppmi } from './co-occurrence.js';
import { trainOnPairs } from './contrast.js';
import { encodeEmbeddingModel, forEachGram } from './dist.js';
import { quantize } from './quantize.js';
import { createRandom } from './random.js';
import { leadingVectors } from './svd.js';

/** What the shipped model is trained with. */
export const SETTINGS = {
  seed: 1,
  dimensions: 160,
  words: 26_000,
  grams: 6144,
  contexts: 8000,
  window: 8,
  pairWeight: 2,
  /** Co-occurrences below this are noise. */
  least: 0.2,
  /** a in the weight a / (a + p(word)) that a word starts with (S. Arora et al., ICLR 2017). */
  smooth: 1e-3,
  /** Pairs in one step. */
  batch: 256,
  epochs: 2,
  rate: 0.03,
  dropout: 0.2,
};

/** The words that get a row: those of two packages or more, by their counts. Ids, the most frequent first. */
export function vocabularyOf(corpus, size) {
  const least = Math.min(
    2,
    corpus.packagesOf.reduce((most, count) => Math.max(most, count), 0),
  );
  return Array.from(corpus.words.keys())
    .filter((id) => id > 0 && corpus.packagesOf[id] >= least)
    .sort((a, b) => corpus.counts[b] - corpus.counts[a] || a - b)
    .slice(0, size);
}

/** The rows that each word of the corpus is made of: its own, or those of its grams. Row numbers, with shares. */
export function featuresOf(corpus, vocabulary, grams) {
  const own = new Int32Array(corpus.words.length).fill(-1);
  vocabulary.forEach((id, row) => {
    own[id] = row;
  });
  const inPairs = new Uint8Array(corpus.words.length);
  for (const id of corpus.pairWords) inPairs[id] = 1;
  const starts = new Uint32Array(corpus.words.length + 1);
  const rows = [];
  const shares = [];
  for (let id = 0; id < corpus.words.length; id++) {
    if (own[id] >= 0) {
      rows.push(own[id]);
      shares.push(1);
    } else if (inPairs[id]) {
      const of = gramsOf(corpus.words[id], grams);
      for (const gram of of) {
        rows.push(vocabulary.length + gram);
        shares.push(1 / of.length);
      }
    }
    starts[id + 1] = rows.length;
  }
  return { own, starts, rows: Uint32Array.from(rows), shares: Float32Array.from(shares) };
}

export function gramsOf(word, grams) {
  const codes = Uint16Array.from(word, (_, at) => word.charCodeAt(at));
  const found = [];
  forEachGram(codes, codes.length, (hash) => found.push(hash % grams));
  return found;
}

/** Each word's vector of length 1, from what it occurs with; words × dimensions. */
export function distributionalVectors(corpus, features, settings) {
  const { own } = features;
  const toRow = (id) => (own[id] < 0 ? 0 : own[id] + 1);
  const rows = own.reduce((most, row) => Math.max(most, row + 1), 0);
  const matrix = ppmi({
    ...settings,
    stream: corpus.stream.map(toRow),
    pairWords: corpus.pairWords.map(toRow),
    pairs: corpus.pairs,
    rows,
    contexts: Math.min(settings.contexts, rows),
  });
  settings.log?.(`${matrix.values.length} co-occurrences`);
  const vectors = leadingVectors(matrix, settings.dimensions, createRandom(settings.seed));
  settings.log?.(`${rows} words in ${settings.dimensions} dimensions`);
  for (let row = 0; row < rows; row++) setLength(vectors, row, settings.dimensions, 1);
  return vectors;
}

/** The table that the contrast starts from: words weighted by their rarity, then grams as the mean of their words. */
export function firstTable(vectors, corpus, vocabulary, { dimensions, grams, smooth }) {
  const table = new Float32Array((vocabulary.length + grams) * dimensions);
  const total = corpus.counts.reduce((sum, count) => sum + count, 0);
  vocabulary.forEach((id, row) => {
    const weight = smooth / (smooth + corpus.counts[id] / total);
    for (const gram of gramsOf(corpus.words[id], grams)) {
      const to = (vocabulary.length + gram) * dimensions;
      for (let d = 0; d < dimensions; d++) table[to + d] += vectors[row * dimensions + d];
    }
    for (let d = 0; d < dimensions; d++) table[row * dimensions + d] = weight * vectors[row * dimensions + d];
  });
  for (let gram = 0; gram < grams; gram++) setLength(table, vocabulary.length + gram, dimensions, 1);
  return table;
}

/** The bytes of a model trained on a corpus. Deterministic: the same corpus and settings give the same bytes. */
export function trainModel(corpus, settings) {
  const vocabulary = vocabularyOf(corpus, settings.words);
  const features = featuresOf(corpus, vocabulary, settings.grams);
  const vectors = distributionalVectors(corpus, features, settings);
  const table = firstTable(vectors, corpus, vocabulary, settings);
  trainOnPairs({
    ...settings,
    ...corpus,
    table,
    features,
    random: createRandom(settings.seed + 1),
  });
  const hashes = vocabulary.map((id) => corpus.hashes[id]);
  return encodeEmbeddingModel(quantize(table, hashes, settings.dimensions));
}

function setLength(table, row, dimensions, length) {
  let square = 0;
  for (let d = 0; d < dimensions; d++) square += table[row * dimensions + d] ** 2;
  if (square === 0) return;
  const scale = length / Math.sqrt(square);
  for (let d = 0; d < dimensions; d++) table[row * dimensions + d] *= scale;
}
