import type { Database } from 'better-sqlite3';
import { exactBytes, textOfBytes } from '../context/exact-bytes.js';
import { HANDLES } from '../context/handle.js';
import type { Backend } from './backend.js';
import type { Connection } from './connection.js';
import type { Decision, StandingDecision } from './store.js';

export interface SqliteDecisionsOptions {
  readonly connection: Connection;
  /** Bytes of decisions beyond which the oldest-used are deleted. */
  readonly limit: number;
  readonly now: () => number;
}

interface DecisionRow {
  readonly id: number;
  readonly key: Buffer;
  readonly until: Buffer;
  readonly used_at: number;
  readonly text: Buffer | null;
  /** Names, with blanks between. */
  readonly passes: string | null;
  readonly before: number;
  readonly after: number;
}

/** A decision's time of use is this coarse, so that using it seldom writes. */
const TOUCH_AFTER_MS = 60_000;

/** What a row takes beside its text, with its places in the indexes. */
const ROW_BYTES = 160;

/** Checking the size reads the whole index, so it is done once for so large a share of the limit that was written. */
const CHECKED_SHARE = 1 / 64;

const COLUMNS = 'id, key, until, used_at, text, passes, before, after';

/** The decisions of a backend on SQLite. */
export function createSqliteDecisions({
  connection,
  limit,
  now,
}: SqliteDecisionsOptions): Pick<Backend, 'decisions' | 'putDecisions'> {
  let unchecked = Number.POSITIVE_INFINITY;

  return {
    async decisions(keys, { isUnused = false } = {}) {
      const rows = await connection.run((db) => {
        const find = db.prepare<[Buffer], DecisionRow>(`SELECT ${COLUMNS} FROM decisions WHERE key = ?`);
        return keys.flatMap((key) => find.all(Buffer.from(key, 'hex')));
      });
      const at = now();
      const stale = isUnused ? [] : rows.filter((row) => at - row.used_at >= TOUCH_AFTER_MS);
      if (stale.length > 0) {
        // Nobody waits for it; and where nothing can be written, what is kept can still be read.
        connection.run((db) => touch(db, stale, at)).catch(() => {});
      }
      return rows.map(standing);
    },

    async putDecisions(decisions) {
      const written = decisions.reduce((sum, decision) => sum + sizeOf(decision), 0);
      const isDue = unchecked + written > limit * CHECKED_SHARE;
      const stand = await connection.run((db) => {
        const put = db.transaction(() => {
          const those = decisions.map((decision) => putOne(db, decision, now()));
          if (isDue) prune(db, limit);
          return those;
        });
        return put.immediate();
      });
      unchecked = isDue ? 0 : unchecked + written;
      return stand;
    },
  };
}

function putOne(db: Database, decision: Decision, at: number): Decision {
  const { key, until, text, passes = null, before, after } = decision;
  const name = [Buffer.from(key, 'hex'), Buffer.from(until, 'hex')] as const;
  const { changes } = db
    .prepare(
      `INSERT INTO decisions (key, until, used_at, size, text, passes, before, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (key, until) DO NOTHING`,
    )
    .run(
      ...name,
      at,
      sizeOf(decision),
      text === undefined ? null : exactBytes(text),
      passes?.join(' ') ?? null,
      before,
      after,
    );
  if (changes > 0) return decision;
  const row = db
    .prepare<[Buffer, Buffer], DecisionRow>(`SELECT ${COLUMNS} FROM decisions WHERE key = ? AND until = ?`)
    .get(...name);
  return row ? decisionOf(row) : decision;
}

/** Marks decisions as used, and the originals that their texts name. */
function touch(db: Database, rows: readonly DecisionRow[], at: number): void {
  const mark = db.transaction(() => {
    const decision = db.prepare('UPDATE decisions SET used_at = ? WHERE id = ?');
    const original = db.prepare('UPDATE originals SET used_at = ? WHERE hash >= ? AND hash < ?');
    for (const { id, text } of rows) {
      decision.run(at, id);
      for (const [handle] of text ? textOfBytes(text).matchAll(HANDLES) : []) {
        const prefix = handle.slice('ctx:'.length);
        // "g" comes after every hexadecimal digit.
        original.run(at, prefix, `${prefix}g`);
      }
    }
  });
  mark.immediate();
}

/** Deletes the oldest-used decisions until the rest take no more than `limit` bytes. */
function prune(db: Database, limit: number): void {
  db.prepare(
    `DELETE FROM decisions WHERE id IN (
       SELECT id FROM (SELECT id, sum(size) OVER (ORDER BY used_at DESC, id DESC) AS newer FROM decisions)
       WHERE newer > ?)`,
  ).run(limit);
}

function sizeOf({ text }: Decision): number {
  return ROW_BYTES + (text === undefined ? 0 : Buffer.byteLength(text));
}

function standing(row: DecisionRow): StandingDecision {
  return { ...decisionOf(row), usedAt: row.used_at };
}

function decisionOf({ key, until, text, passes, before, after }: DecisionRow): Decision {
  return {
    key: key.toString('hex'),
    until: until.toString('hex'),
    ...(text === null ? {} : { text: textOfBytes(text) }),
    ...(passes === null ? {} : { passes: passes === '' ? [] : passes.split(' ') }),
    before,
    after,
  };
}
