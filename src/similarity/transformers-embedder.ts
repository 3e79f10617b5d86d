import path from 'node:path';
import { toUSVString } from 'node:util';
import { CtxoptError } from '../errors.js';
import type { Embedder } from './embedder.js';
import { loadTransformers, type TransformersOptions } from './load-transformers.js';
import { onnxWeights } from './onnx-weights.js';

/** Texts in one run of the model: more would only hold more memory. */
const BATCH = 32;
/** Letters of a text that the model is given; it reads 256 to 512 tokens. */
const MAX_TEXT = 4000;

interface Features {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/**
 * A sentence encoder in ONNX, such as all-MiniLM-L6-v2, run by `@huggingface/transformers`: the mean of its last layer,
 * brought to length 1 (N. Reimers, I. Gurevych, "Sentence-BERT", EMNLP 2019).
 * @throws CtxoptError `not_found` if package or model are not there, `invalid_input` if the model is no encoder
 */
export async function createTransformersEmbedder(options: TransformersOptions): Promise<Embedder> {
  const { pipeline } = await loadTransformers(options);
  const isFolder = path.isAbsolute(options.model);
  const weights = isFolder ? await onnxWeights(options.model) : undefined;
  const dtype = weights?.dtype ?? 'fp32';
  const name = isFolder ? path.basename(options.model) : options.model;
  const extract = await pipeline('feature-extraction', name, { dtype }).catch((cause: unknown) => {
    throw new CtxoptError(
      'not_found',
      `The model ${options.model} could not be loaded: ${(cause as Error).message}`,
      'It needs config.json, tokenizer.json, tokenizer_config.json and onnx/model.onnx.',
      { cause },
    );
  });
  const encode = async (texts: readonly string[]) =>
    (await extract(
      texts.map((text) => toUSVString(text.slice(0, MAX_TEXT))),
      { pooling: 'mean', normalize: true },
    )) as Features;

  const dimensions = (await encode(['probe'])).dims.at(-1)!;
  return {
    id: `transformers:${name}:${dtype}${weights ? `:${weights.hash}` : ''}`,
    dimensions,
    async embed(texts) {
      const vectors: Float32Array[] = [];
      for (let from = 0; from < texts.length; from += BATCH) {
        const batch = texts.slice(from, from + BATCH);
        const { data } = await encode(batch);
        batch.forEach((text, at) => {
          const vector = data.slice(at * dimensions, (at + 1) * dimensions);
          vectors.push(text.trim() === '' ? new Float32Array(dimensions) : finite(vector));
        });
      }
      return vectors;
    },
  };
}

/** A model without a word for a text may divide by a length of zero. */
function finite(vector: Float32Array): Float32Array {
  return vector.every(Number.isFinite) ? vector : new Float32Array(vector.length);
}
