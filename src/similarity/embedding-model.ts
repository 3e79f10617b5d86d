import { CtxoptError } from '../errors.js';

/**
 * The table of a static embedding model: a row a known word, then a row a bucket of letter runs. Row `r`, place `d` is
 * `scales[r] * values[r * dimensions + d]`.
 */
export interface EmbeddingModel {
  /** Of all that the model holds. */
  readonly checksum: number;
  readonly dimensions: number;
  /** Hashes of the known words, ascending; the index is the word's row. */
  readonly words: Uint32Array;
  /** Buckets of letter runs; run `hash` is in row `words.length + hash % grams`. */
  readonly grams: number;
  readonly scales: Float32Array;
  readonly values: Int8Array;
}

/** "ctxE" in bytes, and the version of the layout. */
const MAGIC = 0x45787463;
const VERSION = 1;
const HEADER = 24;
const MOST_DIMENSIONS = 4096;

/**
 * Reads a model from the bytes that {@link encodeEmbeddingModel} makes. The arrays are views of a copy.
 *
 * @throws CtxoptError invalid_input if the bytes are no such model, or are damaged
 */
export function decodeEmbeddingModel(bytes: Uint8Array): EmbeddingModel {
  const { buffer } = new Uint8Array(bytes);
  if (buffer.byteLength < HEADER) throw invalid('it is too short');
  const header = new Uint32Array(buffer, 0, HEADER / 4);
  const field = (at: number) => header[at]!;
  if (field(0) !== MAGIC || field(1) !== VERSION) throw invalid('it does not begin as one');
  const [checksum, dimensions, wordCount, grams] = [field(2), field(3), field(4), field(5)];
  const rows = wordCount + grams;
  const valuesAt = HEADER + 4 * wordCount + 4 * rows;
  if (dimensions === 0 || dimensions > MOST_DIMENSIONS || grams === 0)
    throw invalid('its header makes no sense');
  if (buffer.byteLength !== padded(valuesAt + rows * dimensions)) throw invalid('its length is wrong');
  if (checksumOf(buffer) !== checksum) throw invalid('its checksum is wrong');
  return {
    checksum,
    dimensions,
    words: new Uint32Array(buffer, HEADER, wordCount),
    grams,
    scales: new Float32Array(buffer, HEADER + 4 * wordCount, rows),
    values: new Int8Array(buffer, valuesAt, rows * dimensions),
  };
}

/**
 * A model as bytes, little-endian: magic, version, checksum, dimensions, words, grams (32 bits each); the hashes of the
 * words; the scales; the values; zeros up to a multiple of four.
 */
export function encodeEmbeddingModel(model: Omit<EmbeddingModel, 'checksum'>): Uint8Array {
  const rows = model.words.length + model.grams;
  const valuesAt = HEADER + 4 * model.words.length + 4 * rows;
  const buffer = new ArrayBuffer(padded(valuesAt + rows * model.dimensions));
  const header = new Uint32Array(buffer, 0, HEADER / 4);
  new Uint32Array(buffer, HEADER).set(model.words);
  new Float32Array(buffer, HEADER + 4 * model.words.length).set(model.scales);
  new Int8Array(buffer, valuesAt).set(model.values);
  header.set([MAGIC, VERSION, checksumOf(buffer), model.dimensions, model.words.length, model.grams]);
  return new Uint8Array(buffer);
}

function invalid(why: string): CtxoptError {
  return new CtxoptError(
    'invalid_input',
    `These bytes are no embedding model: ${why}.`,
    'Install the package again, or make the model anew with `npm run train:embeddings`.',
  );
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

/** FNV-1a over 32-bit words, of all that stands behind the checksum; the dimensions and counts are in the length. */
function checksumOf(buffer: ArrayBufferLike): number {
  const words = new Uint32Array(buffer, HEADER);
  let hash = 0x811c9dc5;
  for (let at = 0; at < words.length; at++) hash = Math.imul(hash ^ words[at]!, 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
