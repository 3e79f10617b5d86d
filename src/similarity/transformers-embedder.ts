import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { pipeline as flow } from 'node:stream/promises';
import { toUSVString } from 'node:util';
import { CtxoptError } from '../errors.js';
import type { Embedder } from './embedder.js';
import { loadTransformers, type TransformersOptions } from './load-transformers.js';

/** Texts in one run of the model: more would only hold more memory. */
const BATCH = 32;
/** Letters of a text that the model is given; it reads 256 to 512 tokens. */
const MAX_TEXT = 4000;

/** The kinds of weights that are looked for in a folder, the most exact first. */
const WEIGHTS: readonly (readonly [dtype: string, file: string])[] = [
  ['fp32', 'model.onnx'],
  ['fp16', 'model_fp16.onnx'],
  ['q8', 'model_quantized.onnx'],
];

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
  const weights = isFolder ? await weightsIn(options.model) : undefined;
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

/** The weights in a model's folder, and the beginning of their hash: two models of one name are not one. */
async function weightsIn(folder: string): Promise<{ readonly dtype: string; readonly hash: string }> {
  for (const [dtype, name] of WEIGHTS) {
    const file = path.join(folder, 'onnx', name);
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (!isThere) continue;
    const hash = createHash('sha256');
    await flow(createReadStream(file), hash);
    return { dtype, hash: hash.digest('hex').slice(0, 12) };
  }
  throw new CtxoptError(
    'not_found',
    `There is no model in ${folder}.`,
    `It needs one of onnx/${WEIGHTS.map(([, file]) => file).join(', onnx/')}.`,
  );
}

/** A model without a word for a text may divide by a length of zero. */
function finite(vector: Float32Array): Float32Array {
  return vector.every(Number.isFinite) ? vector : new Float32Array(vector.length);
}
