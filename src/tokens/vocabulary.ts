import { hashBytes } from './hash-bytes.js';

/** The tokens of one encoding, as runs of bytes with their ranks. */
export interface Vocabulary {
  /** Bytes of the longest token. */
  readonly longest: number;
  /** The rank of the token that is exactly `bytes[start, end)`, or -1. A lower rank merges first. */
  rankOf(bytes: Uint8Array, start: number, end: number): number;
}

const LINE_FEED = 0x0a;
const SPACE_BAR = 0x20;
const PADDING = 0x3d;

/** What each character of base64 stands for. */
const sextets = new Uint8Array(128);
for (const [value, char] of [
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
].entries()) {
  sextets[char.charCodeAt(0)] = value;
}

/**
 * Reads a rank table as js-tiktoken ships it: lines of `! FIRST_RANK TOKEN TOKEN …`, the tokens in base64 and of
 * ascending rank. They go into one arena of bytes and an open-addressing hash table of ranks: a map with 200,000
 * strings for keys takes several times as long to fill.
 */
export function readVocabulary(table: string): Vocabulary {
  const source = Buffer.from(table, 'latin1');
  const arena = new Uint8Array(source.length);
  const ends = new Uint32Array(source.length); // of each rank's bytes in the arena; they start where the one before ends
  let ranks = 0;
  let used = 0;
  for (const line of table.matchAll(/^! (\d+) /gm)) {
    const first = Number(line[1]);
    ends.fill(used, ranks, first);
    ranks = first;
    for (let at = line.index + line[0].length; at < source.length && source[at] !== LINE_FEED; at++) {
      let bits = 0;
      let pending = 0;
      for (let unit = source[at]; unit !== undefined && unit > SPACE_BAR; unit = source[++at]) {
        if (unit === PADDING) continue;
        pending = (pending << 6) | sextets[unit]!;
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        arena[used++] = pending >> bits;
      }
      ends[ranks++] = used;
      if (source[at] === LINE_FEED) break;
    }
  }
  return hashed(arena.slice(0, used), ends.slice(0, ranks));
}

function hashed(arena: Uint8Array, ends: Uint32Array): Vocabulary {
  const mask = 2 ** Math.ceil(Math.log2(ends.length) + 1) - 1; // at most half full
  const slots = new Int32Array(mask + 1).fill(-1);
  let longest = 0;

  function rankOf(bytes: Uint8Array, start: number, end: number): number {
    for (let slot = hashBytes(bytes, start, end) & mask; ; slot = (slot + 1) & mask) {
      const rank = slots[slot]!;
      if (rank < 0 || holds(rank, bytes, start, end)) return rank;
    }
  }

  function holds(rank: number, bytes: Uint8Array, start: number, end: number): boolean {
    const token = startOf(rank);
    if (ends[rank]! - token !== end - start) return false;
    for (let i = start; i < end; i++) if (bytes[i] !== arena[token + i - start]) return false;
    return true;
  }

  function startOf(rank: number): number {
    return rank === 0 ? 0 : ends[rank - 1]!;
  }

  for (let rank = 0; rank < ends.length; rank++) {
    const [start, end] = [startOf(rank), ends[rank]!];
    longest = Math.max(longest, end - start);
    let slot = hashBytes(arena, start, end) & mask;
    while (slots[slot]! >= 0) slot = (slot + 1) & mask;
    slots[slot] = rank;
  }
  return { longest, rankOf };
}
