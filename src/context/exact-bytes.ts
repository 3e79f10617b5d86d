import { toUSVString } from 'node:util';

/** Stands before UTF-16 text: a byte that no UTF-8 has anywhere. */
const UTF16 = 0xff;

/**
 * A string as bytes, one to one: UTF-8 where the string is well-formed Unicode, otherwise (it holds a lone surrogate,
 * which UTF-8 cannot say) the byte 0xFF and UTF-16LE. Inverse of {@link textOfBytes}.
 */
export function exactBytes(text: string): Buffer {
  if (toUSVString(text) === text) return Buffer.from(text, 'utf8');
  return Buffer.concat([Buffer.of(UTF16), Buffer.from(text, 'utf16le')]);
}

/** A text, or its {@link exactBytes}: in that form a large one is moved from thread to thread, not copied. */
export type Text = string | Uint8Array;

export function stringOf(text: Text): string {
  if (typeof text === 'string') return text;
  return textOfBytes(Buffer.from(text.buffer, text.byteOffset, text.byteLength));
}

/** The string that {@link exactBytes} made these bytes of; a byte order mark is kept. */
export function textOfBytes(bytes: Buffer): string {
  return bytes[0] === UTF16 ? bytes.toString('utf16le', 1) : bytes.toString('utf8');
}
