import { SHARED, sharedBytes } from '../net/shared-bytes.js';

/** Text to stand in a body's bytes before the one at `at`. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * The body with texts put in, and every byte that it has; a long one in memory that threads can share. Where several texts
 * stand at one place, they do so in their order.
 */
export function withInsertions(body: Buffer, insertions: readonly Insertion[]): Buffer {
  const texts = insertions
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, text }) => ({ at, bytes: Buffer.from(text) }));
  const length = texts.reduce((sum, { bytes }) => sum + bytes.length, body.length);
  const whole = length < SHARED ? Buffer.allocUnsafe(length) : sharedBytes(length);
  let [copied, filled] = [0, 0];
  for (const { at, bytes } of texts) {
    filled += body.copy(whole, filled, copied, at);
    filled += bytes.copy(whole, filled);
    copied = at;
  }
  body.copy(whole, filled, copied);
  return whole;
}
