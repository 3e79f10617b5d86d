export interface ShingleOptions {
  /** Words in a row that make one shingle; 3 if not said. */
  readonly words?: number;
  /** The most shingles to keep; 16,384 if not said. */
  readonly cap?: number;
}

/**
 * The distinct shingles of a text as 32-bit hashes, ascending: each run of `words` neighbouring words, where a word is
 * a run of letters, digits and underscores, or one other visible character. White space does not count.
 *
 * A text with more than `cap` shingles is represented by those with the `cap` smallest hashes. That is a uniform
 * sample, and the same one for the same content, so samples stay comparable (the bottom-k sketch of E. Cohen and
 * H. Kaplan, "Summarizing data using bottom-k sketches", PODC 2007). Shingling itself is A. Broder, "On the
 * resemblance and containment of documents", 1997. Linear in the length of the text.
 */
export function shingles(text: string, options: ShingleOptions = {}): Uint32Array {
  const { words = 3, cap = 16_384 } = options;
  const sample = bottomK(cap, text.length);
  const window = new Uint32Array(words);
  let seen = 0;
  let oldest = 0;
  const push = (word: number) => {
    window[oldest] = word;
    oldest = oldest + 1 === words ? 0 : oldest + 1;
    seen++;
    if (seen >= words) sample.add(hashRing(window, oldest));
  };
  let word = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isWordCode(code)) {
      word = Math.imul((word || FNV_OFFSET) ^ code, FNV_PRIME);
      continue;
    }
    if (word) push(word);
    word = 0;
    if (!isSpaceCode(code)) push(Math.imul(FNV_OFFSET ^ code, FNV_PRIME));
  }
  if (word) push(word);
  if (seen > 0 && seen < words) sample.add(hashRing(window.subarray(0, seen), 0));
  return sample.sorted();
}

/**
 * The share of the shingles of two texts that both have: the Jaccard index, 0 to 1. Exact where neither set was
 * sampled; else the unbiased estimate from the `cap` smallest hashes of the union.
 */
export function jaccard(a: Uint32Array, b: Uint32Array, cap = 16_384): number {
  const sampled = a.length >= cap || b.length >= cap;
  const most = sampled ? cap : a.length + b.length;
  let i = 0;
  let j = 0;
  let both = 0;
  while (i < a.length && j < b.length && i + j - both < most) {
    const left = a[i]!;
    const right = b[j]!;
    if (left === right) both++;
    if (left <= right) i++;
    if (right <= left) j++;
  }
  const union = Math.min(most, a.length + b.length - both);
  return union === 0 ? 0 : both / union;
}

// FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** The 32-bit finalizer of MurmurHash3: spreads every input bit over the whole word. */
export function mix32(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Hash of a ring buffer's words from the oldest to the newest. */
function hashRing(ring: Uint32Array, oldest: number): number {
  let h = 0;
  for (let at = oldest; at < ring.length; at++) h = mix32(Math.imul(h, 31) + ring[at]!);
  for (let at = 0; at < oldest; at++) h = mix32(Math.imul(h, 31) + ring[at]!);
  return h;
}

/**
 * Keeps the `cap` smallest of the distinct numbers that it is given, in amortized logarithmic time each.
 * @param most how many it is given at most
 */
function bottomK(cap: number, most: number) {
  const kept = new Uint32Array(Math.min(2 * cap, most));
  let size = 0;
  let ceiling = Number.POSITIVE_INFINITY;
  const makeRoom = () => {
    let distinct = 0;
    for (const value of kept.subarray(0, size).sort()) {
      if (distinct === 0 || value !== kept[distinct - 1]) kept[distinct++] = value;
    }
    size = Math.min(distinct, cap);
    if (size === cap) ceiling = kept[cap - 1]!;
  };
  return {
    add(value: number) {
      if (value >= ceiling) return;
      if (size === kept.length) makeRoom();
      kept[size++] = value;
    },
    sorted(): Uint32Array {
      makeRoom();
      return kept.slice(0, size);
    },
  };
}

function isSpaceCode(code: number): boolean {
  return code <= 0x20 || code === 0xa0;
}

function isWordCode(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f ||
    code > 0xa0
  );
}
