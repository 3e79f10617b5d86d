import type { Database } from 'better-sqlite3';
import type { FileRole } from '../repo/file-facts.js';
import { compareStamps, type KnownFile, rangeUnder } from './compare-stamps.js';
import type { Connection } from './connection.js';
import { sizeOfEntry } from './entry-size.js';
import type { FileEntry, FileRow, RepoIndex, SearchResult } from './repo-index.js';
import { addTerms, createTerms, dropTerms, removeTerms, searchTermsTable } from './repo-terms.js';

export interface SqliteRepoIndexOptions {
  readonly connection: Connection;
  /** What the entries' blobs are written in: another version's are not seen. */
  readonly format: number;
  /** Bytes of entries beyond which the least recently used repositories are dropped; the newest stays. */
  readonly limit: number;
  /** The same in repositories. */
  readonly most: number;
  readonly now: () => number;
}

interface Repository {
  readonly id: number;
  readonly generation: number;
}

/** A repository's time of use is this coarse, so that using it seldom writes. */
const TOUCH_AFTER_MS = 60_000;

/** An index of repositories on SQLite, their terms in FTS5. */
export function createSqliteRepoIndex(options: SqliteRepoIndexOptions): RepoIndex {
  const { connection, format, now } = options;

  const find = (db: Database, root: string): Repository | undefined =>
    db
      .prepare<[string, number], Repository>(
        'SELECT id, generation FROM repositories WHERE root = ? AND format = ?',
      )
      .get(root, format);

  /** Changes the files of a repository, which is made if it is new. */
  const change = (root: string, work: (db: Database, id: number) => void): Promise<void> =>
    connection.run((db) => {
      const all = db.transaction(() => {
        const id = find(db, root)?.id ?? create(db, root);
        work(db, id);
        db.prepare('UPDATE repositories SET generation = generation + 1, used_at = ? WHERE id = ?').run(
          now(),
          id,
        );
        prune(db, id, options);
      });
      all.immediate();
    });

  function create(db: Database, root: string): number {
    const { lastInsertRowid } = db
      .prepare('INSERT INTO repositories (root, format, generation, used_at, size) VALUES (?, ?, 0, ?, 0)')
      .run(root, format, now());
    createTerms(db, Number(lastInsertRowid));
    return Number(lastInsertRowid);
  }

  const dropFiles = (root: string, paths: readonly string[]): Promise<void> =>
    change(root, (db, id) => {
      for (const path of paths) remove(db, id, path);
    });

  return {
    async compareFiles(root, under, stamps) {
      const { gone, ...comparison } = await connection.run((db) => {
        const repository = find(db, root);
        return compareStamps(stamps, repository ? knownFiles(db, repository.id, under) : new Map());
      });
      if (gone.length > 0) await dropFiles(root, gone);
      // Where nothing can be written, what is known still serves.
      await connection.run((db) => touch(db, root, format, now())).catch(() => {});
      return { ...comparison, gone: gone.length };
    },

    putFiles: (root, entries) =>
      change(root, (db, id) => {
        for (const entry of entries) {
          remove(db, id, entry.path);
          insert(db, id, entry);
        }
      }),

    async restampFiles(root, stamps) {
      const update = connection.run((db) => {
        const id = find(db, root)?.id;
        const statement = db.prepare(
          'UPDATE repository_files SET size = ?, mtime = ?, ctime = ?, settled = ? WHERE repository = ? AND path = ?',
        );
        const all = db.transaction(() => {
          for (const { path, size, mtime, ctime, settled } of stamps)
            statement.run(size, mtime, ctime, settled ? 1 : 0, id, path);
        });
        all.immediate();
      });
      // Where nothing can be written, the file is looked at again next time.
      await update.catch(() => {});
    },

    dropFiles,

    generation: (root) => connection.run((db) => find(db, root)?.generation ?? -1),

    readFiles: (root, under, read) =>
      connection.run((db) => {
        const repository = find(db, root);
        return read(repository ? rowsOf(db, repository.id, under) : []);
      }),

    symbolsOf: (root, paths) =>
      connection.run((db) => {
        const id = find(db, root)?.id;
        const get = db.prepare<[number | undefined, string], { hash: string; symbols: Buffer }>(
          'SELECT hash, symbols FROM repository_files WHERE repository = ? AND path = ?',
        );
        const found = paths.map((path) => [path, get.get(id, path)] as const);
        return new Map(found.flatMap(([path, row]) => (row ? [[path, row] as const] : [])));
      }),

    search: (root, under, query) =>
      connection.run((db): SearchResult => {
        const repository = find(db, root);
        if (!repository || query.terms.length === 0) return { hits: [], rows: 0, holders: new Map() };
        return searchTermsTable(db, repository.id, { ...query, range: rangeUnder(under) });
      }),

    close: () => connection.close(),
  };
}

