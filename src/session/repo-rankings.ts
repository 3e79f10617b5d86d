import { serialize } from 'node:v8';
import { bareName, type FileGraph, fileGraph } from '../repo/file-graph.js';
import { type MapFile, mapReach } from '../repo/map-view.js';
import { FIELD_WEIGHTS } from '../repo/match-symbols.js';
import { unpackSymbols } from '../repo/packed.js';
import { rankFiles } from '../repo/rank-files.js';
import { roleFactor } from '../repo/role-factor.js';
import { searchQuery } from '../repo/search-query.js';
import type { RepoIndex, SearchHit } from '../store/repo-index.js';
import { type KnownFile, readGraph } from './read-graph.js';

/** A folder of a repository, as the index names it, and what changed there lately. */
export interface RankRequest {
  readonly root: string;
  readonly under: string;
  /** Paths that changed lately, each with a weight above 0. */
  readonly recent: ReadonlyMap<string, number>;
}

export interface RankedMapRequest extends RankRequest {
  /** Tokens of the map, by which it is known how many files it can reach. */
  readonly budget: number;
  /** Files that are left out. */
  readonly without: readonly string[];
}

/** What a map is made of. Serialized, so that a thread that only passes it on has no work with it. */
export interface RankedMap {
  /** As `mapView` wants them. */
  readonly files: readonly MapFile[];
  readonly uses: ReadonlyMap<string, number>;
  /** Of the files that the map may show, by path: what content the index has them with. */
  readonly hashes: ReadonlyMap<string, string>;
  /** Of all files together, in o200k_base. */
  readonly tokens: number;
}

export interface RankedFilesRequest extends RankRequest {
  readonly query: string;
  /** Files at most. */
  readonly most: number;
}

/** Files that a question's words were found in, the likeliest to answer it first. */
export interface RankedFiles {
  readonly files: readonly { readonly path: string; readonly hash: string; readonly score: number }[];
  readonly rows: number;
  readonly holders: ReadonlyMap<string, number>;
}

/** What is made of the index of a repository. All its files are looked at, so it is made where the index is. */
export interface RepoRankings {
  /** Takes into memory what the others need, so that they have it at once unless files change until then. */
  prepareRankings(request: Pick<RankRequest, 'root' | 'under'>): Promise<void>;
  /** A serialized {@link RankedMap}; undefined if no file under the folder defines any code. */
  rankedMap(request: RankedMapRequest): Promise<Uint8Array | undefined>;
  rankedFiles(request: RankedFilesRequest): Promise<RankedFiles>;
}

/** What is kept of a repository's files in memory, for the next call. */
interface Ranked {
  readonly generation: number;
  readonly graph: FileGraph;
  readonly files: ReadonlyMap<string, KnownFile>;
  /** Whether any file is more than data and prose. */
  readonly hasCode: boolean;
  readonly tokens: number;
}

/** Folders whose graph is kept: some tens of megabytes each, if they are large. */
const KEPT = 3;

/** Definitions that a search looks at more closely. */
const MOST_HITS = 400;

export function createRepoRankings(index: RepoIndex): RepoRankings {
  /** By folder, in order of use, oldest first. */
  const kept = new Map<string, Ranked>();

  async function rankedOf(root: string, under: string): Promise<Ranked> {
    const key = JSON.stringify([root, under]);
    const generation = await index.generation(root);
    const known = kept.get(key);
    kept.delete(key);
    const current = known?.generation === generation ? known : await load(root, under, generation);
    kept.set(key, current);
    for (const oldest of kept.keys()) if (kept.size > KEPT) kept.delete(oldest);
    return current;
  }

  async function load(root: string, under: string, generation: number): Promise<Ranked> {
    const { graphFiles, ...rest } = await readGraph(index, root, under);
    return { generation, graph: fileGraph(graphFiles), ...rest };
  }

  return {
    async prepareRankings({ root, under }) {
      await rankedOf(root, under);
    },

    async rankedMap({ root, under, recent, budget, without }) {
      const { graph, files, hasCode, tokens } = await rankedOf(root, under);
      if (!hasCode) return undefined;
      const within = (path: string): string => (under === '' ? path : path.slice(under.length + 1));
      const left = new Set(without);
      const ranked = rankFiles(graph, { recent }).filter(({ path }) => !left.has(path));
      const reach = ranked.slice(0, mapReach(budget)).map(({ path }) => path);
      const symbols = await index.symbolsOf(root, reach);
      const uses = new Map<string, number>();
      const mapFiles = ranked.map(({ path, score }): MapFile => {
        const own = symbols.get(path);
        const unpacked = own ? unpackSymbols(own.symbols) : [];
        for (const symbol of unpacked) {
          const name = bareName(symbol, unpacked);
          const use = graph.uses.get(name);
          if (use !== undefined) uses.set(name, use);
        }
        return { path: within(path), score, lines: files.get(path)?.lines ?? 0, symbols: unpacked };
      });
      const hashes = new Map([...symbols].map(([path, { hash }]) => [within(path), hash]));
      const map: RankedMap = { files: mapFiles, uses, hashes, tokens };
      return serialize(map);
    },

    async rankedFiles({ root, under, recent, query, most }) {
      const { graph, files } = await rankedOf(root, under);
      const { terms } = searchQuery(query);
      const asked = { terms: [...terms], weights: FIELD_WEIGHTS, most: MOST_HITS };
      const found = await index.search(root, under, asked);
      const towards = byFile(found.hits);
      const scores = new Map(rankFiles(graph, { recent, towards }).map(({ path, score }) => [path, score]));
      const best = likeliest(found.hits, (path) => roleFactor(files.get(path)?.role ?? 'source', terms));
      return {
        files: best.slice(0, most).map((path) => ({
          path,
          hash: files.get(path)?.hash ?? '',
          score: scores.get(path) ?? 0,
        })),
        rows: found.rows,
        holders: found.holders,
      };
    },
  };
}

/** What was found in each file, all its hits together. */
function byFile(hits: readonly SearchHit[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { path, score } of hits) sums.set(path, (sums.get(path) ?? 0) + score);
  return sums;
}

/** Files in order of their best hit, where what is no source code steps back: tests are many, and say what is asked for. */
function likeliest(hits: readonly SearchHit[], factorOf: (path: string) => number): readonly string[] {
  const best = new Map<string, number>();
  for (const { path, score } of hits) best.set(path, Math.max(best.get(path) ?? 0, score * factorOf(path)));
  return [...best].sort(([, a], [, b]) => b - a).map(([path]) => path);
}
