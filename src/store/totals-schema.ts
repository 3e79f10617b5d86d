/** What the rows of `exchange_totals` are of: there is one for each combination. Absent texts are empty. */
const KEYS: Readonly<Record<string, (row: string) => string>> = {
  day: (row) => `${row}at / 86400000`, // since 1970, UTC
  project: (row) => `${row}project`,
  session: (row) => `ifnull(${row}session, '')`,
  model: (row) => `ifnull(${row}model, '')`,
  status: (row) => `${row}status`,
  outcome: (row) => `${row}outcome`,
  passes: (row) => `${row}passes`,
  billed: (row) => `${row}input IS NOT NULL`,
  priced: (row) => `${row}cost IS NOT NULL`,
};

/** What is added up. */
const AMOUNTS: Readonly<Record<string, (row: string) => string>> = {
  requests: () => '1',
  smaller: (row) => `ifnull(${row}tokens_after < ${row}tokens_before, 0)`,
  hours_told: (row) => `${row}cache_write_hour IS NOT NULL`,
  input: (row) => `ifnull(${row}input, 0)`,
  output: (row) => `ifnull(${row}output, 0)`,
  cache_read: (row) => `ifnull(${row}cache_read, 0)`,
  cache_write: (row) => `ifnull(${row}cache_write, 0)`,
  cache_write_hour: (row) => `ifnull(${row}cache_write_hour, 0)`,
  cost: (row) => `ifnull(${row}cost, 0)`,
  cost_without: (row) => `ifnull(${row}cost_without, 0)`,
  caching_saved: (row) => `ifnull(${row}caching_saved, 0)`,
  taken_out: (row) => `ifnull(${row}saved_fresh, 0)`,
  not_sent: (row) => `ifnull(${row}tokens_before, 0) - ifnull(${row}tokens_after, 0)`,
};

const keys = Object.keys(KEYS);
const amounts = Object.keys(AMOUNTS);

/** The columns of the totals, in the order of `ADDED_UP`. */
export const TOTALS_COLUMNS = [...keys, ...amounts].join(', ');

/** The totals of rows of `exchanges`; `GROUPED` comes after what else is said of them. */
export const ADDED_UP = `SELECT ${[
  ...Object.values(KEYS).map((of) => of('')),
  ...Object.values(AMOUNTS).map((of) => `total(${of('')})`),
].join(', ')} FROM exchanges`;
export const GROUPED = `GROUP BY ${keys.map((_, at) => at + 1).join(', ')}`;

/** Totals that triggers keep up, whichever process writes: to add up a hundred thousand rows anew takes too long. */
export const TOTALS_SCHEMA = `
  CREATE TABLE exchange_totals (
    day INTEGER NOT NULL,
    project TEXT NOT NULL,
    session TEXT NOT NULL,
    model TEXT NOT NULL,
    status INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    passes TEXT NOT NULL,
    billed INTEGER NOT NULL,
    priced INTEGER NOT NULL,
    ${amounts.map((name) => `${name} REAL NOT NULL`).join(', ')},
    PRIMARY KEY (${keys.join(', ')})
  ) STRICT, WITHOUT ROWID;
  INSERT INTO exchange_totals (${TOTALS_COLUMNS}) ${ADDED_UP} ${GROUPED};
  CREATE TRIGGER exchange_recorded AFTER INSERT ON exchanges BEGIN
    ${added('new.', '+')};
  END;
  CREATE TRIGGER exchange_forgotten AFTER DELETE ON exchanges BEGIN
    ${added('old.', '-')};
    DELETE FROM exchange_totals
      WHERE requests = 0 AND ${Object.entries(KEYS)
        .map(([name, of]) => `${name} = (${of('old.')})`)
        .join(' AND ')};
  END;
  CREATE INDEX exchanges_by_model ON exchanges (model, at);`;

function added(row: string, sign: '+' | '-'): string {
  const values = [
    ...Object.values(KEYS).map((of) => of(row)),
    ...Object.values(AMOUNTS).map((of) => `0.0 ${sign} (${of(row)})`),
  ];
  const sums = amounts.map((name) => `${name} = ${name} + excluded.${name}`);
  return `INSERT INTO exchange_totals (${TOTALS_COLUMNS}) VALUES (${values.join(', ')})
    ON CONFLICT DO UPDATE SET ${sums.join(', ')}`;
}
