import type { Text } from '../context/exact-bytes.js';
import { brief, CtxoptError } from '../errors.js';
import type { TextEncoding } from './decode-text.js';
import { fileKind } from './file-kind.js';
import { type FileText, fileText } from './file-text.js';
import { openConfined } from './open-confined.js';
import type { PathScope, ScopedPath } from './path-scope.js';
import { readSettled } from './read-settled.js';

/** A text file as it was at one moment. */
export interface TextFile {
  readonly path: ScopedPath;
  /** Decoded, without a byte order mark; line ends as they are. As `decode` gives it. */
  readonly text: Text;
  /** Size on disk. */
  readonly bytes: number;
  readonly encoding: TextEncoding;
  readonly eol: 'lf' | 'crlf' | 'mixed';
  /** The text's `hashOf`, 64 hexadecimal digits. */
  readonly hash: string;
  /** Time of the last change, milliseconds since the epoch. */
  readonly modified: number;
  /** What a reader should know, each a few words: another encoding, a file that was being written. */
  readonly notes: readonly string[];
}

/** `fileText`, on whatever thread, to which large bytes may be moved; from there the text comes as bytes too. */
export type Decode = (
  bytes: Uint8Array,
  signal?: AbortSignal,
) => Promise<(Omit<FileText, 'text'> & { readonly text: Text }) | undefined>;

/** 64 MiB, in bytes. */
export const LARGEST_FILE = 64 * 1024 * 1024;

/**
 * Reads a file of text, in chunks. What is opened is what the scope confined, whatever is swapped in meanwhile; a file
 * that changes while it is read is read again, and in the end given as read, with a note.
 * @throws CtxoptError `path_denied`, `not_found`, `invalid_input` (a folder, FIFO, socket or device), `too_large` (over
 *   64 MiB), `binary_file`; the signal's reason if it is aborted
 */
export async function readTextFile(
  scope: PathScope,
  path: string,
  {
    signal,
    decode = async (bytes) => fileText(bytes),
  }: { readonly signal?: AbortSignal | undefined; readonly decode?: Decode | undefined } = {},
): Promise<TextFile> {
  const { handle, at } = await openConfined(scope, path);
  try {
    const { bytes, mtime, changing } = await readSettled(handle, at, { most: LARGEST_FILE, signal });
    const size = bytes.length;
    const kind = fileKind(bytes);
    const decoded = await decode(bytes, signal);
    if (decoded === undefined) throw binary(at, size, kind);
    const { text, encoding, eol, hash, note, secret } = decoded;
    if (secret && !at.allowed) throw privateKey(at);
    return {
      path: at,
      text,
      bytes: size,
      encoding,
      eol,
      hash,
      modified: mtime,
      notes: [...(note ? [note] : []), ...(changing ? ['was being written while it was read'] : [])],
    };
  } finally {
    await handle.close();
  }
}

function binary(at: ScopedPath, size: number, kind = 'of unknown kind'): CtxoptError {
  return new CtxoptError(
    'binary_file',
    `${brief(at.display)} is no text but a binary file: ${kind}, ${size} bytes.`,
    'Use a tool that is made for its kind.',
  );
}

function privateKey(at: ScopedPath): CtxoptError {
  return new CtxoptError(
    'path_denied',
    `${brief(at.display)} holds a private key, and is not read.`,
    `If a model may see it, start ctxopt with CTXOPT_ALLOW=${brief(at.display)}.`,
  );
}
