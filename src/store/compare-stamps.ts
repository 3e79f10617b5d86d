import type { FileStamps } from './repo-index.js';

/** What the index knows of a file by which it is told whether that changed. */
export interface KnownFile {
  readonly size: number;
  readonly mtime: number;
  readonly ctime: number;
  /** Whether the same stamp means the same content; SQLite's 0 and 1 will do. */
  readonly settled: boolean | number;
  readonly hash: string;
}

export interface StampComparison {
  readonly changed: Uint32Array;
  readonly hashes: readonly string[];
  /** Paths that are known and have no stamp. */
  readonly gone: readonly string[];
}

/** Which stamps are of files that are new or may have changed, and which known files have none. */
export function compareStamps(
  { paths, sizes, mtimes, ctimes }: FileStamps,
  known: ReadonlyMap<string, KnownFile>,
): StampComparison {
  const changed: number[] = [];
  const hashes: string[] = [];
  const seen = new Set<string>();
  for (const [index, path] of paths.entries()) {
    const before = known.get(path);
    if (before) seen.add(path);
    const same =
      before?.settled &&
      before.size === sizes[index] &&
      before.mtime === mtimes[index] &&
      before.ctime === ctimes[index];
    if (same) continue;
    changed.push(index);
    hashes.push(before?.hash ?? '');
  }
  const gone = seen.size === known.size ? [] : [...known.keys()].filter((path) => !seen.has(path));
  return { changed: Uint32Array.from(changed), hashes, gone };
}

/** The paths that lie under a folder: from the first, to before the second. */
export function rangeUnder(under: string): { readonly from: string; readonly to: string } {
  // "0" comes right after "/", and no path in UTF-8 has the last code point.
  return under === '' ? { from: '', to: '\u{10ffff}' } : { from: `${under}/`, to: `${under}0` };
}
