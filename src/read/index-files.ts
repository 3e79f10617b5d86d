import path from 'node:path';
import { CtxoptError } from '../errors.js';
import type { RepoIndex } from '../store/repo-index.js';
import type { FileBytes, FileEntries } from './file-entries.js';
import { lightEntry } from './light-entry.js';
import { openConfined } from './open-confined.js';
import type { PathScope } from './path-scope.js';
import { readSettled } from './read-settled.js';

export interface IndexDeps {
  readonly scope: PathScope;
  readonly index: Pick<RepoIndex, 'compareFiles' | 'putFiles' | 'restampFiles' | 'dropFiles'>;
  /** `fileEntries`, on whatever thread. */
  readonly entries: (files: readonly FileBytes[], signal?: AbortSignal) => Promise<FileEntries>;
  /** Milliseconds since the epoch; `Date.now` if absent. */
  readonly now?: () => number;
}

export interface IndexOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told how many files are done, of how many. */
  readonly progress?: ((done: number, total: number) => void) | undefined;
  /** On the clock of `performance.now()`: no file is begun after it. */
  readonly deadline?: number | undefined;
}

/** A file that is to be looked into, and the hash that the index has for it, or none. */
export interface FileToIndex {
  readonly path: string;
  readonly known: string;
}

export interface IndexedFiles {
  /** Of those whose content is another than the index had. */
  readonly changed: readonly string[];
  /** Of those that could not be read, as they are gone or may not be: the index has them no more. */
  readonly unread: readonly string[];
  /** Files that were left for another time. */
  readonly left: number;
}

/** Bytes of a file beyond which only its name is known: no source code is that long, and a parse takes memory by it. */
export const LARGEST_INDEXED = 1024 * 1024;

/** A batch is closed at so many bytes or files: some tenths of a second of work, so that others have their turn. */
const BATCH_BYTES = 256 * 1024;
const BATCH_FILES = 32;

/** Batches under way: two are parsed while a third is read and a fourth is written. */
const LANES = 3;

/** A stamp so young, in milliseconds, may be that of two contents: git calls it racy. Some file systems count by two seconds. */
const RACY = 2_000;

/**
 * Reads files through the scope, finds what the index is to keep of them, and writes it there, batch by batch: what was
 * written stays, whatever becomes of the rest.
 * @param root absolute, links resolved; the files' paths are relative to it
 * @throws CtxoptError `store_failed`; the signal's reason if it is aborted
 */
export async function indexFiles(
  { scope, index, entries, now = Date.now }: IndexDeps,
  root: string,
  files: readonly FileToIndex[],
  { signal, progress, deadline = Number.POSITIVE_INFINITY }: IndexOptions = {},
): Promise<IndexedFiles> {
  const changed: string[] = [];
  const unread: string[] = [];
  let next = 0;
  let done = 0;
  let failed = false;

  async function nextBatch(): Promise<{ readonly files: readonly FileBytes[]; readonly tried: number }> {
    const batch: FileBytes[] = [];
    let bytes = 0;
    let tried = 0;
    while (next < files.length && tried < BATCH_FILES && bytes < BATCH_BYTES) {
      signal?.throwIfAborted();
      if (failed || performance.now() > deadline) break;
      const file = files[next]!;
      next += 1;
      tried += 1;
      const read = await readFile(scope, root, file, { now, signal });
      if (read) batch.push(read);
      else unread.push(file.path);
      bytes += read?.bytes.length ?? 0;
    }
    return { files: batch, tried };
  }

  async function lane(): Promise<void> {
    for (let batch = await nextBatch(); batch.tried > 0; batch = await nextBatch()) {
      const found = await entriesOf(batch.files);
      if (found.entries.length > 0) await index.putFiles(root, found.entries);
      if (found.same.length > 0) await index.restampFiles(root, found.same);
      for (const entry of found.entries) changed.push(entry.path);
      done += batch.tried;
      progress?.(done, files.length);
    }
  }

  /** A file whose parse ends its thread spoils its batch only, and then itself only. */
  async function entriesOf(batch: readonly FileBytes[]): Promise<FileEntries> {
    if (batch.length === 0) return { entries: [], same: [] };
    try {
      return await entries(batch, signal);
    } catch (thrown) {
      signal?.throwIfAborted();
      if (!(thrown instanceof CtxoptError)) throw thrown;
    }
    const all: FileEntries[] = [];
    for (const file of batch) {
      const light = { entries: [lightEntry(file.stamp)], same: [] };
      all.push(await entries([file], signal).catch(() => light));
      signal?.throwIfAborted();
    }
    return { entries: all.flatMap((one) => one.entries), same: all.flatMap((one) => one.same) };
  }

  const lanes = Array.from({ length: LANES }, () =>
    lane().catch((thrown: unknown) => {
      failed = true;
      throw thrown;
    }),
  );
  await Promise.all(lanes);
  if (unread.length > 0) await index.dropFiles(root, unread);
  return { changed, unread, left: files.length - next };
}

/** Undefined if it cannot be read: it has vanished, has become a link or a folder, or may not be opened. */
async function readFile(
  scope: PathScope,
  root: string,
  { path: name, known }: FileToIndex,
  { now, signal }: { readonly now: () => number; readonly signal: AbortSignal | undefined },
): Promise<FileBytes | undefined> {
  const absolute = path.join(root, name);
  const opened = await openConfined(scope, absolute).catch(expected);
  if (!opened) return undefined;
  try {
    if (opened.at.absolute !== absolute) return undefined;
    const begun = now();
    const read = await readSettled(opened.handle, opened.at, { most: LARGEST_INDEXED, signal });
    const { bytes, mtime, ctime, changing } = read;
    const settled = !changing && Math.max(mtime, ctime) < begun - RACY;
    return { stamp: { path: name, size: bytes.length, mtime, ctime, settled }, bytes, known };
  } catch (thrown) {
    return expected(thrown);
  } finally {
    await opened.handle.close();
  }
}

function expected(thrown: unknown): undefined {
  if (thrown instanceof CtxoptError) return undefined;
  throw thrown;
}
