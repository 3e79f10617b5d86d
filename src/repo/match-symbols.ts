import type { IndexedSymbol } from './file-facts.js';
import { nameTerms, searchTerms } from './search-terms.js';
import { termKinship } from './term-kinship.js';

/** How common terms are in a whole repository. */
export interface TermStatistics {
  /** Definitions in it. */
  readonly rows: number;
  /** By term: how many of them have it. A term that is absent is taken for as rare as can be. */
  readonly holders: ReadonlyMap<string, number>;
}

/** What a term counts for by where it stands, in a search of the index as well. */
export const FIELD_WEIGHTS = { name: 6, head: 3, path: 1, body: 1 } as const;

const FIELDS = ['name', 'head', 'path', 'body'] as const;

/** BM25's: how soon repetitions stop to count, and how much length does. */
const K1 = 1.2;
const B = 0.75;

/** What of a file is matched. */
export interface MatchedFile {
  readonly path: string;
  readonly facts: {
    readonly symbols: readonly Pick<IndexedSymbol, 'name' | 'signature' | 'doc' | 'terms'>[];
  };
}

/** A term that is asked for, by its number, and what one that was found counts for as it. */
interface Kin {
  readonly asked: number;
  readonly weight: number;
}

/**
 * How well each definition of some files matches terms, file by file, at 0 and more. BM25F over name, signature with doc
 * comment, path and own words (S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009),
 * where a term that is akin to one that is asked for counts as a part of it, as in S. Robertson's "synonym" weighting:
 * `termKinship`, and less where it is more common among these definitions than what it stands for.
 * @param statistics of the repository that the files are of; of these definitions if absent
 */
export function matchSymbols(
  asked: readonly string[],
  files: readonly MatchedFile[],
  statistics?: TermStatistics,
): readonly Float64Array[] {
  const kin = new Map<string, readonly Kin[]>();
  const documents = files.map(({ path, facts }) => {
    const pathTerms = searchTerms(path);
    return facts.symbols.map(({ name, signature, doc = '', terms }) =>
      documentOf(
        {
          name: nameTerms(name),
          head: searchTerms(`${signature}\n${doc}`),
          path: pathTerms,
          body: terms === '' ? [] : terms.split(' '),
        },
        isAkin,
      ),
    );
  });
  const all = documents.flat();
  const average = all.reduce((sum, { length }) => sum + length, 0) / Math.max(1, all.length);
  const held = holdersAmong(all);
  const { rows, holders } = statistics ?? { rows: all.length, holders: held };
  const idf = asked.map((term) => idfOf(holders.get(term) ?? 0, rows));
  weighKin();
  return documents.map((own) => Float64Array.from(own, scoreOf));

  function isAkin(term: string): boolean {
    let known = kin.get(term);
    if (known === undefined) {
      known = asked
        .map((one, index) => ({ asked: index, weight: termKinship(one, term) }))
        .filter(({ weight }) => weight > 0);
      kin.set(term, known);
    }
    return known.length > 0;
  }

  function weighKin(): void {
    for (const [term, count] of held) {
      const own = idfOf(count, all.length);
      const weighed = kin
        .get(term)!
        .map((one) =>
          asked[one.asked] === term
            ? one
            : { ...one, weight: one.weight * Math.min(1, own / idf[one.asked]!) },
        );
      kin.set(term, weighed);
    }
  }

  function scoreOf({ found, length }: Document): number {
    const frequencies = asked.map(() => 0);
    for (const [term, frequency] of found)
      for (const { asked: index, weight } of kin.get(term)!) frequencies[index]! += weight * frequency;
    const norm = K1 * (1 - B + (B * length) / average);
    return frequencies.reduce(
      (sum, frequency, index) => sum + (idf[index]! * frequency * (K1 + 1)) / (frequency + norm),
      0,
    );
  }
}

function holdersAmong(documents: readonly Document[]): ReadonlyMap<string, number> {
  const held = new Map<string, number>();
  for (const { found } of documents)
    for (const term of found.keys()) held.set(term, (held.get(term) ?? 0) + 1);
  return held;
}

function idfOf(held: number, rows: number): number {
  return Math.log(1 + (rows - Math.min(held, rows) + 0.5) / (held + 0.5));
}

interface Document {
  /** By term akin to one that is asked for, its occurrences weighted by where they stand. */
  readonly found: ReadonlyMap<string, number>;
  /** In terms. */
  readonly length: number;
}

function documentOf(
  fields: Readonly<Record<(typeof FIELDS)[number], readonly string[]>>,
  isAkin: (term: string) => boolean,
): Document {
  const found = new Map<string, number>();
  let length = 0;
  for (const field of FIELDS) {
    length += fields[field].length;
    for (const term of fields[field])
      if (isAkin(term)) found.set(term, (found.get(term) ?? 0) + FIELD_WEIGHTS[field]);
  }
  return { found, length };
}
