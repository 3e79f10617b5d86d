import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { FileStamp } from '../repo/file-facts.js';
import { type IndexDeps, type IndexOptions, indexFiles, LARGEST_INDEXED } from './index-files.js';
import { lightEntry } from './light-entry.js';
import { isSecretFile } from './secret-files.js';
import { type Walk, walkFolder } from './walk-folder.js';

/** A folder whose files the index knows as they are on the disk. */
export interface IndexedFolder {
  readonly root: string;
  /** The folder, relative to the root, with `/`; empty for the root itself. */
  readonly under: string;
  readonly walk: Walk;
  /** Files that the index has, those that are not looked into included. */
  readonly files: number;
  /** Files that were parsed for this. */
  readonly parsed: number;
  /** Files that vanished meanwhile or may not be read. */
  readonly unread: number;
  /** Files that are still to be looked into, as time ran out. */
  readonly left: number;
}

/** Entries after which others have their turn: to tell a secret by its name takes some 15 µs. */
const TURN = 500;

/** Files and folders beyond which a map is one of the first so many. */
const MOST_ENTRIES = 50_000;

/**
 * Brings the index up to date with all that lies under a folder: what is new or has changed is read and parsed, what is
 * gone is dropped. Ignored files are left out, and secrets; links are not followed.
 * @param folder absolute, links resolved
 * @param root absolute, the folder or one above it: what the index knows the files by
 * @throws CtxoptError `store_failed`; the signal's reason if it is aborted
 */
export async function indexFolder(
  deps: IndexDeps,
  { folder, root }: { readonly folder: string; readonly root: string },
  options: IndexOptions = {},
): Promise<IndexedFolder> {
  const { signal } = options;
  const under = path.relative(root, folder).split(path.sep).join('/');
  const walk = await walkFolder(folder, { root, most: MOST_ENTRIES, signal });
  const files = await stampsIn(walk, folder, under);
  const { changed, hashes } = await deps.index.compareFiles(root, under, {
    paths: files.map((file) => file.path),
    sizes: Float64Array.from(files, ({ size }) => size),
    mtimes: Float64Array.from(files, ({ mtime }) => mtime),
    ctimes: Float64Array.from(files, ({ ctime }) => ctime),
  });
  const large: FileStamp[] = [];
  const wanted: { path: string; known: string }[] = [];
  for (const [at, index] of changed.entries()) {
    const file = files[index]!;
    if (file.size > LARGEST_INDEXED) large.push(file);
    else wanted.push({ path: file.path, known: hashes[at]! });
  }
  if (large.length > 0) {
    await deps.index.putFiles(
      root,
      large.map((file) => lightEntry({ ...file, settled: true })),
    );
  }
  const { changed: parsed, unread, left } = await indexFiles(deps, root, wanted, options);
  return {
    root,
    under,
    walk,
    files: files.length - unread.length - left,
    parsed: parsed.length,
    unread: unread.length,
    left,
  };
}

async function stampsIn(walk: Walk, folder: string, under: string): Promise<readonly FileStamp[]> {
  const files: FileStamp[] = [];
  for (const [at, { name, kind, size, mtime, ctime }] of walk.entries.entries()) {
    if (at % TURN === TURN - 1) await setImmediate();
    if (kind !== 'file' || size === undefined || mtime === undefined || ctime === undefined) continue;
    if (isSecretFile(path.join(folder, name))) continue;
    files.push({ path: under === '' ? name : `${under}/${name}`, size, mtime, ctime });
  }
  return files;
}
