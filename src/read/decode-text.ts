import { isUtf8 } from 'node:buffer';
import { fileKind } from './file-kind.js';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
  /** What a reader should know about the decoding; absent if it is the plain case. */
  readonly note?: string;
}

/** As in git, so many of a file's first bytes tell whether it is binary. */
const SNIFFED = 8000;

/**
 * Decodes a file, without its byte order mark. UTF-16 is known by that mark, or by the zeros beside mostly ASCII; else a
 * NUL byte near the beginning tells of a binary file, unless all is UTF-8 with hardly a control character. What is not
 * UTF-8 is UTF-8 with a few broken characters if more of them are whole, else Windows-1252 (Latin-1 and its punctuation).
 * @returns undefined if the bytes are no text
 */
export function decodeText(bytes: Buffer): DecodedText | undefined {
  if (bytes.length >= 2) {
    const mark = bytes.readUInt16BE(0);
    if (mark === 0xfffe) return utf16(bytes, 'utf-16le');
    if (mark === 0xfeff) return utf16(bytes, 'utf-16be');
  }
  const head = bytes.subarray(0, SNIFFED);
  if (head.includes(0)) {
    const encoding = unmarkedUtf16(bytes);
    const decoded = encoding && utf16(bytes, encoding);
    if (decoded && !hasControls(Buffer.from(decoded.text))) return decoded;
    if (fileKind(bytes) !== undefined || hasControls(head) || !isUtf8(bytes)) return undefined;
    return { text: decode(bytes, 'utf-8'), encoding: 'utf-8', note: 'holds NUL bytes' };
  }
  if (isUtf8(bytes)) return { text: decode(bytes, 'utf-8'), encoding: 'utf-8' };
  return fileKind(bytes) !== undefined || hasControls(bytes) ? undefined : notUtf8(bytes);
}

function decode(bytes: Buffer, encoding: Exclude<TextEncoding, 'windows-1252'>): string {
  return new TextDecoder(encoding).decode(bytes);
}

/** Of the code units at the beginning, so many have no high byte in a text that UTF-16 without a mark is told by. */
const ASCII_SHARE = 0.75;

function unmarkedUtf16(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes.length % 2 !== 0 || fileKind(bytes) !== undefined) return undefined;
  const zeros = [0, 0];
  const end = Math.min(SNIFFED, bytes.length);
  for (let index = 0; index < end; index += 1) if (bytes[index] === 0) zeros[index % 2]! += 1;
  const [even = 0, odd = 0] = zeros;
  if (Math.min(even, odd) > 0 || Math.max(even, odd) < (end / 2) * ASCII_SHARE) return undefined;
  return odd > 0 ? 'utf-16le' : 'utf-16be';
}

function utf16(bytes: Buffer, encoding: 'utf-16le' | 'utf-16be'): DecodedText | undefined {
  const text = decode(bytes, encoding);
  return text.includes('\0') ? undefined : { text, encoding, note: `decoded from ${encoding}` };
}

/** Bytes by which it is told whether a text is broken UTF-8 or none at all. */
const SAMPLE = 64 * 1024;

function notUtf8(bytes: Buffer): DecodedText {
  const start = bytes.findIndex((byte) => byte > 0x7f);
  const sample = decode(bytes.subarray(start, start + SAMPLE), 'utf-8');
  const foreign = sample.match(/[^\x00-\x7f]/gu) ?? [];
  const broken = foreign.filter((character) => character === '\ufffd').length;
  if (broken * 2 < foreign.length) {
    return {
      text: decode(bytes, 'utf-8'),
      encoding: 'utf-8',
      note: 'not all UTF-8: broken characters shown as \ufffd',
    };
  }
  return {
    text: windows1252(bytes),
    encoding: 'windows-1252',
    note: 'not UTF-8: decoded from windows-1252',
  };
}

/** What Windows-1252 has for the bytes 0x80 to 0x9f, where Latin-1 has control characters. */
const PUNCTUATION = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** TextDecoder is no help: in several releases of Node it decodes this as plain Latin-1. */
function windows1252(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\x80-\x9f]/g, (byte) => PUNCTUATION[byte.charCodeAt(0) - 0x80]!);
}

/** Whether over 1 % of the bytes are control characters that texts do without. */
function hasControls(bytes: Buffer): boolean {
  let controls = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index]!;
    const layout = (byte >= 0x07 && byte <= 0x0d) || byte === 0x1b;
    if ((byte < 0x20 && !layout) || byte === 0x7f) controls += 1;
  }
  return controls * 100 > bytes.length;
}
