import { CtxoptError } from '../errors.js';
import { createConnection } from './connection.js';
import { loadDriver } from './load-driver.js';
import { createMemoryRepoIndex } from './memory-repo-index.js';
import type { Driver } from './open-database.js';
import type { RepoIndex } from './repo-index.js';
import { createSqliteRepoIndex } from './sqlite-repo-index.js';
import { explainFailure } from './store-failure.js';

export interface RepoIndexOptions {
  /** The database's path, or `:memory:`. */
  readonly location: string;
  /** What the entries' blobs are written in: another version's are not seen. */
  readonly format: number;
  /** Told once of each thing that goes wrong, with what to do. */
  readonly warn: (warning: string) => void;
  /** Bytes of entries on disk beyond which the least recently used repositories are dropped. Default: 1 GiB. */
  readonly diskLimit?: number;
  /** The same for those in memory. Default: 128 MiB. */
  readonly memoryLimit?: number;
  /** Repositories on disk. Default: 20. */
  readonly most?: number;
  /** How SQLite is loaded. */
  readonly driver?: () => Promise<Driver>;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

const MIB = 1024 * 1024;

/**
 * The index over a SQLite database, opened at the first use. If that fails, one in memory takes over until the process
 * ends, with nothing in it: a comparison is answered from there at once, anything else is refused with `store_failed`, so
 * that who filled the first begins anew.
 */
export function createRepoIndex({
  location,
  format,
  warn,
  diskLimit = 1024 * MIB,
  memoryLimit = 128 * MIB,
  most = 20,
  driver = loadDriver,
  now = Date.now,
}: RepoIndexOptions): RepoIndex {
  const connection = createConnection({
    location,
    driver,
    onSetAside: (name) => warn(`${location} was corrupt: it was set aside as ${name}, and a new one begun.`),
  });
  const disk = createSqliteRepoIndex({ connection, format, limit: diskLimit, most, now });
  const memory = createMemoryRepoIndex({ limit: memoryLimit });
  let serving = disk;

  async function ask<T>(work: (index: RepoIndex) => Promise<T>): Promise<T> {
    const asked = serving;
    try {
      return await work(asked);
    } catch (thrown) {
      if (asked === memory) throw thrown;
      if (serving === disk) {
        serving = memory;
        warn(
          `${explainFailure(thrown, location)} Meanwhile repositories are indexed in memory, until this process ends.`,
        );
      }
      throw new CtxoptError('store_failed', 'The index of repositories moved to memory.', 'Ask again.', {
        cause: thrown,
      });
    }
  }

  return {
    compareFiles: (root, under, stamps) =>
      ask((index) => index.compareFiles(root, under, stamps)).catch((thrown) => {
        if (serving === disk) throw thrown;
        return memory.compareFiles(root, under, stamps);
      }),
    putFiles: (root, entries) => ask((index) => index.putFiles(root, entries)),
    restampFiles: (root, stamps) => ask((index) => index.restampFiles(root, stamps)),
    dropFiles: (root, paths) => ask((index) => index.dropFiles(root, paths)),
    generation: (root) => ask((index) => index.generation(root)),
    readFiles: (root, under, read) => ask((index) => index.readFiles(root, under, read)),
    symbolsOf: (root, paths) => ask((index) => index.symbolsOf(root, paths)),
    search: (root, under, query) => ask((index) => index.search(root, under, query)),
    close: () => connection.close(),
  };
}
