import type { FileEntry, SearchQuery, SearchResult } from './repo-index.js';

const K1 = 1.2;
const B = 0.75;

/** What a term counts for at least that stands in more than half of all rows. */
const LEAST_IDF = 1e-6;

interface Found {
  readonly path: string;
  readonly symbol: number;
  /** Weighted occurrences of each term. */
  readonly counts: readonly number[];
  readonly length: number;
}

/**
 * Scores the rows that have any of the terms, as SQLite's FTS5 does. S. Robertson, H. Zaragoza, "The Probabilistic
 * Relevance Framework: BM25 and Beyond" (2009), with a row's columns weighted and its length that of all of them.
 */
export function bm25(
  files: Iterable<Pick<FileEntry, 'path' | 'pathTerms' | 'rows'>>,
  { terms, weights }: Pick<SearchQuery, 'terms' | 'weights'>,
): SearchResult {
  const places = new Map([...new Set(terms)].map((term, place) => [term, place]));
  const holders = new Array<number>(places.size).fill(0);
  const found: Found[] = [];
  let rows = 0;
  let total = 0;
  for (const { path, pathTerms, rows: ownRows } of files) {
    for (const [place, { name, head, body }] of ownRows.entries()) {
      const counts = new Array<number>(places.size).fill(0);
      const length =
        add(counts, places, name, weights.name) +
        add(counts, places, head, weights.head) +
        add(counts, places, pathTerms, weights.path) +
        add(counts, places, body, weights.body);
      rows += 1;
      total += length;
      if (!counts.some((count) => count > 0)) continue;
      counts.forEach((count, term) => {
        if (count > 0) holders[term]! += 1;
      });
      found.push({ path, symbol: place - 1, counts, length });
    }
  }
  const idf = holders.map((held) => Math.max(LEAST_IDF, Math.log((rows - held + 0.5) / (held + 0.5))));
  const average = total / rows;
  const hits = found.map(({ path, symbol, counts, length }) => ({
    path,
    symbol,
    score: counts.reduce(
      (sum, count, term) =>
        sum + (idf[term]! * count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / average)),
      0,
    ),
  }));
  return { hits, rows, holders: new Map([...places].map(([term, place]) => [term, holders[place]!])) };
}

/** Counts a column's terms; returns how many it has. */
function add(counts: number[], places: ReadonlyMap<string, number>, column: string, weight: number): number {
  const terms = column === '' ? [] : column.split(' ');
  for (const term of terms) {
    const place = places.get(term);
    if (place !== undefined) counts[place]! += weight;
  }
  return terms.length;
}
