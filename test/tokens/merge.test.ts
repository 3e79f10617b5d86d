import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMerge } from '../../src/tokens/merge.js';
import { readVocabulary } from '../../src/tokens/vocabulary.js';

const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Byte-pair encoding by its definition: rescan for the pair of least rank, join, repeat. */
function mergeByDefinition(tokens: readonly string[], text: string): number {
  const ranks = new Map(tokens.map((token, rank) => [token, rank]));
  const row = [...text];
  for (;;) {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i + 1 < row.length; i++) {
      const rank = ranks.get(row[i]! + row[i + 1]!) ?? Number.POSITIVE_INFINITY;
      if (rank < least) [best, least] = [i, rank];
    }
    if (best < 0) return row.length;
    row.splice(best, 2, row[best]! + row[best + 1]!);
  }
}

function mergeWith(tokens: readonly string[], text: string): number {
  const table = tokens.map((token) => Buffer.from(token).toString('base64')).join(' ');
  return createMerge(readVocabulary(`! 0 ${table}`))(Buffer.from(text), text.length);
}

describe('createMerge', () => {
  const token = fc.stringMatching(/^[abc]{2,6}$/);
  const vocabulary = fc
    .uniqueArray(token, { minLength: 1, maxLength: 12 })
    .map((tokens) => ['a', 'b', 'c', ...tokens]);

  it('joins as the definition does, whatever the vocabulary', () => {
    fc.assert(
      fc.property(vocabulary, fc.stringMatching(/^[abc]{1,60}$/), (tokens, text) => {
        expect(mergeWith(tokens, text)).toBe(mergeByDefinition(tokens, text));
      }),
      { numRuns: 2000 },
    );
  });

  it('joins as the definition does through several windows', () => {
    const long = fc
      .tuple(
        fc.stringMatching(/^[abc]{1,40}$/),
        fc.integer({ min: 1100, max: 2500 }),
        fc.stringMatching(/^[abc]{0,9}$/),
      )
      .map(([unit, length, end]) => unit.repeat(Math.ceil(length / unit.length)) + end);
    fc.assert(
      fc.property(vocabulary, long, (tokens, text) => {
        expect(mergeWith(tokens, text)).toBe(mergeByDefinition(tokens, text));
      }),
      { numRuns: 40 },
    );
  });

  it('widens the window where the end of a piece decides about its beginning', () => {
    // No two neighbors occur twice, and those further right are joined first: from the end on, three by three.
    const text = onceEachPair(alphabet);
    const tokens = [...alphabet];
    for (let end = text.length; end > 2; end--)
      tokens.push(text.slice(end - 2, end), text.slice(end - 3, end));
    for (const length of [1024, 1025, 1500, 1501, 1502, 2500, 2501, 2502]) {
      const piece = text.slice(-length);
      const expected = mergeByDefinition(tokens, piece);
      expect(expected).toBe(Math.ceil(length / 3));
      expect(mergeWith(tokens, piece)).toBe(expected);
    }
  });
});

/** A text in which no two neighbors occur twice: an Eulerian walk through all pairs of different letters. */
function onceEachPair(letters: string): string {
  const left = new Map(
    [...letters].map((letter) => [letter, [...letters].filter((other) => other !== letter)]),
  );
  const walk: string[] = [];
  const stack = [letters[0]!];
  while (stack.length > 0) {
    const next = left.get(stack.at(-1)!)!.pop();
    if (next) stack.push(next);
    else walk.push(stack.pop()!);
  }
  return walk.reverse().join('');
}
