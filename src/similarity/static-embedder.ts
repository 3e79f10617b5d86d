import type { Embedder } from './embedder.js';
import { decodeEmbeddingModel, type EmbeddingModel } from './embedding-model.js';
import { forEachGram, forEachWord } from './embedding-words.js';

/** Words of a text that its vector is made of; those behind them do not count. */
export const MOST_EMBEDDED_WORDS = 2048;

/**
 * An embedder that adds up one trained vector a word (the word's weight is its vector's length); an unknown word is the
 * mean of its letter runs. No order of words, no context: some 100,000 short texts a second, and a text's first
 * {@link MOST_EMBEDDED_WORDS} words at most. A text without letters or digits is all zero.
 *
 * @param model the bytes of `models/static.bin`
 * @throws CtxoptError invalid_input if the bytes are no such model
 */
export function createStaticEmbedder(model: Uint8Array): Embedder {
  const decoded = decodeEmbeddingModel(model);
  const embedText = textEmbedder(decoded);
  return {
    id: `static-${decoded.dimensions}-${decoded.checksum.toString(16).padStart(8, '0')}`,
    dimensions: decoded.dimensions,
    embed: async (texts) => texts.map(embedText),
  };
}

function textEmbedder({ dimensions, words, grams, scales, values }: EmbeddingModel) {
  const rowOf = rowsByHash(words);

  return (text: string): Float32Array => {
    const sum = new Float32Array(dimensions);
    const add = (row: number, share: number) => {
      const from = row * dimensions;
      const scale = scales[row]! * share;
      for (let d = 0; d < dimensions; d++) sum[d]! += scale * values[from + d]!;
    };
    forEachWord(text, MOST_EMBEDDED_WORDS, (hash, codes, length) => {
      const row = rowOf(hash);
      if (row >= 0) {
        add(row, 1);
        return;
      }
      let count = 0;
      forEachGram(codes, length, () => count++);
      forEachGram(codes, length, (gram) => add(words.length + (gram % grams), 1 / count));
    });
    return ofLengthOne(sum);
  };
}

/** The row of a word's hash, or -1: open addressing in a table at most half full. */
function rowsByHash(words: Uint32Array): (hash: number) => number {
  const mask = 2 ** Math.ceil(Math.log2(2 * words.length + 1)) - 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  for (let row = 0; row < words.length; row++) {
    let slot = words[row]! & mask;
    while (slots[slot]! >= 0) slot = (slot + 1) & mask;
    slots[slot] = row;
  }
  return (hash) => {
    let slot = hash & mask;
    while (slots[slot]! >= 0 && words[slots[slot]!] !== hash) slot = (slot + 1) & mask;
    return slots[slot]!;
  };
}

/** The vector, in place, at length 1; as it is if it is all zero. */
function ofLengthOne(vector: Float32Array): Float32Array {
  let square = 0;
  for (const value of vector) square += value * value;
  if (square === 0) return vector;
  const scale = 1 / Math.sqrt(square);
  for (let d = 0; d < vector.length; d++) vector[d]! *= scale;
  return vector;
}
