import type { Connection } from './connection.js';
import {
  DAY,
  type ExchangeTotals,
  type PromptSample,
  type TrafficFilter,
  type TrafficStore,
} from './exchange-totals.js';
import { ADDED_UP, GROUPED, TOTALS_COLUMNS } from './totals-schema.js';

/** The totals of the exchanges in a SQLite database. */
export function createSqliteTotals(connection: Connection): TrafficStore {
  return {
    exchangeTotals(filter) {
      const { since, ...of } = filter;
      // The totals know whole days only: of the first one, requests are added up that came in time.
      const wholeFrom = since === undefined ? undefined : Math.ceil(since / DAY);
      return connection.run((db) => {
        const whole = conditionsOf(of, wholeFrom === undefined ? [] : [['day >= ?', wholeFrom]]);
        const rows = db
          .prepare<unknown[], TotalsRow>(`SELECT ${TOTALS_COLUMNS} FROM exchange_totals ${whole.where}`)
          .raw()
          .all(...whole.values);
        if (wholeFrom === undefined) return rows.map(totalsOf);
        const begun = conditionsOf(filter, [['at < ?', wholeFrom * DAY]]);
        const before = db
          .prepare<unknown[], TotalsRow>(`${ADDED_UP} ${begun.where} ${GROUPED}`)
          .raw()
          .all(...begun.values);
        return [...before, ...rows].map(totalsOf);
      });
    },

    exchangeTimes(filter) {
      const all = conditionsOf(filter, []);
      return connection.run((db) => {
        const timesIn = (column: string) => {
          const served = conditionsOf(filter, [['outcome <> ?', 'refused'], [`${column} IS NOT NULL`]]);
          return db
            .prepare<unknown[], number>(`SELECT ${column} FROM exchanges ${served.where}`)
            .pluck()
            .all(...served.values);
        };
        const period = db
          .prepare<unknown[], { from: number | null; to: number | null }>(
            `SELECT min(at) AS "from", max(at) AS "to" FROM exchanges ${all.where}`,
          )
          .get(...all.values);
        const [from, to] = [period?.from ?? undefined, period?.to ?? undefined];
        return {
          ...(from === undefined || to === undefined ? {} : { period: { from, to } }),
          overheadMs: timesIn('overhead_ms'),
          firstByteMs: timesIn('first_byte_ms'),
        };
      });
    },

    async promptSamples(filter, { each, tokens }) {
      const samples = await connection.run((db) => {
        const { where, values } = conditionsOf(filter, [
          ['model = ?', undefined],
          ['tokens_after >= ?', tokens],
          ['status < ?', 400],
          ['provider <> ?', 'ollama'],
          ['input + cache_read + cache_write > ?', 0],
        ]);
        const newest = db.prepare<unknown[], PromptSample>(
          `SELECT at, model, tokens_after AS counted, input + cache_read + cache_write AS billed
           FROM exchanges ${where} ORDER BY at DESC, id DESC LIMIT ?`,
        );
        // One model at a time goes by the index, and ends with so many.
        return modelsIn(db).flatMap((model) =>
          newest.all(...values.map((value) => value ?? model), each).reverse(),
        );
      });
      return samples.sort((a, b) => a.at - b.at);
    },
  };
}

/** By steps in the index, of which there are as many as models. */
function modelsIn(db: Parameters<Parameters<Connection['run']>[0]>[0]): readonly string[] {
  return db
    .prepare<unknown[], string>(
      `WITH RECURSIVE known (model) AS (
         SELECT min(model) FROM exchanges WHERE model > ''
         UNION ALL
         SELECT (SELECT min(model) FROM exchanges WHERE model > known.model) FROM known
         WHERE known.model IS NOT NULL)
       SELECT model FROM known WHERE model IS NOT NULL`,
    )
    .pluck()
    .all();
}

type Condition = readonly [sql: string, ...values: unknown[]];

function conditionsOf(
  { projects, since }: TrafficFilter,
  others: readonly Condition[],
): { readonly where: string; readonly values: readonly unknown[] } {
  const conditions = [...others];
  if (projects) conditions.push([`project IN (${projects.map(() => '?').join(', ')})`, ...projects]);
  if (since !== undefined) conditions.push(['at >= ?', since]);
  const where = conditions.length > 0 ? `WHERE ${conditions.map(([sql]) => sql).join(' AND ')}` : '';
  return { where, values: conditions.flatMap(([, ...values]) => values) };
}

/** In the order of `TOTALS_COLUMNS`. */
type TotalsRow = readonly [
  day: number,
  project: string,
  session: string,
  model: string,
  status: number,
  outcome: string,
  passes: string,
  billed: number,
  priced: number,
  requests: number,
  smaller: number,
  hoursTold: number,
  input: number,
  output: number,
  cacheRead: number,
  cacheWrite: number,
  cacheWriteHour: number,
  cost: number,
  costWithout: number,
  cachingSaved: number,
  takenOut: number,
  notSent: number,
];

function totalsOf([
  day,
  project,
  session,
  model,
  status,
  outcome,
  passes,
  billed,
  priced,
  requests,
  smaller,
  hoursTold,
  input,
  output,
  cacheRead,
  cacheWrite,
  cacheWriteHour,
  cost,
  costWithout,
  cachingSaved,
  takenOut,
  notSent,
]: TotalsRow): ExchangeTotals {
  const usage = { input, output, cacheRead, cacheWrite };
  return {
    day: day * DAY,
    project,
    ...(session === '' ? {} : { session }),
    ...(model === '' ? {} : { model }),
    status,
    outcome,
    passes: passes === '' ? [] : passes.split(' '),
    billed: billed === 1,
    priced: priced === 1,
    requests,
    smaller,
    usage: hoursTold ? { ...usage, cacheWriteHour } : usage,
    cost,
    costWithout,
    cachingSaved,
    takenOut,
    notSent,
  };
}
