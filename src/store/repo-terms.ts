import type { Database } from 'better-sqlite3';
import type { FileEntry, SearchQuery, SearchResult } from './repo-index.js';

/**
 * Rows of a file in its repository's table of terms, at most: a row's id is the file's, times this, plus the row's place.
 * What has more definitions is no source code.
 */
const ROWS = 65_536;

/** A repository's id is a number from the database itself, so that it may stand in a statement. */
const tableOf = (repository: number): string => `repository_terms_${repository}`;

/** The terms are an index only: without the texts themselves, which nobody reads. */
export function createTerms(db: Database, repository: number): void {
  db.exec(
    `CREATE VIRTUAL TABLE ${tableOf(repository)} USING fts5(
       name, head, path, body, content = '', contentless_delete = 1,
       tokenize = "unicode61 remove_diacritics 0")`,
  );
}

export function dropTerms(db: Database, repository: number): void {
  db.exec(`DROP TABLE IF EXISTS ${tableOf(repository)}`);
}

export function addTerms(db: Database, repository: number, file: number, entry: FileEntry): void {
  const insert = db.prepare(
    `INSERT INTO ${tableOf(repository)} (rowid, name, head, path, body) VALUES (?, ?, ?, ?, ?)`,
  );
  for (const [place, { name, head, body }] of entry.rows.entries()) {
    if (place === ROWS) break;
    insert.run(file * ROWS + place, name, head, entry.pathTerms, body);
  }
}

export function removeTerms(db: Database, repository: number, file: number): void {
  db.prepare(`DELETE FROM ${tableOf(repository)} WHERE rowid BETWEEN ? AND ?`).run(
    file * ROWS,
    file * ROWS + ROWS - 1,
  );
}

interface TermsQuery extends SearchQuery {
  readonly range: { readonly from: string; readonly to: string };
}

export function searchTermsTable(
  db: Database,
  repository: number,
  { terms, weights: { name, head, path, body }, most, range: { from, to } }: TermsQuery,
): SearchResult {
  const table = tableOf(repository);
  const rows = db
    .prepare<unknown[], { path: string; place: number; score: number }>(
      `SELECT file.path AS path, found.rowid % ${ROWS} AS place, -found.score AS score
       FROM (SELECT rowid, bm25(${table}, ${name}, ${head}, ${path}, ${body}) AS score
             FROM ${table} WHERE ${table} MATCH ?) AS found
       JOIN repository_files AS file ON file.id = found.rowid / ${ROWS}
       WHERE file.path >= ? AND file.path < ?
       ORDER BY score DESC, file.path, place LIMIT ?`,
    )
    .all(terms.map(quoted).join(' OR '), from, to, most);
  const holding = db
    .prepare<[string], number>(`SELECT count(*) FROM ${table} WHERE ${table} MATCH ?`)
    .pluck();
  return {
    hits: rows.map(({ path, place, score }) => ({ path, symbol: place - 1, score })),
    rows: Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()),
    holders: new Map(terms.map((term) => [term, holding.get(quoted(term)) ?? 0])),
  };
}

/** A term as it stands in a MATCH expression, where it would else be read as an operator. */
function quoted(term: string): string {
  return `"${term.replaceAll('"', '')}"`;
}