function touch(db: Database, root: string, format: number, at: number): void {
  db.prepare('UPDATE repositories SET used_at = ? WHERE root = ? AND format = ? AND used_at < ?').run(
    at,
    root,
    format,
    at - TOUCH_AFTER_MS,
  );
}

function knownFiles(db: Database, id: number, under: string): Map<string, KnownFile> {
  const { from, to } = rangeUnder(under);
  const rows = db
    .prepare<unknown[], KnownFile & { readonly path: string }>(
      `SELECT path, size, mtime, ctime, settled, hash FROM repository_files
       WHERE repository = ? AND path >= ? AND path < ?`,
    )
    .all(id, from, to);
  return new Map(rows.map((row) => [row.path, row]));
}

function rowsOf(db: Database, id: number, under: string): Iterable<FileRow> {
  const { from, to } = rangeUnder(under);
  return db
    .prepare<unknown[], FileRow>(
      `SELECT path, size, mtime, ctime, hash, language, role, lines, tokens, graph FROM repository_files
       WHERE repository = ? AND path >= ? AND path < ? ORDER BY path`,
    )
    .iterate(id, from, to);
}

function insert(db: Database, id: number, entry: FileEntry): void {
  const size = sizeOfEntry(entry);
  const role: FileRole = entry.role;
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO repository_files
         (repository, path, size, mtime, ctime, settled, hash, language, role, lines, tokens, entry_size, graph, symbols)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      id,
      entry.path,
      entry.size,
      entry.mtime,
      entry.ctime,
      entry.settled ? 1 : 0,
      entry.hash,
      entry.language,
      role,
      entry.lines,
      entry.tokens,
      size,
      entry.graph,
      entry.symbols,
    );
  db.prepare('UPDATE repositories SET size = size + ? WHERE id = ?').run(size, id);
  addTerms(db, id, Number(lastInsertRowid), entry);
}

function remove(db: Database, id: number, path: string): void {
  const row = db
    .prepare<[number, string], { id: number; entry_size: number }>(
      'SELECT id, entry_size FROM repository_files WHERE repository = ? AND path = ?',
    )
    .get(id, path);
  if (!row) return;
  removeTerms(db, id, row.id);
  db.prepare('DELETE FROM repository_files WHERE id = ?').run(row.id);
  db.prepare('UPDATE repositories SET size = size - ? WHERE id = ?').run(row.entry_size, id);
}

/** Drops the least recently used repositories beyond the limits; `keep` stays in any case. */
function prune(db: Database, keep: number, { limit, most }: SqliteRepoIndexOptions): void {
  const beyond = db
    .prepare<[number, number, number], number>(
      `SELECT id FROM (
         SELECT id, sum(size) OVER newest AS bytes, count(*) OVER newest AS place FROM repositories
         WINDOW newest AS (ORDER BY id = ? DESC, used_at DESC, id DESC))
       WHERE (bytes > ? OR place > ?)`,
    )
    .pluck()
    .all(keep, limit, most);
  for (const id of beyond) {
    if (id === keep) continue;
    dropTerms(db, id);
    db.prepare('DELETE FROM repository_files WHERE repository = ?').run(id);
    db.prepare('DELETE FROM repositories WHERE id = ?').run(id);
  }
}
