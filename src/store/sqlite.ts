import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import { exactBytes, textOfBytes } from '../context/exact-bytes.js';
import { hashOf } from '../context/handle.js';
import type { Backend } from './backend.js';
import type { Connection } from './connection.js';
import { createSqliteDecisions } from './sqlite-decisions.js';
import { createSqliteExchanges } from './sqlite-exchanges.js';
import type { Original, UsageEvent, UsageFilter } from './store.js';

export interface SqliteOptions {
  readonly connection: Connection;
  /** Bytes of originals, as stored, beyond which the oldest-used are deleted. */
  readonly limit: number;
  /** The same for decisions. */
  readonly decisionLimit: number;
  readonly now: () => number;
}

interface OriginalRow {
  readonly hash: string;
  readonly deflated: number;
  readonly body: Buffer;
}

/** Originals from this many bytes on are deflated, in the thread pool. */
const DEFLATE_FROM = 4 * 1024;

/** An original's time of use is this coarse, so that using it seldom writes. */
const TOUCH_AFTER_MS = 60_000;

/** Checking the size reads the whole index, so it is done once for so large a share of the limit that was written. */
const CHECKED_SHARE = 1 / 64;

const deflated = promisify<Buffer, { level: number }, Buffer>(deflate);
const inflated = promisify<Buffer, Buffer>(inflate);

/**
 * A backend on SQLite. The newest original always stays, and the limit may be passed by one 64th for each process
 * that writes. Usage rows are about 150 bytes each and are never deleted.
 */
export function createSqlite({ connection, limit, decisionLimit, now }: SqliteOptions): Backend {
  let unchecked = Number.POSITIVE_INFINITY;

  return {
    ...createSqliteDecisions({ connection, limit: decisionLimit, now }),
    ...createSqliteExchanges(connection),

    async putOriginal({ hash, text }) {
      if (await connection.run((db) => touch(db, hash, now()))) return;
      const bytes = exactBytes(text);
      const packed = bytes.length < DEFLATE_FROM ? bytes : await deflated(bytes, { level: 1 });
      const body = packed.length < bytes.length ? packed : bytes;
      await connection.run((db) => {
        const insert = db.transaction(() => {
          db.prepare(
            `INSERT INTO originals (hash, used_at, size, deflated, body) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (hash) DO NOTHING`,
          ).run(hash, now(), body.length, body === bytes ? 0 : 1, body);
          if (unchecked + body.length > limit * CHECKED_SHARE) prune(db, hash, limit);
        });
        insert.immediate();
      });
      unchecked = unchecked + body.length > limit * CHECKED_SHARE ? 0 : unchecked + body.length;
    },

    async findOriginals(prefix) {
      const rows = await connection.run((db) =>
        db
          .prepare<[string, string], OriginalRow>(
            'SELECT hash, deflated, body FROM originals WHERE hash >= ? AND hash < ? LIMIT 2',
          )
          // "g" comes after every hexadecimal digit.
          .all(prefix, `${prefix}g`),
      );
      const found = (await Promise.all(rows.map(originalOf))).filter((original) => original !== undefined);
      for (const { hash } of found) {
        // Where nothing can be written, what is kept can still be read.
        await connection.run((db) => touch(db, hash, now())).catch(() => {});
      }
      return found;
    },

    async recordUsage(event) {
      await connection.run((db) =>
        db
          .prepare(
            `INSERT INTO usage (at, session, project, tool, view, file, version, baseline, returned, sent)
             VALUES (@at, @session, @project, @tool, @view, @file, @version, @baseline, @returned, @sent)`,
          )
          .run({ file: null, version: null, ...event }),
      );
    },

    async usage(filter) {
      const { where, values } = conditionsOf(filter);
      const rows = await connection.run((db) =>
        db
          .prepare<unknown[], UsageRow>(
            `SELECT at, session, project, tool, view, file, version, baseline, returned, sent
             FROM usage ${where} ORDER BY at, id`,
          )
          .all(...values),
      );
      return rows.map(eventOf);
    },
  };
}

/** Marks an original as used; false if it is not there. */
function touch(db: Database, hash: string, at: number): boolean {
  const usedAt = db.prepare('SELECT used_at FROM originals WHERE hash = ?').pluck().get(hash);
  if (usedAt === undefined) return false;
  if (at - Number(usedAt) >= TOUCH_AFTER_MS) {
    db.prepare('UPDATE originals SET used_at = ? WHERE hash = ?').run(at, hash);
  }
  return true;
}

/** Deletes the oldest-used originals until the rest take no more than `limit` bytes; `keep` stays in any case. */
function prune(db: Database, keep: string, limit: number): void {
  db.prepare(
    `DELETE FROM originals WHERE hash <> ? AND id IN (
       SELECT id FROM (SELECT id, sum(size) OVER (ORDER BY used_at DESC, id DESC) AS newer FROM originals)
       WHERE newer > ?)`,
  ).run(keep, limit);
}

/** Undefined if the row's bytes are no longer what its hash says: better not found than another text. */
async function originalOf({ hash, deflated, body }: OriginalRow): Promise<Original | undefined> {
  const bytes = deflated ? await inflated(body).catch(() => undefined) : body;
  const text = bytes && textOfBytes(bytes);
  return text !== undefined && hashOf(text) === hash ? { hash, text } : undefined;
}

type UsageRow = Omit<UsageEvent, 'file' | 'version'> & {
  readonly file: string | null;
  readonly version: string | null;
};

function eventOf({ file, version, ...row }: UsageRow): UsageEvent {
  return { ...row, ...(file !== null && { file }), ...(version !== null && { version }) };
}

function conditionsOf({ session, project, since }: UsageFilter): {
  readonly where: string;
  readonly values: readonly unknown[];
} {
  const conditions: (readonly [string, unknown])[] = [];
  if (session !== undefined) conditions.push(['session = ?', session]);
  if (project !== undefined) conditions.push(['project = ?', project]);
  if (since !== undefined) conditions.push(['at >= ?', since]);
  const where = conditions.length > 0 ? `WHERE ${conditions.map(([sql]) => sql).join(' AND ')}` : '';
  return { where, values: conditions.map(([, value]) => value) };
}
