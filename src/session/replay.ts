import type { Source } from '../context/context.js';
import { writtenAs } from '../formats/splice.js';

/** A string literal of a body, by its bytes, `end` exclusive, and how a text is written there. */
export type Place = Pick<Source, 'start' | 'end' | 'encoding'>;

/** What a string literal is to say instead. */
export interface Edit extends Place {
  readonly text: string;
}

/**
 * The body with string literals replaced, and every other byte as it was; the very body if there is nothing to replace.
 * The same as a format's `encode`, without decoding the body.
 * @param edits in order, none inside another
 */
export function replay(body: Buffer, edits: readonly Edit[]): Buffer {
  if (edits.length === 0) return body;
  const pieces: Buffer[] = [];
  let copied = 0;
  for (const { start, end, text, encoding } of edits) {
    pieces.push(body.subarray(copied, start), Buffer.from(writtenAs(text, encoding)));
    copied = end;
  }
  pieces.push(body.subarray(copied));
  return Buffer.concat(pieces);
}

/** The same places counted in the bytes of UTF-8. Linear. @param places of a text, in UTF-16 code units, in order */
export function byteOffsets(text: string, places: readonly Place[]): readonly Place[] {
  if (Buffer.byteLength(text) === text.length) {
    return places.map(({ start, end, encoding }) => ({ start, end, encoding }));
  }
  let [units, bytes] = [0, 0];
  const to = (unit: number) => {
    bytes += Buffer.byteLength(text.slice(units, unit));
    units = unit;
    return bytes;
  };
  return places.map(({ start, end, encoding }) => ({ start: to(start), end: to(end), encoding }));
}
