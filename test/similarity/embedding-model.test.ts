import { describe, expect, it } from 'vitest';
import { CtxoptError } from '../../src/errors.js';
import { decodeEmbeddingModel, encodeEmbeddingModel } from '../../src/similarity/embedding-model.js';

const model = {
  dimensions: 3,
  words: Uint32Array.of(7, 90, 4_000_000_000),
  grams: 2,
  scales: Float32Array.of(1, 0.5, 0.25, 2, 0),
  values: Int8Array.from({ length: 15 }, (_, k) => k * 17 - 127),
};

describe('an embedding model as bytes', () => {
  it('comes back as it was', () => {
    expect(decodeEmbeddingModel(encodeEmbeddingModel(model))).toMatchObject(model);
  });

  it('can be read from a Buffer that shares its memory with others', () => {
    const buffer = Buffer.from(encodeEmbeddingModel(model));
    expect(buffer.buffer.byteLength).toBeGreaterThan(buffer.length);
    expect(decodeEmbeddingModel(buffer)).toMatchObject(model);
  });

  it('can be read from the middle of a buffer', () => {
    const bytes = encodeEmbeddingModel(model);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(decodeEmbeddingModel(shifted.subarray(3))).toMatchObject(model);
  });

  it('does not change when the bytes do', () => {
    const bytes = encodeEmbeddingModel(model);
    const decoded = decodeEmbeddingModel(bytes);
    bytes.fill(0);
    expect(decoded).toMatchObject(model);
  });

  it.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ['nothing', () => new Uint8Array()],
    ['a few bytes', (bytes) => bytes.subarray(0, 10)],
    ['half of it', (bytes) => bytes.subarray(0, bytes.length / 2)],
    ['more than it', (bytes) => Uint8Array.of(...bytes, 0, 0, 0, 0)],
    ['another file', () => new TextEncoder().encode('{"dependencies": {}, "name": "ctxopt"}'.repeat(9))],
    ['another version', (bytes) => bytes.with(4, 9)],
    ['a header with no dimensions', (bytes) => bytes.with(12, 0)],
    ['a header with four billion words', (bytes) => bytes.fill(255, 16, 20)],
    ['a changed value', (bytes) => bytes.with(bytes.length - 4, bytes.at(-4)! ^ 1)],
    ['a changed checksum', (bytes) => bytes.with(8, bytes[8]! ^ 1)],
  ])('is refused if it is %s', (_, damage) => {
    const read = () => decodeEmbeddingModel(damage(encodeEmbeddingModel(model)));
    expect(read).toThrow(CtxoptError);
    expect(read).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });
});
