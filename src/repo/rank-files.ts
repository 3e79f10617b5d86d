import type { FileGraph } from './file-graph.js';
import { ROLE_FACTORS } from './file-role.js';
import { pageRank } from './page-rank.js';

export interface RankOptions {
  /** Files that changed lately, by path, each with a weight above 0. */
  readonly recent?: ReadonlyMap<string, number>;
  /** Files that a query's words are found in, by path, each with a weight above 0. */
  readonly towards?: ReadonlyMap<string, number>;
}

export interface RankedFile {
  readonly path: string;
  /** All files' add up to 1. */
  readonly score: number;
}

/** Of a surfer's jumps, those that go where a query, or a recent change, points. */
const TOWARDS_SHARE = 0.5;
const RECENT_SHARE = 0.25;

/**
 * Files, those that matter most first: what is referred to much, from files that are themselves referred to, and near
 * what `options` points to. Personalized PageRank over the graph of references; roles but `source` step back. The order
 * of the graph's files does not matter; ties go by path.
 */
export function rankFiles(graph: FileGraph, options: RankOptions = {}): readonly RankedFile[] {
  const factors = Float64Array.from(graph.roles, (role) => ROLE_FACTORS[role]);
  const ranks = pageRank(graph.links, personalization(graph, factors, options));
  const scores = ranks.map((rank, file) => rank * factors[file]!);
  const total = scores.reduce((sum, score) => sum + score, 0);
  return graph.paths
    .map((path, file) => ({ path, score: scores[file]! / total }))
    .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
}

function personalization(graph: FileGraph, factors: Float64Array, options: RankOptions): Float64Array {
  const towards = shareOf(graph, options.towards);
  const recent = shareOf(graph, options.recent);
  const towardsShare = towards ? TOWARDS_SHARE : 0;
  const recentShare = recent ? RECENT_SHARE : 0;
  const total = factors.reduce((sum, factor) => sum + factor, 0);
  return factors.map(
    (factor, file) =>
      (1 - towardsShare - recentShare) * (factor / total) +
      towardsShare * (towards?.[file] ?? 0) +
      recentShare * (recent?.[file] ?? 0),
  );
}

/** Weights by file that add up to 1; `undefined` if no file of the graph has one. */
function shareOf(graph: FileGraph, weights?: ReadonlyMap<string, number>): Float64Array | undefined {
  if (!weights || weights.size === 0) return undefined;
  const shares = Float64Array.from(graph.paths, (path) => Math.max(0, weights.get(path) ?? 0));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return total > 0 ? shares.map((share) => share / total) : undefined;
}
