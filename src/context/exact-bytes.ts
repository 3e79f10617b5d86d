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

/** Letters from which a text costs less to be made bytes and moved than to be copied. */
const LARGE = 64 * 1024;

/** A text in the form in which it is best handed to another thread. */
export function movable(text: string): Text {
  return text.length < LARGE ? text : exactBytes(text);
}

/** A copy where there is something to lose: bytes that one thread is given are gone for the next. */
export function copyOf(text: Text): Text {
  return typeof text === 'string' ? text : new Uint8Array(text);
}

/** How many bytes a text has in UTF-8, or has as bytes. */
export function byteLengthOf(text: Text): number {
  return typeof text === 'string' ? Buffer.byteLength(text) : text.byteLength;
}

export function stringOf(text: Text): string {
  if (typeof text === 'string') return text;
  return textOfBytes(Buffer.from(text.buffer, text.byteOffset, text.byteLength));
}

/** The string that {@link exactBytes} made these bytes of; a byte order mark is kept. */
export function textOfBytes(bytes: Buffer): string {
  return bytes[0] === UTF16 ? bytes.toString('utf16le', 1) : bytes.toString('utf8');
}
