import path from 'node:path';
import { toUSVString } from 'node:util';
import { CtxoptError } from '../errors.js';
import { loadTransformers, type TransformersPipeline } from './load-transformers.js';
import { onnxWeights } from './onnx-weights.js';
import type { TokenPruner } from './token-pruner.js';

export interface TokenPrunerOptions {
  /** A folder, absolute, with `config.json`, `tokenizer.json` and `onnx/model.onnx`. */
  readonly model: string;
  /** A folder in whose `node_modules` `@huggingface/transformers` is, if it is not installed beside ctxopt. */
  readonly modules?: string;
}

/** Windows in one run of the model: more would only hold more memory. */
const BATCH = 8;
/** Tokens that a model reads at once, if it does not say so, and those that stand around a text. */
const WINDOW = 512;
const SPECIAL = 2;
/** The label of what is to be kept. */
const KEEP = 1;

/** What we use of a loaded model beyond calling it. */
interface TokenClassifier extends TransformersPipeline {
  readonly tokenizer: Tokenizer;
  readonly model: (inputs: Encoded) => Promise<{ readonly logits: Logits }>;
}

interface Tokenizer {
  (texts: string[], options: { readonly padding: true; readonly truncation: true }): Encoded;
  (
    texts: string[],
    options: { readonly add_special_tokens: false; readonly return_tensor: false },
  ): { readonly input_ids: readonly (readonly number[])[] };
  readonly model_max_length: number;
}

interface Encoded {
  readonly attention_mask: { readonly dims: readonly number[]; readonly data: ArrayLike<bigint> };
}

/** A row of scores for each token of each text. */
interface Logits {
  readonly dims: readonly number[];
  readonly data: ArrayLike<number>;
}

/** Neighboring words of one text that the model reads at once. */
interface Window {
  readonly text: number;
  readonly words: readonly string[];
  /** The place of the first among the words of its text. */
  readonly from: number;
  /** Tokens of each word. */
  readonly sizes: readonly number[];
}

/**
 * A token classifier in ONNX that was trained to tell what a text can do without, run by `@huggingface/transformers`; a
 * word's probability is the mean of its tokens' (Z. Pan et al., "LLMLingua-2: Data Distillation for Efficient and Faithful
 * Task-Agnostic Prompt Compression", ACL 2024). Its second label says that a token stays.
 * @throws CtxoptError `not_found` if package or model are not there, `invalid_input` if the model has not two labels
 */
export async function createTransformersTokenPruner(options: TokenPrunerOptions): Promise<TokenPruner> {
  const { pipeline } = await loadTransformers({ ...options, mayDownload: false });
  const { dtype, hash } = await onnxWeights(options.model);
  const name = path.basename(options.model);
  const loaded = await pipeline('token-classification', name, { dtype }).catch((cause: unknown) => {
    throw new CtxoptError(
      'not_found',
      `The model ${options.model} could not be loaded: ${(cause as Error).message}`,
      'It needs config.json, tokenizer.json, tokenizer_config.json and onnx/model.onnx.',
      { cause },
    );
  });
  const classifier = loaded as TokenClassifier;
  const probe = await logitsOf(classifier, ['probe']);
  if (probe.logits?.dims.at(-1) !== 2) {
    throw new CtxoptError(
      'invalid_input',
      `The model ${options.model} does not tell two kinds of tokens apart.`,
      'It must be a token classifier with the labels drop and keep, such as those of LLMLingua-2.',
    );
  }
  return {
    id: `transformers:${name}:${dtype}:${hash}`,
    async keep(texts) {
      const kept = texts.map((words) => new Float32Array(words.length).fill(1));
      const windows = texts.flatMap((words, text) => windowsOf(words, text, classifier.tokenizer));
      for (let from = 0; from < windows.length; from += BATCH) {
        const batch = windows.slice(from, from + BATCH);
        const results = await probabilities(batch, classifier);
        batch.forEach((window, at) => {
          kept[window.text]!.set(results[at]!, window.from);
        });
      }
      return kept;
    },
  };
}

function windowsOf(given: readonly string[], text: number, tokenizer: Tokenizer): readonly Window[] {
  if (given.length === 0) return [];
  const room = Math.min(WINDOW, tokenizer.model_max_length || WINDOW) - SPECIAL;
  const words = given.map(toUSVString);
  const { input_ids } = tokenizer([...words], { add_special_tokens: false, return_tensor: false });
  const sizes = input_ids.map((ids) => ids.length);
  const windows: Window[] = [];
  let from = 0;
  let tokens = 0;
  sizes.forEach((size, at) => {
    if (tokens + size > room && at > from) {
      windows.push({ text, from, words: words.slice(from, at), sizes: sizes.slice(from, at) });
      from = at;
      tokens = 0;
    }
    tokens += size;
  });
  windows.push({ text, from, words: words.slice(from), sizes: sizes.slice(from) });
  return windows;
}

/** The probabilities of the words of each window; 1 where its tokens are not those of its words. */
async function probabilities(
  batch: readonly Window[],
  classifier: TokenClassifier,
): Promise<readonly Float32Array[]> {
  const { logits, lengths } = await logitsOf(
    classifier,
    batch.map(({ words }) => words.join(' ')),
  );
  const width = logits.dims[1]!;
  return batch.map(({ sizes }, row) => {
    const found = new Float32Array(sizes.length).fill(1);
    const tokens = sizes.reduce((sum, size) => sum + size, 0);
    if (lengths[row] !== tokens + SPECIAL) return found;
    let token = row * width + 1;
    sizes.forEach((size, word) => {
      let sum = 0;
      for (const end = token + size; token < end; token++) sum += kept(logits.data, token);
      if (size > 0) found[word] = sum / size;
    });
    return found;
  });
}

/** The scores of texts, and how many tokens each of them has. */
async function logitsOf(
  { tokenizer, model }: TokenClassifier,
  texts: string[],
): Promise<{ readonly logits: Logits; readonly lengths: readonly number[] }> {
  const encoded = tokenizer(texts, { padding: true, truncation: true });
  const { logits } = await model(encoded);
  const { dims, data } = encoded.attention_mask;
  const width = dims[1]!;
  const lengths = texts.map((_, row) => {
    let length = 0;
    for (let at = row * width; at < (row + 1) * width; at++) length += Number(data[at]);
    return length;
  });
  return { logits, lengths };
}

/** Softmax over two labels. */
function kept(logits: ArrayLike<number>, token: number): number {
  const probability = 1 / (1 + Math.exp(logits[2 * token + 1 - KEEP]! - logits[2 * token + KEEP]!));
  return Number.isFinite(probability) ? probability : 1;
}
