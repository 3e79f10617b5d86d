import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Embedder } from '../../src/similarity/embedder.js';

/** Texts that have broken embedders: each must give a vector, promptly. */
const HOSTILE: Readonly<Record<string, string>> = {
  nothing: '',
  blanks: ' \t\r\n'.repeat(50_000),
  '200 KB of one letter': 'a'.repeat(200_000),
  '200 KB of capitals': 'A'.repeat(200_000),
  '200 KB of alternating case': 'aB'.repeat(100_000),
  '200 KB of digits': '7'.repeat(200_000),
  '200 KB of punctuation': '.-_'.repeat(66_000),
  '200 KB of one-letter words': 'x '.repeat(100_000),
  'a word of 1 MB': 'antidisestablishment'.repeat(50_000),
  'lone surrogates': '\ud800 text \udc00'.repeat(100),
  'zeros and controls': '\0\x01\x1b[0m\x7f'.repeat(1000),
  'letters beyond ASCII': 'żółć 漢字かな кириллица İstanbul ﬁ 👩‍👩‍👧'.repeat(200),
};

/**
 * The laws of {@link Embedder}.
 *
 * @param create opens an embedder; called once
 * @param known a text in which the model knows words
 * @param runs random lists of texts to try
 */
export function embedderContract(
  create: () => Embedder | Promise<Embedder>,
  known: string,
  runs = 100,
): void {
  describe('the laws of an embedder', () => {
    const opened = Promise.resolve().then(create);

    it('names itself and its dimensions', async () => {
      const { id, dimensions } = await opened;
      expect(id).toMatch(/\S/);
      expect(dimensions).toBeGreaterThan(0);
    });

    it('gives a vector of length 1 to a text that it knows words of', async () => {
      const embedder = await opened;
      const [vector] = await embedder.embed([known]);
      expect(vector).toBeInstanceOf(Float32Array);
      expect(vector).toHaveLength(embedder.dimensions);
      expect(lengthOf(vector!)).toBeCloseTo(1, 4);
    });

    it('gives none for no text', async () => {
      expect(await (await opened).embed([])).toEqual([]);
    });

    it.each(Object.entries(HOSTILE))('gives a sound vector to %s', async (_, text) => {
      const embedder = await opened;
      expectSound(await embedder.embed([text]), 1, embedder);
    });

    it('gives the same vectors in the order of the texts, whatever they stand among', async () => {
      const embedder = await opened;
      await fc.assert(
        fc.asyncProperty(fc.array(texts, { maxLength: 6 }), async (list) => {
          const together = await embedder.embed(list);
          expectSound(together, list.length, embedder);
          expect(await embedder.embed(list)).toEqual(together);
          const reversed = await embedder.embed(list.toReversed());
          for (const [at, vector] of reversed.toReversed().entries())
            expect(cosine(vector, together[at]!)).toBeCloseTo(lengthOf(together[at]!) ** 2, 4);
        }),
        { numRuns: runs },
      );
    });

    it('does not share memory between vectors', async () => {
      const embedder = await opened;
      const [first] = await embedder.embed([known]);
      const kept = first!.slice();
      const [second] = await embedder.embed([known]);
      second!.fill(0);
      expect(first).toEqual(kept);
    });
  });
}

function expectSound(vectors: readonly Float32Array[], count: number, { dimensions }: Embedder): void {
  expect(vectors).toHaveLength(count);
  for (const vector of vectors) {
    expect(vector).toHaveLength(dimensions);
    const length = lengthOf(vector);
    if (vector.some((value) => value !== 0)) expect(length).toBeCloseTo(1, 4);
    else expect(length).toBe(0);
  }
}

function lengthOf(vector: Float32Array): number {
  return Math.sqrt(cosine(vector, vector));
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, d) => sum + value * b[d]!, 0);
}

const texts = fc.oneof(
  fc.constantFrom('', 'retry with backoff', 'computeBackoff(attempt)', 'The file is not found.', '404'),
  fc.string({ maxLength: 60, unit: 'binary' }),
);
