import { chmodSync, closeSync, existsSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { migrate } from './migrations.js';
import { isCorrupt } from './store-failure.js';

/** The constructor of better-sqlite3. */
export type Driver = typeof BetterSqlite3;

/** Which file a path meant at one moment: the same as long as nobody moves, removes or replaces it. */
export type FileId = string;

export interface OpenDatabase {
  readonly db: BetterSqlite3.Database;
  /** The file that is open; absent for `:memory:`. */
  readonly file?: FileId;
}

export interface OpenOptions {
  readonly Driver: Driver;
  readonly location: string;
  /** Bytes of the database that are kept in memory; the driver's default if absent. */
  readonly cache?: number | undefined;
  /** A file that was found to be corrupt while in use: set aside if it still lies there. */
  readonly corrupt?: FileId | undefined;
  /** Told the new name of a corrupt file that was set aside. */
  readonly onSetAside: (name: string) => void;
}

/** SQLite waits this long for a lock. Short, because it blocks the event loop; the rest is waited without blocking. */
const BUSY_TIMEOUT_MS = 50;

/** What SQLite keeps beside a database. */
const COMPANIONS = ['-wal', '-shm'];

/**
 * Opens, and creates where needed, a database that only its owner can read. A corrupt one is moved out of the way
 * first. Rows are acknowledged in WAL mode with `synchronous = NORMAL`: they are with the operating system, so they
 * survive the death of the process, though the last ones may not survive the loss of power.
 * @throws SqliteError, system errors, or CtxoptError for a database of a newer ctxopt
 */
export function openDatabase(options: OpenOptions): OpenDatabase {
  const { Driver, location, corrupt, onSetAside } = options;
  if (location === ':memory:') return { db: openMigrated(options) };
  mkdirSync(path.dirname(location), { recursive: true, mode: 0o700 });
  return locked(Driver, location, () => {
    if (corrupt !== undefined && fileAt(location) === corrupt) onSetAside(setAside(location));
    try {
      return openFile(options);
    } catch (thrown) {
      if (!isCorrupt(thrown)) throw thrown;
      onSetAside(setAside(location));
      return openFile(options);
    }
  });
}

/** The file that now lies at a path; undefined if there is none. */
export function fileAt(location: string): FileId | undefined {
  const stat = statSync(location, { bigint: true, throwIfNoEntry: false });
  return stat && `${stat.dev}:${stat.ino}`;
}

/**
 * Runs `work` while no other process opens or sets aside the same database; else two that find it corrupt at once
 * could set aside each other's new one. The lock is SQLite's own on an empty file, so it goes when its process dies.
 */
function locked<T>(Driver: Driver, location: string, work: () => T): T {
  const file = `${location}.lock`;
  makePrivate(file);
  const lock = new Driver(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    lock.pragma('journal_mode = memory');
    lock.exec('BEGIN EXCLUSIVE');
    return work();
  } finally {
    lock.close();
  }
}

function openFile(options: OpenOptions): OpenDatabase {
  const { location } = options;
  makePrivate(location);
  const db = openMigrated(options);
  const file = fileAt(location);
  return file === undefined ? { db } : { db, file };
}

function openMigrated({ Driver, location, cache }: OpenOptions): BetterSqlite3.Database {
  const db = new Driver(location, { timeout: BUSY_TIMEOUT_MS });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma(`journal_size_limit = ${16 * 1024 * 1024}`);
    // Negative, it is not in pages but in KiB.
    if (cache !== undefined) db.pragma(`cache_size = ${-Math.ceil(cache / 1024)}`);
    migrate(db);
    return db;
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

/** Creates a file of mode 0600, or gives a present one that mode; SQLite gives the same to what it keeps beside it. */
function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
  for (const name of [file, ...COMPANIONS.map((suffix) => file + suffix)]) {
    const stat = statSync(name, { throwIfNoEntry: false });
    if (!stat || (stat.mode & 0o077) === 0) continue;
    try {
      chmodSync(name, 0o600);
    } catch {
      // A file system without modes, or another's file: whether it serves shows when it is opened.
    }
  }
}

/** Moves a database and its companions to a name that is free, which it returns. */
function setAside(location: string): string {
  const stamp = new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  let name = `${location}.corrupt-${stamp}`;
  for (let n = 2; existsSync(name); n++) name = `${location}.corrupt-${stamp}-${n}`;
  for (const suffix of [...COMPANIONS, '']) {
    if (existsSync(location + suffix)) renameSync(location + suffix, name + suffix);
  }
  return name;
}
