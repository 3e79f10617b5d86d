import type { Database, Statement } from 'better-sqlite3';
import type { Usage } from '../context/agent-session.js';
import type { Connection } from './connection.js';
import type {
  Alert,
  BilledExchange,
  ExchangeFilter,
  ExchangeRecord,
  ExchangeStore,
} from './exchange-record.js';
import { createSqliteTotals } from './sqlite-totals.js';
import { isMisfit } from './store-failure.js';

/** Beyond so many rows the oldest go: about 40 MB on disk. */
const MAX_EXCHANGES = 100_000;

/** What stands in columns as it is. */
type Plain = Exclude<keyof ExchangeRecord, 'usage' | 'passes' | 'bypassed'>;

/** Each with the column that it stands in. */
const plain: Readonly<Record<Plain, string>> = {
  id: 'request',
  at: 'at',
  project: 'project',
  session: 'session',
  key: 'key',
  provider: 'provider',
  upstream: 'upstream',
  endpoint: 'endpoint',
  model: 'model',
  status: 'status',
  outcome: 'outcome',
  firstByteMs: 'first_byte_ms',
  totalMs: 'total_ms',
  overheadMs: 'overhead_ms',
  tokensBefore: 'tokens_before',
  tokensAfter: 'tokens_after',
  savedFresh: 'saved_fresh',
  savedReplayed: 'saved_replayed',
  breakpoints: 'breakpoints',
  cost: 'cost',
  costWithout: 'cost_without',
  cachingSaved: 'caching_saved',
  error: 'error',
};

const usage: Readonly<Record<keyof Usage, string>> = {
  input: 'input',
  output: 'output',
  cacheRead: 'cache_read',
  cacheWrite: 'cache_write',
  cacheWriteHour: 'cache_write_hour',
};

const plainNames = Object.keys(plain);
const usageNames = Object.keys(usage);
const names = [...plainNames, ...usageNames, 'passes', 'bypassed'];
const columns = [...Object.values(plain), ...Object.values(usage), 'passes', 'bypassed'].join(', ');

const INSERT = `INSERT INTO exchanges (${columns}) VALUES (${names.map((name) => `@${name}`).join(', ')})`;

/** Reports read thousands of rows for these few columns: all of them would take twice as long. */
const billedNames = ['id', 'at', 'project', 'session', 'model', 'cost'] as const;
const billedColumns = [...billedNames.map((name) => plain[name]), ...Object.values(usage)].join(', ');

/** The exchanges and alerts of a backend on SQLite. */
export function createSqliteExchanges(connection: Connection): ExchangeStore {
  return {
    ...createSqliteTotals(connection),

    recordExchanges(exchanges) {
      return connection.run((db) => {
        const record = db.transaction(() => {
          const insert = db.prepare(INSERT);
          const kept = exchanges.filter((exchange) => isInserted(insert, exchange));
          db.prepare('DELETE FROM exchanges WHERE id <= (SELECT max(id) FROM exchanges) - ?').run(
            MAX_EXCHANGES,
          );
          return kept.length;
        });
        return record.immediate();
      });
    },

    exchanges: (filter) => connection.run((db) => read(db, columns, conditionsOf(filter), filter, recordOf)),

    billedExchanges(filter) {
      const conditions: readonly Condition[] = [...conditionsOf(filter), ['input IS NOT NULL', []]];
      return connection.run((db) => read(db, billedColumns, conditions, filter, billedOf));
    },

    async spent(project, since) {
      const sum = await connection.run((db) =>
        db
          .prepare('SELECT total(cost) FROM exchanges WHERE project = ? AND at >= ?')
          .pluck()
          .get(project, since),
      );
      return Number(sum);
    },

    async recordAlert(alert) {
      const { changes } = await connection.run((db) =>
        db
          .prepare(
            `INSERT INTO alerts (at, project, kind, subject, value, threshold)
             VALUES (@at, @project, @kind, @subject, @value, @threshold)
             ON CONFLICT (project, kind, subject) DO NOTHING`,
          )
          .run(alert),
      );
      return changes > 0;
    },

    async alerts(filter) {
      const { where, values } = whereOf(conditionsOf(filter));
      return connection.run((db) =>
        db
          .prepare<unknown[], Alert>(
            `SELECT at, project, kind, subject, value, threshold FROM alerts ${where} ORDER BY at, id`,
          )
          .all(...values),
      );
    },
  };
}

