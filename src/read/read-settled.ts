import type { FileHandle } from 'node:fs/promises';
import { brief, CtxoptError } from '../errors.js';
import type { ScopedPath } from './path-scope.js';

/** A file's bytes, with when it changed last, milliseconds since the epoch. */
export interface SettledBytes {
  readonly bytes: Buffer;
  readonly mtime: number;
  readonly ctime: number;
  /** Whether it was still changing after the last attempt. */
  readonly changing: boolean;
}

const CHUNK = 512 * 1024;
const ATTEMPTS = 3;

/**
 * Reads an open file, in chunks, until it is the same before and after, or the attempts are used up.
 * @param options.most bytes
 * @throws CtxoptError `too_large`, `internal` for a failing disk; the signal's reason if it is aborted
 */
export async function readSettled(
  handle: FileHandle,
  at: ScopedPath,
  { most, signal }: { readonly most: number; readonly signal?: AbortSignal | undefined },
): Promise<SettledBytes> {
  for (let attempt = 1; ; attempt += 1) {
    const before = await handle.stat({ bigint: true });
    if (before.size > most) throw tooLarge(at, Number(before.size), most);
    const bytes = await readChunks(handle, at, { most, signal, expected: Number(before.size) });
    const after = await handle.stat({ bigint: true });
    const changing = before.size !== after.size || before.mtimeNs !== after.mtimeNs;
    if (changing && attempt < ATTEMPTS) continue;
    return { bytes, mtime: milliseconds(after.mtimeNs), ctime: milliseconds(after.ctimeNs), changing };
  }
}

/** As `Stats` has it, which is how a walk gives it. */
function milliseconds(nanoseconds: bigint): number {
  return Number(nanoseconds / 1_000_000_000n) * 1000 + Number(nanoseconds % 1_000_000_000n) / 1e6;
}

/** The size is not trusted: a file may grow, and those of /proc claim to be empty. */
async function readChunks(
  handle: FileHandle,
  at: ScopedPath,
  {
    most,
    signal,
    expected,
  }: { readonly most: number; readonly signal?: AbortSignal | undefined; readonly expected: number },
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for (let total = 0; ; ) {
    signal?.throwIfAborted();
    // A byte more than expected, so that the end is found without another buffer.
    const size = total > expected ? CHUNK : Math.min(CHUNK, expected - total + 1);
    const { bytesRead, buffer } = await handle
      .read(Buffer.allocUnsafe(size), 0, size, total)
      .catch((cause) => Promise.reject(unreadable(at, cause)));
    if (bytesRead === 0) return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, total);
    chunks.push(buffer.subarray(0, bytesRead));
    total += bytesRead;
    if (total > most) throw tooLarge(at, total, most);
  }
}

function unreadable(at: ScopedPath, cause: NodeJS.ErrnoException): CtxoptError {
  const message = `${brief(at.display)} can be opened but not read (${cause.code}).`;
  return new CtxoptError('internal', message, 'Check the disk or network folder that it is on.', { cause });
}

function tooLarge(at: ScopedPath, size: number, most: number): CtxoptError {
  return new CtxoptError(
    'too_large',
    `${brief(at.display)} has ${megabytes(size)}; files are read up to ${megabytes(most)}.`,
    'Cut out the part you need first, e.g. with grep, head or tail, or split it into files, and read those.',
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
