import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forEachGram, forEachWord, LONGEST_WORD } from '../../src/similarity/embedding-words.js';

function wordsOf(text: string, most = Number.POSITIVE_INFINITY): string[] {
  const words: string[] = [];
  forEachWord(text, most, (_, codes, length) => {
    words.push(String.fromCharCode(...codes.subarray(0, length)));
  });
  return words;
}

function hashesOf(text: string): number[] {
  const hashes: number[] = [];
  forEachWord(text, Number.POSITIVE_INFINITY, (hash) => hashes.push(hash));
  return hashes;
}

describe('forEachWord', () => {
  it.each([
    ['computeBackoffDelay', 'compute backoff delay'],
    ['max_retries = MAX_RETRIES', 'max retries max retries'],
    ['parseHTTPUrl(x)', 'parse http url x'],
    ['HTTP', 'http'],
    ['sha256sum utf-8', 'sha 256 sum utf 8'],
    ["don't stop", 'don t stop'],
    ['exit 1, at 123456789', 'exit 1 at'],
    ['“quoted” — déjà VU', 'quoted déjà vu'],
    ['  \n\t', ''],
  ])('cuts %j into %j', (text, words) => {
    expect(wordsOf(text).join(' ')).toBe(words);
  });

  it('gives equal hashes to equal words, in any case', () => {
    expect(hashesOf('retry Retry RETRY')).toEqual(new Array(3).fill(hashesOf('retry')[0]));
    expect(hashesOf('retry')).not.toEqual(hashesOf('retries'));
  });

  it('keeps the first letters of a long word, and stops after so many words', () => {
    expect(wordsOf('a'.repeat(1000))).toEqual(['a'.repeat(LONGEST_WORD)]);
    expect(wordsOf('one two three four', 2)).toEqual(['one', 'two']);
  });

  it('finds in any text what it finds in its words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const words = wordsOf(text);
        expect(words.every((word) => word.length > 0 && word.length <= LONGEST_WORD)).toBe(true);
        expect(wordsOf(words.join(' ')).length).toBe(words.length);
      }),
      { numRuns: 500 },
    );
  });
});

describe('forEachGram', () => {
  const gramsOf = (word: string) => {
    const grams: number[] = [];
    forEachGram(
      Uint16Array.from(word, (_, at) => word.charCodeAt(at)),
      word.length,
      (hash) => grams.push(hash),
    );
    return grams;
  };

  it('visits the runs of three to five letters with both ends marked', () => {
    // <a, <ab, …: of "<abc>" three runs of three, two of four, one of five.
    expect(gramsOf('abc')).toHaveLength(6);
    expect(gramsOf('a')).toHaveLength(1);
  });

  it('shares runs between words of one stem only', () => {
    const shared = (a: string, b: string) => gramsOf(a).filter((gram) => gramsOf(b).includes(gram)).length;
    expect(shared('throttled', 'throttling')).toBeGreaterThan(8);
    expect(shared('throttled', 'banana')).toBe(0);
  });
});
