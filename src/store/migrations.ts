import type { Database } from 'better-sqlite3';
import { CtxoptError } from '../errors.js';
import { TOTALS_SCHEMA } from './totals-schema.js';

/**
 * The schema's history: entry n takes a database from version n to n + 1 (`PRAGMA user_version`). Entries are only
 * ever added, never changed.
 */
export const migrations: readonly string[] = [
  `CREATE TABLE originals (
     id INTEGER PRIMARY KEY,
     hash TEXT NOT NULL UNIQUE,
     used_at INTEGER NOT NULL, -- milliseconds since the epoch
     size INTEGER NOT NULL,    -- bytes of body
     deflated INTEGER NOT NULL, -- 1 if body is zlib-deflated
     body BLOB NOT NULL        -- exactBytes of the text
   ) STRICT;
   CREATE INDEX originals_by_use ON originals (used_at, size);
   CREATE TABLE usage (
     id INTEGER PRIMARY KEY,
     at INTEGER NOT NULL,
     session TEXT NOT NULL,
     project TEXT NOT NULL,
     tool TEXT NOT NULL,
     view TEXT NOT NULL,
     file TEXT,
     version TEXT,
     baseline INTEGER NOT NULL,
     returned INTEGER NOT NULL,
     sent INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX usage_by_time ON usage (at);
   CREATE INDEX usage_by_session ON usage (session, at);`,
  // Each repository has a table of its own besides, `repository_terms_ID`, so that the words of one weigh nothing in another.
  `CREATE TABLE repositories (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     root TEXT NOT NULL,
     format INTEGER NOT NULL,
     generation INTEGER NOT NULL, -- counts changes
     used_at INTEGER NOT NULL,    -- milliseconds since the epoch
     size INTEGER NOT NULL,       -- bytes of its files' entries
     UNIQUE (root, format)
   ) STRICT;
   CREATE TABLE repository_files (
     id INTEGER PRIMARY KEY,
     repository INTEGER NOT NULL,
     path TEXT NOT NULL,
     size INTEGER NOT NULL,
     mtime REAL NOT NULL,
     ctime REAL NOT NULL,
     settled INTEGER NOT NULL,    -- 1 if the same stamp means the same content
     hash TEXT NOT NULL,
     language TEXT NOT NULL,
     role TEXT NOT NULL,
     lines INTEGER NOT NULL,
     tokens INTEGER NOT NULL,
     entry_size INTEGER NOT NULL, -- bytes of the entry, its terms included
     graph BLOB NOT NULL,
     symbols BLOB NOT NULL,
     UNIQUE (repository, path)
   ) STRICT;`,
  `CREATE TABLE decisions (
     id INTEGER PRIMARY KEY,
     key BLOB NOT NULL,
     until BLOB NOT NULL,
     used_at INTEGER NOT NULL, -- milliseconds since the epoch
     size INTEGER NOT NULL,    -- bytes of the row, about
     text BLOB,                -- exactBytes; null if the part goes out as it came
     before INTEGER NOT NULL,
     after INTEGER NOT NULL,
     UNIQUE (key, until)
   ) STRICT;
   CREATE INDEX decisions_by_use ON decisions (used_at, size);`,
  // Exchanges hold no contents. Times in milliseconds, money in US dollars.
  `CREATE TABLE exchanges (
     id INTEGER PRIMARY KEY,
     request TEXT NOT NULL,
     at INTEGER NOT NULL,
     project TEXT NOT NULL,
     session TEXT,
     key TEXT,
     provider TEXT NOT NULL,
     upstream TEXT NOT NULL,
     endpoint TEXT,
     model TEXT,
     status INTEGER NOT NULL,
     outcome TEXT NOT NULL,
     first_byte_ms REAL,
     total_ms REAL NOT NULL,
     overhead_ms REAL NOT NULL,
     tokens_before INTEGER,
     tokens_after INTEGER,
     saved_fresh INTEGER,
     saved_replayed INTEGER,
     breakpoints INTEGER,
     passes TEXT NOT NULL,      -- their names, with spaces between
     input INTEGER,             -- null if no usage was seen
     output INTEGER,
     cache_read INTEGER,
     cache_write INTEGER,
     cache_write_hour INTEGER,  -- of cache_write; null if it was not told apart
     cost REAL,
     cost_without REAL,
     caching_saved REAL,
     error TEXT,
     bypassed INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX exchanges_by_time ON exchanges (at);
   CREATE INDEX exchanges_by_project ON exchanges (project, at, cost);
   CREATE INDEX exchanges_by_session ON exchanges (session, at);
   CREATE TABLE alerts (
     id INTEGER PRIMARY KEY,
     at INTEGER NOT NULL,
     project TEXT NOT NULL,
     kind TEXT NOT NULL,
     subject TEXT NOT NULL,
     value REAL NOT NULL,
     threshold REAL NOT NULL,
     UNIQUE (project, kind, subject)
   ) STRICT;`,
  // Of a key of the proxy only its SHA-256 is kept. Times in milliseconds.
  `CREATE TABLE proxy_keys (
     id TEXT NOT NULL UNIQUE,
     hash TEXT NOT NULL UNIQUE,
     project TEXT NOT NULL,
     name TEXT,
     created_at INTEGER NOT NULL,
     revoked_at INTEGER -- null while it opens something
   ) STRICT;`,
  TOTALS_SCHEMA,
  // The passes that made a decision's text, with blanks between; null where none had its say.
  'ALTER TABLE decisions ADD COLUMN passes TEXT;',
];

/**
 * Brings a database to the newest schema, each step in a transaction of its own.
 * @throws CtxoptError `store_failed` if a newer ctxopt wrote it
 */
export function migrate(db: Database): void {
  for (;;) {
    const version = versionOf(db);
    if (version > migrations.length) throw tooNew(version);
    const step = migrations[version];
    if (step === undefined) return;
    const apply = db.transaction(() => {
      // Another process may have taken this step while this one waited for the lock.
      if (versionOf(db) !== version) return;
      db.exec(step);
      db.pragma(`user_version = ${version + 1}`);
    });
    apply.immediate();
  }
}

function versionOf(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

function tooNew(version: number): CtxoptError {
  return new CtxoptError(
    'store_failed',
    `The database has schema version ${version}, and this ctxopt knows versions up to ${migrations.length}.`,
    'Update ctxopt, or give this version a folder of its own with CTXOPT_HOME.',
  );
}
