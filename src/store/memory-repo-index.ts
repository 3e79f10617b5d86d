import { bm25 } from './bm25.js';
import { compareStamps } from './compare-stamps.js';
import { sizeOfEntry } from './entry-size.js';
import type { FileEntry, RepoIndex } from './repo-index.js';

export interface MemoryRepoIndexOptions {
  /** Bytes of entries beyond which the least recently used repositories are dropped, and the newest takes no more terms. */
  readonly limit: number;
}

interface Repository {
  readonly files: Map<string, FileEntry>;
  generation: number;
  size: number;
}

/** An index of repositories that is gone with the process. A search looks at every row. */
export function createMemoryRepoIndex({ limit }: MemoryRepoIndexOptions): RepoIndex {
  /** In order of use, oldest first. */
  const repositories = new Map<string, Repository>();
  /** Never goes back, so that a repository that was dropped and made again is another generation. */
  let changes = 0;

  function used(root: string): Repository {
    const repository = repositories.get(root) ?? { files: new Map(), generation: 0, size: 0 };
    repositories.delete(root);
    repositories.set(root, repository);
    return repository;
  }

  function put(repository: Repository, entry: FileEntry): void {
    drop(repository, entry.path);
    const size = sizeOfEntry(entry);
    // What cannot be searched can still be listed and ranked.
    const kept = repository.size + size > limit ? { ...entry, rows: [] } : entry;
    repository.files.set(entry.path, kept);
    repository.size += sizeOfEntry(kept);
  }

  function drop(repository: Repository, path: string): void {
    const before = repository.files.get(path);
    if (before) repository.size -= sizeOfEntry(before);
    repository.files.delete(path);
  }

  function changed(repository: Repository): void {
    changes += 1;
    repository.generation = changes;
    let total = [...repositories.values()].reduce((sum, { size }) => sum + size, 0);
    for (const [root, oldest] of repositories) {
      if (total <= limit || oldest === repository) break;
      repositories.delete(root);
      total -= oldest.size;
    }
  }

  function dropAll(root: string, paths: readonly string[]): void {
    const repository = used(root);
    for (const path of paths) drop(repository, path);
    if (paths.length > 0) changed(repository);
  }

  return {
    async compareFiles(root, under, stamps) {
      const known = new Map(filesUnder(used(root), under).map((file) => [file.path, file]));
      const { gone, ...comparison } = compareStamps(stamps, known);
      dropAll(root, gone);
      return { ...comparison, gone: gone.length };
    },

    async putFiles(root, entries) {
      const repository = used(root);
      for (const entry of entries) put(repository, entry);
      if (entries.length > 0) changed(repository);
    },

    async restampFiles(root, stamps) {
      const { files } = used(root);
      for (const stamp of stamps) {
        const before = files.get(stamp.path);
        if (before) files.set(stamp.path, { ...before, ...stamp });
      }
    },

    dropFiles: async (root, paths) => dropAll(root, paths),

    generation: async (root) => repositories.get(root)?.generation ?? -1,

    async readFiles(root, under, read) {
      return read(filesUnder(repositories.get(root), under).sort((a, b) => (a.path < b.path ? -1 : 1)));
    },

    async symbolsOf(root, paths) {
      const files = repositories.get(root)?.files;
      const found = paths.map((path) => [path, files?.get(path)] as const);
      return new Map(
        found.flatMap(([path, file]) => (file ? [[path, { hash: file.hash, symbols: file.symbols }]] : [])),
      );
    },

    async search(root, under, query) {
      const repository = repositories.get(root);
      if (!repository) return { hits: [], rows: 0, holders: new Map() };
      const { hits, ...counts } = bm25(repository.files.values(), query);
      const best = hits
        .filter(({ path }) => isUnder(path, under))
        .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1) || a.symbol - b.symbol)
        .slice(0, query.most);
      return { hits: best, ...counts };
    },

    close() {
      repositories.clear();
    },
  };
}

function filesUnder(repository: Repository | undefined, under: string): FileEntry[] {
  return [...(repository?.files.values() ?? [])].filter(({ path }) => isUnder(path, under));
}

function isUnder(path: string, under: string): boolean {
  return under === '' || path.startsWith(`${under}/`);
}
