import type { FileHandle } from 'node:fs/promises';
import { brief, CtxoptError } from '../errors.js';
import type { TextEncoding } from './decode-text.js';
import { fileKind } from './file-kind.js';
import { type FileText, fileText } from './file-text.js';
import { openConfined } from './open-confined.js';
import type { PathScope, ScopedPath } from './path-scope.js';

/** A text file as it was at one moment. */
export interface TextFile {
  readonly path: ScopedPath;
  /** Decoded, without a byte order mark; line ends as they are. */
  readonly text: string;
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

/** `fileText`, on whatever thread. */
export type Decode = (bytes: Uint8Array, signal?: AbortSignal) => Promise<FileText | undefined>;

/** 20 MiB, in bytes. */
export const LARGEST_FILE = 20 * 1024 * 1024;

const CHUNK = 512 * 1024;
const ATTEMPTS = 3;

/**
 * Reads a file of text, in chunks. What is opened is what the scope confined, whatever is swapped in meanwhile; a file
 * that changes while it is read is read again, and in the end given as read, with a note.
 * @throws CtxoptError `path_denied`, `not_found`, `invalid_input` (a folder, FIFO, socket or device), `too_large` (over
 *   20 MiB), `binary_file`; the signal's reason if it is aborted
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
    const { bytes, modified, changing } = await readSettled(handle, at, signal);
    const decoded = await decode(bytes, signal);
    if (decoded === undefined) throw binary(at, bytes);
    const { text, encoding, eol, hash, note, secret } = decoded;
    if (secret && !at.allowed) throw privateKey(at);
    return {
      path: at,
      text,
      bytes: bytes.length,
      encoding,
      eol,
      hash,
      modified,
      notes: [...(note ? [note] : []), ...(changing ? ['was being written while it was read'] : [])],
    };
  } finally {
    await handle.close();
  }
}

/** Reads until the file is the same before and after, or the attempts are used up. */
async function readSettled(
  handle: FileHandle,
  at: ScopedPath,
  signal: AbortSignal | undefined,
): Promise<{ bytes: Buffer; modified: number; changing: boolean }> {
  for (let attempt = 1; ; attempt += 1) {
    const before = await handle.stat({ bigint: true });
    if (before.size > LARGEST_FILE) throw tooLarge(at, Number(before.size));
    const bytes = await readChunks(handle, at, signal);
    const after = await handle.stat({ bigint: true });
    const changing = before.size !== after.size || before.mtimeNs !== after.mtimeNs;
    if (!changing || attempt === ATTEMPTS) return { bytes, modified: Number(after.mtimeMs), changing };
  }
}

/** The size is not trusted: a file may grow, and those of /proc claim to be empty. */
async function readChunks(
  handle: FileHandle,
  at: ScopedPath,
  signal: AbortSignal | undefined,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for (let total = 0; ; ) {
    signal?.throwIfAborted();
    const { bytesRead, buffer } = await handle
      .read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, total)
      .catch((cause) => Promise.reject(unreadable(at, cause)));
    if (bytesRead === 0) return Buffer.concat(chunks, total);
    chunks.push(buffer.subarray(0, bytesRead));
    total += bytesRead;
    if (total > LARGEST_FILE) throw tooLarge(at, total);
  }
}

function unreadable(at: ScopedPath, cause: NodeJS.ErrnoException): CtxoptError {
  const message = `${brief(at.display)} can be opened but not read (${cause.code}).`;
  return new CtxoptError('internal', message, 'Check the disk or network folder that it is on.', { cause });
}

function tooLarge(at: ScopedPath, size: number): CtxoptError {
  return new CtxoptError(
    'too_large',
    `${brief(at.display)} has ${megabytes(size)}; files are read up to ${megabytes(LARGEST_FILE)}.`,
    'Cut out the part you need first, e.g. with grep, head or tail, and read that.',
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

function binary(at: ScopedPath, bytes: Buffer): CtxoptError {
  return new CtxoptError(
    'binary_file',
    `${brief(at.display)} is no text but a binary file: ${fileKind(bytes) ?? 'of unknown kind'}, ${bytes.length} bytes.`,
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
