import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeEmbeddingModel } from '../../src/similarity/embedding-model.js';
import { forEachGram, forEachWord } from '../../src/similarity/embedding-words.js';
import { createStaticEmbedder, MOST_EMBEDDED_WORDS } from '../../src/similarity/static-embedder.js';
import { embedderContract } from '../contracts/embedder.js';

const shipped = readFileSync(path.resolve(import.meta.dirname, '../../models/static.bin'));

embedderContract(() => createStaticEmbedder(shipped), 'The retry delay grows with each attempt.');

const GRAMS = 64;

/** A model of two dimensions: words as given, and every run of letters along the second one. */
function tinyModel(vectors: Readonly<Record<string, readonly [number, number]>>): Uint8Array {
  const words = Object.entries(vectors)
    .map(([word, vector]) => ({ hash: hashOf(word), vector }))
    .sort((a, b) => a.hash - b.hash);
  const rows = [...words.map(({ vector }) => vector), ...new Array(GRAMS).fill([0, 1])];
  return encodeEmbeddingModel({
    dimensions: 2,
    words: Uint32Array.from(words, ({ hash }) => hash),
    grams: GRAMS,
    scales: new Float32Array(rows.length).fill(0.5),
    values: Int8Array.from(rows.flat()),
  });
}

function hashOf(word: string): number {
  let found = 0;
  forEachWord(word, 1, (hash) => {
    found = hash;
  });
  return found;
}

describe('createStaticEmbedder', () => {
  const embedder = createStaticEmbedder(tinyModel({ heavy: [30, 0], light: [0, 10], back: [-30, 0] }));
  const embed = async (text: string) => [...(await embedder.embed([text]))[0]!];

  it('adds up the vectors of the words and sets the sum to length 1', async () => {
    expect(await embed('light')).toEqual([0, 1]);
    const [x, y] = await embed('heavy light heavy');
    expect(x! / y!).toBeCloseTo(6, 5);
    expect(await embed('HeavyLight_heavy')).toEqual(await embed('heavy light heavy'));
  });

  it('makes an unknown word of its runs of letters', async () => {
    let runs = 0;
    forEachGram(
      Uint16Array.from('abcdef', (_, at) => 'abcdef'.charCodeAt(at)),
      6,
      () => runs++,
    );
    expect(runs).toBeGreaterThan(1);
    expect(await embed('abcdef')).toEqual([0, 1]);
    // The runs count as one word together: 30 against 1.
    const [x, y] = await embed('heavy abcdef');
    expect(x! / y!).toBeCloseTo(30, 4);
  });

  it('is all zero without a word, and where words cancel out', async () => {
    expect(await embed('-- ;; 1234567890')).toEqual([0, 0]);
    expect(await embed('heavy back')).toEqual([0, 0]);
  });

  it(`looks at the first ${MOST_EMBEDDED_WORDS} words`, async () => {
    expect(await embed('light '.repeat(MOST_EMBEDDED_WORDS) + 'heavy '.repeat(9))).toEqual([0, 1]);
    expect((await embed('light '.repeat(MOST_EMBEDDED_WORDS - 1) + 'heavy '.repeat(9)))[0]).toBeGreaterThan(
      0,
    );
  });

  it('names models of other content differently, and the same bytes alike', () => {
    const ids = [tinyModel({ a: [1, 0] }), tinyModel({ a: [1, 0] }), tinyModel({ a: [1, 1] })].map(
      (bytes) => createStaticEmbedder(bytes).id,
    );
    expect(ids[0]).toBe(ids[1]);
    expect(ids[0]).not.toBe(ids[2]);
  });
});

describe('the shipped model', () => {
  const embedder = createStaticEmbedder(shipped);

  it('is at most 6 MB', () => {
    expect(shipped.length).toBeLessThanOrEqual(6_000_000);
  });

  it.each([
    [
      'where is the retry delay computed',
      'function computeBackoff(attempt) { return Math.min(base * 2 ** attempt, maxWait); }',
      [
        'function renderHeader(title) { return bold(title) + rule(); }',
        'class ColorPicker extends Widget { hue = 0 }',
      ],
    ],
    [
      'how are passwords hashed',
      'async function digestSecret(plain, salt) { return bcrypt.hash(plain, salt); }',
      ['function drawTriangle(context, vertices) {}', 'def parse_csv_row(line): return line.split(",")'],
    ],
    [
      'The connection was closed because it was idle.',
      'The socket is shut down after a period of inactivity.',
      ['The image is drawn below the title.', 'Numbers are rounded to two decimals.'],
    ],
    [
      'remove expired entries from the cache',
      'def evict_stale(self): self.items = {k: v for k, v in self.items.items() if v.deadline > now()}',
      [
        'def draw_polygon(self, points): self.canvas.stroke(points)',
        'def send_email(to, subject, body): ...',
      ],
    ],
  ])('finds what %j means', async (query, right, wrong) => {
    const [of, ...others] = await embedder.embed([query, right, ...wrong]);
    const [best, ...rest] = others.map((vector) =>
      vector.reduce((sum, value, d) => sum + value * of![d]!, 0),
    );
    for (const score of rest) expect(score).toBeLessThan(best!);
  });
});
