import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedder } from '../../src/similarity/embedder.js';
import { createTransformersEmbedder } from '../../src/similarity/transformers-embedder.js';
import { INSTALL, installTransformers } from './install-transformers.js';
import { writeTinyEncoder } from './tiny-encoder.js';

describe('an encoder run by transformers', () => {
  let folder: string;
  let model: string;
  let embedder: Embedder;
  const options = () => ({ model, mayDownload: false, modules: folder });

  beforeAll(async () => {
    folder = await installTransformers();
    model = path.join(folder, 'tiny-encoder');
    await writeTinyEncoder(model);
    embedder = await createTransformersEmbedder(options());
  }, INSTALL);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('gives vectors of length 1, alike for what means alike', async () => {
    const [red, blue, cat] = await embedder.embed(['red', 'blue red', 'cat']);
    const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, at) => sum + x * b[at]!, 0);
    expect(embedder.dimensions).toBe(4);
    expect(cosine(red!, red!)).toBeCloseTo(1, 5);
    expect(cosine(red!, blue!)).toBeGreaterThan(0.9);
    expect(cosine(red!, cat!)).toBeLessThan(0.5);
  });

  it('gives a text the same vector alone and among others of other lengths', async () => {
    const texts = Array.from({ length: 70 }, (_, at) => 'red cat blue dog green '.repeat((at % 5) + 1));
    const together = await embedder.embed(texts);
    for (const at of [0, 31, 32, 69]) {
      const [alone] = await embedder.embed([texts[at]!]);
      alone!.forEach((coordinate, k) => {
        expect(together[at]![k]).toBeCloseTo(coordinate, 5);
      });
    }
  });

  it('gives zeros for a text of blanks, and reads what is very long or broken', async () => {
    const [blank, long, broken] = await embedder.embed([' ', 'a'.repeat(200_000), '\ud800 red']);
    expect([...blank!]).toEqual([0, 0, 0, 0]);
    for (const vector of [long!, broken!]) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    expect(await embedder.embed([])).toEqual([]);
  });

  it('is named after the model and its weights', async () => {
    expect(embedder.id).toMatch(/^transformers:tiny-encoder:fp32:[0-9a-f]{12}$/);
    expect((await createTransformersEmbedder(options())).id).toBe(embedder.id);
  });

  it('says what is missing', async () => {
    await expect(
      createTransformersEmbedder({ ...options(), model: path.join(folder, 'none') }),
    ).rejects.toThrow(/^There is no model in /);
    await expect(createTransformersEmbedder({ ...options(), model: 'some/encoder' })).rejects.toThrow(
      'The model some/encoder is not on this machine, and fetching it is not allowed.',
    );
    await expect(createTransformersEmbedder({ ...options(), modules: tmpdir() })).rejects.toThrow(
      /^@huggingface\/transformers could not be loaded/,
    );
    const broken = path.join(folder, 'broken');
    await writeTinyEncoder(broken);
    await writeFile(path.join(broken, 'onnx', 'model.onnx'), 'no model');
    await expect(createTransformersEmbedder({ ...options(), model: broken })).rejects.toThrow(
      /could not be loaded/,
    );
  });
});
