import { hashBytes } from './hash-bytes.js';
import type { Merge } from './merge.js';

const SLOTS = 2 ** 14;
/** Bytes of the longest piece that is remembered. */
const WIDTH = 32;

/**
 * The same merge with a memory for short pieces: source code repeats its identifiers. The memory is a direct-mapped
 * table of fixed size that holds the bytes themselves, because a map keyed by slices of a text would keep that whole
 * text alive.
 */
export function remember(merge: Merge): Merge {
  const pieces = new Uint8Array(SLOTS * WIDTH);
  const lengths = new Uint8Array(SLOTS);
  const counts = new Uint8Array(SLOTS);

  function holds(slot: number, bytes: Uint8Array, length: number): boolean {
    if (lengths[slot] !== length) return false;
    for (let i = 0; i < length; i++) if (pieces[slot * WIDTH + i] !== bytes[i]) return false;
    return true;
  }

  return (bytes, length) => {
    if (length > WIDTH) return merge(bytes, length);
    const slot = hashBytes(bytes, 0, length) & (SLOTS - 1);
    if (holds(slot, bytes, length)) return counts[slot]!;
    const count = merge(bytes, length);
    for (let i = 0; i < length; i++) pieces[slot * WIDTH + i] = bytes[i]!;
    lengths[slot] = length;
    counts[slot] = count;
    return count;
  };
}