/** Whether the row is as the table wants it. @throws what keeps all rows from being written */
function isInserted(insert: Statement, exchange: ExchangeRecord): boolean {
  try {
    insert.run(rowOf(exchange));
    return true;
  } catch (thrown) {
    if (isMisfit(thrown)) return false;
    throw thrown;
  }
}

function rowOf({ usage, passes, bypassed, ...rest }: ExchangeRecord): Record<string, unknown> {
  const absent = Object.fromEntries(names.map((name) => [name, null]));
  return { ...absent, ...rest, ...usage, passes: passes.join(' '), bypassed: bypassed ? 1 : 0 };
}

type Same = (value: unknown) => unknown;

/** Rows in order of time, each as `of` has it. */
function read<T>(
  db: Database,
  columns: string,
  conditions: readonly Condition[],
  { latest, first }: ExchangeFilter,
  of: (row: readonly unknown[], same: Same) => T,
): readonly T[] {
  const { where, values } = whereOf(conditions);
  const order = first === undefined ? 'DESC' : 'ASC';
  const rows = db
    .prepare<unknown[], readonly unknown[]>(
      `SELECT ${columns} FROM exchanges ${where} ORDER BY at ${order}, id ${order} LIMIT ?`,
    )
    .raw()
    .iterate(...values, latest ?? first ?? -1);
  const same = sameText();
  const found = Array.from(rows, (row) => of(row, same));
  return order === 'DESC' ? found.reverse() : found;
}

/** Thousands of rows say the same few things: each is kept once. */
function sameText(): Same {
  const known = new Map<unknown, unknown>();
  return (value) => {
    if (typeof value !== 'string') return value;
    const first = known.get(value);
    if (first === undefined) known.set(value, value);
    return first ?? value;
  };
}

/** @param row in the order of `names` */
function recordOf(row: readonly unknown[], same: Same): ExchangeRecord {
  const record = membersOf(plainNames, row, 0, same);
  const billed = membersOf(usageNames, row, plainNames.length, same);
  const [passes, bypassed] = row.slice(-2);
  if (billed.input !== undefined) record.usage = billed;
  record.passes = passes === '' ? [] : String(same(passes)).split(' ');
  record.bypassed = bypassed === 1;
  return record as unknown as ExchangeRecord;
}

/** @param row in the order of `billedColumns` */
function billedOf(row: readonly unknown[], same: Same): BilledExchange {
  const record = membersOf(billedNames, row, 0, same);
  record.usage = membersOf(usageNames, row, billedNames.length, same);
  return record as unknown as BilledExchange;
}

/** What is null is absent. */
function membersOf(
  of: readonly string[],
  row: readonly unknown[],
  from: number,
  same: Same,
): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  for (let at = 0; at < of.length; at++) {
    const name = of[at]!;
    const value = row[from + at];
    if (value !== null) members[name] = name === 'id' ? value : same(value);
  }
  return members;
}

type Condition = readonly [sql: string, values: readonly unknown[]];

function conditionsOf({ projects, session, since, until }: ExchangeFilter): readonly Condition[] {
  const conditions: Condition[] = [];
  if (projects) conditions.push([`project IN (${projects.map(() => '?').join(', ')})`, projects]);
  if (session !== undefined) conditions.push(['session = ?', [session]]);
  if (since !== undefined) conditions.push(['at >= ?', [since]]);
  if (until !== undefined) conditions.push(['at <= ?', [until]]);
  return conditions;
}

function whereOf(conditions: readonly Condition[]): {
  readonly where: string;
  readonly values: readonly unknown[];
} {
  const where = conditions.length > 0 ? `WHERE ${conditions.map(([sql]) => sql).join(' AND ')}` : '';
  return { where, values: conditions.flatMap(([, values]) => values) };
}
