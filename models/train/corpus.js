import { isMinified } from './corpus-files.js';
import { forEachWord } from './dist.js';
import { codePairs, prosePairs } from './passages.js';

/** Stands between blocks in the stream of words. */
export const BREAK = 0;
/** Words of each side of a pair that are kept. */
const PAIR_WORDS = 64;
const LEAST_WORDS = 3;
/** Pairs with one and the same first side. */
const MOST_PARTNERS = 4;

/**
 * Collects the words of texts as numbers (1 is the first word seen), block by block, where a block ends at a blank
 * line; and the pairs of passages. What was seen before, block or pair, is left out: packages repeat themselves.
 */
export function createCorpus() {
  const idOf = new Map();
  const words = [''];
  const hashes = [0];
  const packagesOf = [0];
  const lastPackage = [-1];
  const counts = [0];
  const stream = growing();
  const pairWords = growing();
  const pairs = [];
  const seen = new Set();
  const partnersOf = new Map();
  let packages = 0;

  const intern = (hash, codes, length) => {
    let id = idOf.get(hash);
    if (id === undefined) {
      id = words.length;
      idOf.set(hash, id);
      hashes.push(hash);
      words.push(String.fromCharCode(...codes.subarray(0, length)));
      counts.push(0);
      packagesOf.push(0);
      lastPackage.push(-1);
    }
    return id;
  };

  const addBlock = (block) => {
    const start = stream.length();
    let hash = 0;
    forEachWord(block, Number.POSITIVE_INFINITY, (wordHash, codes, length) => {
      hash = (Math.imul(hash, 31) + wordHash) | 0;
      stream.push(intern(wordHash, codes, length));
    });
    if (!isNew(seen, hash, stream.length() - start)) {
      stream.truncate(start);
      return 0;
    }
    for (let at = start; at < stream.length(); at++) {
      const id = stream.at(at);
      counts[id]++;
      if (lastPackage[id] !== packages) {
        lastPackage[id] = packages;
        packagesOf[id]++;
      }
    }
    stream.push(BREAK);
    return stream.length() - start - 1;
  };

  const addPair = (a, b) => {
    const start = pairWords.length();
    let hash = 7;
    const add = (wordHash, codes, length) => {
      hash = (Math.imul(hash, 31) + wordHash) | 0;
      pairWords.push(intern(wordHash, codes, length));
    };
    forEachWord(a, PAIR_WORDS, add);
    const middle = pairWords.length();
    const first = hash;
    forEachWord(b, PAIR_WORDS, add);
    const end = pairWords.length();
    const partners = partnersOf.get(first) ?? 0;
    const long = middle - start >= LEAST_WORDS && end - middle >= LEAST_WORDS;
    if (!long || partners === MOST_PARTNERS || !isNew(seen, hash, end - start)) {
      pairWords.truncate(start);
      return;
    }
    partnersOf.set(first, partners + 1);
    pairs.push({ package: packages, start, middle, end });
  };

  return {
    /** Reads a package's files until it gave so many words. Returns how many words and pairs it gave. */
    addPackage(files, mostWords, mostPairs) {
      packages++;
      let added = 0;
      const pairsBefore = pairs.length;
      for (const file of files) {
        if (added >= mostWords) break;
        const text = file.text();
        if (isMinified(text)) continue;
        for (const block of text.split(/\n[ \t\r]*\n/)) added += addBlock(block);
        if (/changelog|history/i.test(file.path)) continue;
        for (const [a, b] of file.prose ? prosePairs(text) : codePairs(text)) {
          if (pairs.length - pairsBefore < mostPairs) addPair(a, b);
        }
      }
      return { words: added, pairs: pairs.length - pairsBefore };
    },
    finish: () => ({
      words,
      hashes,
      counts,
      packagesOf,
      stream: stream.array(),
      pairs,
      pairWords: pairWords.array(),
    }),
  };
}

/** Remembers a hash, in 53 bits with a length. */
function isNew(seen, hash, length) {
  const key = (hash >>> 0) * 0x1000 + (length & 0xfff);
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}

/** A Uint32Array that grows. */
function growing() {
  let array = new Uint32Array(1 << 20);
  let length = 0;
  return {
    push(value) {
      if (length === array.length) {
        const larger = new Uint32Array(length * 2);
        larger.set(array);
        array = larger;
      }
      array[length++] = value;
    },
    at: (index) => array[index],
    length: () => length,
    truncate(to) {
      length = to;
    },
    array: () => array.subarray(0, length),
  };
}
