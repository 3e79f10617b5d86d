import { hashOf } from '../context/handle.js';
import { type DecodedText, decodeText } from './decode-text.js';
import { hasPrivateKey } from './secret-files.js';

/** What a file's bytes say. */
export interface FileText extends DecodedText {
  readonly eol: 'lf' | 'crlf' | 'mixed';
  /** The text's `hashOf`, 64 hexadecimal digits. */
  readonly hash: string;
  /** Whether it holds a private key, see `hasPrivateKey`. */
  readonly secret: boolean;
}

/** All that takes as long as a file is large. Pure. Undefined if the bytes are no text. */
export function fileText(bytes: Uint8Array): FileText | undefined {
  const decoded = decodeText(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (decoded === undefined) return undefined;
  const { text } = decoded;
  return { ...decoded, eol: eolOf(text), hash: hashOf(text), secret: hasPrivateKey(text) };
}

function eolOf(text: string): FileText['eol'] {
  let all = 0;
  let withReturn = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    all += 1;
    if (text[at - 1] === '\r') withReturn += 1;
  }
  if (withReturn === 0) return 'lf';
  return withReturn === all ? 'crlf' : 'mixed';
}
