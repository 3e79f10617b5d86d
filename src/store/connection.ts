import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { CtxoptError } from '../errors.js';
import { type Driver, type FileId, fileAt, type OpenDatabase, openDatabase } from './open-database.js';
import { isBusy, isCorrupt } from './store-failure.js';

/** A database that is opened at the first use, and again whenever its file was moved, removed or found corrupt. */
export interface Connection {
  /**
   * Runs `use`, which must be safe to run again, on the open database.
   * Waits while other processes hold it, and mends what can be mended.
   * @throws whatever still stands in the way then
   */
  run<T>(use: (db: Database) => T): Promise<T>;
  close(): void;
}

export interface ConnectionOptions {
  readonly location: string;
  readonly driver: () => Promise<Driver>;
  /** Bytes of the database that are kept in memory. Default: the driver's, 16 MB. */
  readonly cache?: number;
  /** Told the new name of a corrupt file that was set aside. */
  readonly onSetAside: (name: string) => void;
}

/** How long to wait, in all, for other processes. */
const PATIENCE_MS = 5_000;

const MENDS = 2;

export function createConnection({ location, driver, cache, onSetAside }: ConnectionOptions): Connection {
  let loaded: Promise<Driver> | undefined;
  let opened: OpenDatabase | undefined;
  let corrupt: FileId | undefined;
  let closed = false;
  /** Spent once by a lock that lasts, so that it delays one call and not every one; back with the first row written. */
  let patience = PATIENCE_MS;
  /** Rows that the connection had written when it was spent: reads go on under another's lock, and prove nothing. */
  let writtenBefore = 0;
  /**
   * Ends when the last call does that waits for another process. One tries at a time: each try holds up the thread for a
   * while, and all at once would leave no room for reads.
   */
  let line: Promise<unknown> = Promise.resolve();

  async function database(): Promise<OpenDatabase> {
    loaded ??= driver();
    const Driver = await loaded;
    if (closed) throw new CtxoptError('store_failed', 'The store is closed.', 'Make a new one.');
    if (opened?.file !== undefined && fileAt(location) !== opened.file) release();
    opened ??= openDatabase({ Driver, location, cache, corrupt, onSetAside });
    corrupt = undefined;
    return opened;
  }

  function release(): void {
    const last = opened;
    opened = undefined;
    last?.db.close();
  }

  /** Runs `use`, and mends what can be mended. */
  async function attempt<T>(use: (db: Database) => T): Promise<T> {
    for (let mends = 0; ; ) {
      try {
        const { db } = await database();
        // Another call may have found it corrupt in the meantime.
        if (!db.open) continue;
        const result = use(db);
        if (patience === 0 && rowsWritten(db) !== writtenBefore) patience = PATIENCE_MS;
        return result;
      } catch (thrown) {
        if (!isCorrupt(thrown) || mends === MENDS) throw thrown;
        mends++;
        corrupt = opened?.file;
        release();
      }
    }
  }

  async function attemptUntil<T>(deadline: number, use: (db: Database) => T): Promise<T> {
    for (;;) {
      try {
        return await attempt(use);
      } catch (thrown) {
        if (!isBusy(thrown)) throw thrown;
        if (patience === 0 || performance.now() >= deadline) {
          patience = 0;
          writtenBefore = opened ? rowsWritten(opened.db) : 0;
          throw thrown;
        }
        await sleep(5 + Math.random() * 45);
      }
    }
  }

  return {
    async run(use) {
      const deadline = performance.now() + patience;
      try {
        return await attempt(use);
      } catch (thrown) {
        if (!isBusy(thrown) || patience === 0) throw thrown;
      }
      const inTurn = line.then(() => attemptUntil(deadline, use));
      line = inTurn.catch(() => {});
      return inTurn;
    },

    close() {
      closed = true;
      release();
    },
  };
}

/** By this connection, since it was opened. */
function rowsWritten(db: Database): number {
  return Number(db.prepare('SELECT total_changes()').pluck().get());
}
