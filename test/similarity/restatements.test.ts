import { describe, expect, it } from 'vitest';
import type { Embedder } from '../../src/similarity/embedder.js';
import { type Claim, keyOf, restatements } from '../../src/similarity/restatements.js';

/** Counts words by a hash of their first letters: alike are texts that share words. */
const embedder: Embedder = {
  id: 'words-64',
  dimensions: 64,
  async embed(texts) {
    return texts.map((text) => {
      const vector = new Float32Array(64);
      for (const [word] of text.toLowerCase().matchAll(/[a-z]+/g)) {
        vector[(word.charCodeAt(0) * 7 + (word.charCodeAt(1) || 0)) % 64]! += 1;
      }
      const length = Math.hypot(...vector) || 1;
      return vector.map((value) => value / length);
    });
  },
};

const claim = (text: string, rest: Partial<Claim> = {}): Claim => ({
  text,
  key: keyOf(text),
  surroundings: text,
  heading: '',
  ...rest,
});

describe('restatements', () => {
  it('find a sentence in other words, and the first stands for all', async () => {
    const claims = [
      claim('The Redis cache is emptied if the disk is full.'),
      claim('Idle connections are closed by the server.'),
      claim('If the disk is full, the Redis cache is emptied.'),
      claim('The Redis cache is emptied when the disk is full.'),
    ];
    expect(await restatements(claims, embedder)).toEqual([
      { of: 0, at: 2 },
      { of: 0, at: 3 },
    ]);
  });

  it('are none between instructions or questions', async () => {
    const said = ['Empty the Redis cache must never happen.', 'Does the Redis cache empty itself?'];
    expect(
      await restatements(
        [...said, ...said].map((text) => claim(text)),
        embedder,
      ),
    ).toEqual([]);
  });

  it('are none where the embedder finds the sentences unlike', async () => {
    const texts = ['The Redis cache may be purged.', 'The Redis cache can be purged.'];
    const unlike: Embedder = {
      ...embedder,
      embed: async (given) => given.map((_, at) => new Float32Array(64).fill(1, at, at + 1)),
    };
    expect(
      await restatements(
        texts.map((text) => claim(text)),
        embedder,
      ),
    ).toHaveLength(1);
    expect(
      await restatements(
        texts.map((text) => claim(text)),
        unlike,
      ),
    ).toEqual([]);
  });

  it('want like surroundings for a sentence that names nothing', async () => {
    const text = 'The value is read once per request.';
    const about = (surroundings: string, heading: string) => claim(text, { surroundings, heading });
    const timeout = about('The timeout counts milliseconds. The value is read once per request.', 'timeout');
    expect(await restatements([timeout, { ...timeout }], embedder)).toHaveLength(1);
    expect(await restatements([timeout, { ...timeout, heading: 'retries' }], embedder)).toEqual([]);
    const other = about(
      'Zebras, quaggas, okapis, giraffes, hippos, jackals, baboons, cheetahs, lions.',
      'timeout',
    );
    expect(await restatements([timeout, other], embedder)).toEqual([]);
  });

  it('take a sentence that leans on the one before only together with it', async () => {
    const first = 'The Redis cache is emptied at night.';
    const second = 'It is filled again in the morning.';
    const other = 'The Redis queue is emptied at night.';
    const pair = (head: string, at: number) => [claim(head), claim(second, { previous: at })];
    expect(await restatements([...pair(first, 0), ...pair(first, 2)], embedder)).toEqual([
      { of: 0, at: 2 },
      { of: 1, at: 3 },
    ]);
    expect(await restatements([...pair(first, 0), ...pair(other, 2)], embedder)).toEqual([]);
  });
});
