import type { Vocabulary } from './vocabulary.js';

/** How many tokens the first `length` bytes make, as one piece, by byte-pair encoding. */
export type Merge = (bytes: Uint8Array, length: number) => number;

/** Bytes that are merged at one go; a longer piece goes through in windows of this size. */
const WINDOW = 1024;

/**
 * Byte-pair encoding: of all neighbors that together are a token, those of lowest rank are joined first, the leftmost
 * of equals, until none is left.
 *
 * A long piece goes through in windows, which makes it linear in time and constant in memory. That is exact, because
 * a row of tokens is the encoding of its bytes if and only if each two neighbors are the encoding of theirs:
 * restricted to two neighbors, the merges of the whole happen in the order in which they happen alone. (The `bpe` crate
 * of github/rust-gems rests on the same rule.) So a window may begin at any border inside the one before, if its first
 * token is the one that the other has after that border: then each two neighbors stood together in one window. Where no
 * border serves, larger windows do, at last one as long as the piece.
 */
export function createMerge(vocabulary: Vocabulary): Merge {
  const usual = createRow(WINDOW);
  return (bytes, length) => {
    if (length <= WINDOW) return join(usual, vocabulary, bytes, 0, length);
    for (let size = WINDOW; ; size *= 2) {
      const count = countInWindows(createRow(size), vocabulary, bytes, length);
      if (count !== undefined) return count;
    }
  };
}

/** Undefined if windows as long as the row are too short. */
function countInWindows(
  row: Row,
  vocabulary: Vocabulary,
  bytes: Uint8Array,
  length: number,
): number | undefined {
  const size = row.next.length;
  let start = 0;
  let count = join(row, vocabulary, bytes, 0, Math.min(size, length));
  let before = 0; // tokens before the window
  while (start + size < length) {
    const borders = bordersOf(row, start);
    let border = Math.floor((borders.length * 7) / 8);
    for (; border > 0; border >>= 1) {
      const from = borders[border]!;
      count = join(row, vocabulary, bytes, from, Math.min(from + size, length));
      if (from + row.next[0]! === borders[border + 1]) break;
    }
    if (border === 0) return undefined;
    before += border;
    start = borders[border]!;
  }
  return before + count;
}

/** A window's tokens as a linked list of the places where they begin, counted from the window's start. */
interface Row {
  /** Where the token that begins here ends. */
  readonly next: Int32Array;
  readonly previous: Int32Array;
  /** Rank of the token that this one and the next make together, -1 if they make none. */
  readonly rank: Int32Array;
  /** Joins to be made, as a binary heap of `rank * PLACES + place`; those that came to nothing are still in it. */
  readonly heap: Float64Array;
}

const PLACES = 2 ** 30;

function createRow(size: number): Row {
  return {
    next: new Int32Array(size),
    previous: new Int32Array(size),
    rank: new Int32Array(size),
    heap: new Float64Array(3 * size),
  };
}

/** Where the window's tokens begin and end, in bytes of the piece. */
function bordersOf(row: Row, start: number): readonly number[] {
  const borders = [start];
  for (let place = 0; place < row.next.length; ) {
    place = row.next[place]!;
    borders.push(start + place);
  }
  return borders;
}

/** Merges `bytes[start, end)`, leaves the tokens in the row, and returns their number. */
function join(row: Row, vocabulary: Vocabulary, bytes: Uint8Array, start: number, end: number): number {
  const { next, previous, rank, heap } = row;
  const length = end - start;
  let waiting = 0;

  function propose(place: number): void {
    const following = next[place]!;
    const reach = following < length ? next[following]! : Number.POSITIVE_INFINITY;
    const joined =
      reach - place > vocabulary.longest ? -1 : vocabulary.rankOf(bytes, start + place, start + reach);
    rank[place] = joined;
    if (joined >= 0) push(heap, waiting++, joined * PLACES + place);
  }

  for (let place = 0; place < length; place++) {
    next[place] = place + 1;
    previous[place] = place - 1;
  }
  for (let place = 0; place < length; place++) propose(place);

  let tokens = length;
  while (waiting > 0) {
    const least = heap[0]!;
    pop(heap, --waiting);
    const joined = Math.floor(least / PLACES);
    const place = least - joined * PLACES;
    if (rank[place] !== joined) continue;
    const gone = next[place]!;
    const after = next[gone]!;
    next[place] = after;
    rank[gone] = -1;
    if (after < length) previous[after] = place;
    tokens--;
    propose(place);
    if (place > 0) propose(previous[place]!);
  }
  return tokens;
}

/** Adds a key to a heap of `size` keys. */
function push(heap: Float64Array, size: number, key: number): void {
  let at = size;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (heap[parent]! <= key) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = key;
}

/** Takes the least key out of a heap, of which `size` keys remain. */
function pop(heap: Float64Array, size: number): void {
  const key = heap[size]!;
  let at = 0;
  for (let child = 1; child < size; child = 2 * at + 1) {
    if (child + 1 < size && heap[child + 1]! < heap[child]!) child++;
    if (heap[child]! >= key) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = key;
}
