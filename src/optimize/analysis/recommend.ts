import type { Context } from '../../context/context.js';
import { fileReads } from '../reads/file-reads.js';
import type { Level } from '../report/report.js';
import type { Recommendation } from './analysis.js';
import type { CountedPart } from './slices.js';

type Advice = Omit<Recommendation, 'share'>;

/** Levels that save less than this much more than a safer one are not worth their risk. */
const WORTH = 1.02;
/** Tokens of a file read from which an outline is recommended, and the budget that is proposed for it. */
const LONG_READ = 2000;
const OUTLINE_BUDGET = 1000;
const MAX_READS = 3;
/** Tokens of unused tool definitions that are worth a word. */
const MANY_DEFINITIONS = 500;

/** What each level of optimization does and costs, for one who has to choose. */
const LEVELS: Readonly<Record<Level, string>> = {
  lossless: 'nothing is left out',
  balanced: 'what is left out can be read back by its handle',
  aggressive: 'old results become digests, which can be read back by their handles',
};

/** What a level would save, in tokens. */
export interface LevelSaving {
  readonly level: Level;
  readonly saves: number;
  /** By how much it may be more or less, where it was scaled from a sample. */
  readonly within?: number;
  /** What saves most, for people: `superseded-reads 12,000, base64 4,100`. */
  readonly most: string;
}

/**
 * What to do about a context, each with the tokens that it saves here, the most first.
 * @param levels from the safest
 * @param input how the context was named by the caller, as members of a JSON object: `"path":"session.jsonl"`. May be empty
 */
export function recommend(
  { format }: Context,
  parts: readonly CountedPart[],
  levels: readonly LevelSaving[],
  input: string,
): readonly Advice[] {
  return [
    ...optimizations(levels, input),
    ...outlines(parts, format === 'markdown' ? pathIn(input) : undefined),
    ...unusedTools(parts),
  ].sort((a, b) => b.saves - a.saves);
}

function optimizations(levels: readonly LevelSaving[], input: string): readonly Advice[] {
  const advice: Advice[] = [];
  let best = 0;
  for (const { level, saves, within, most } of levels) {
    if (saves <= best * WORTH) continue;
    best = saves;
    const members = [input, `"level":"${level}"`].filter(Boolean).join(',');
    advice.push({
      advice: `Optimize at level ${level}: ${LEVELS[level]} (${most})`,
      saves,
      ...(within === undefined ? {} : { within }),
      call: `optimize_context {${members}}`,
    });
  }
  return advice;
}

/** The file that the context itself is. */
function pathIn(input: string): string | undefined {
  const { path } = JSON.parse(`{${input}}`) as { readonly path?: string };
  return path;
}

/**
 * Whole files that were read where an outline might have done; a later read of a path stands for the earlier ones.
 * @param document the file whose text the context is, whatever its format calls it
 */
function outlines(parts: readonly CountedPart[], document: string | undefined): readonly Advice[] {
  const longest = new Map<string, number>();
  for (const { index, path: named, range, kind } of fileReads(parts.map(({ part }) => part))) {
    const tokens = parts[index]!.tokens;
    const path = document ?? named;
    if (kind === 'read' && !range && tokens > LONG_READ) longest.set(path, tokens);
  }
  return [...longest]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MAX_READS)
    .map(([path, tokens]) => ({
      advice: `Read ${path} as an outline first: at most ${OUTLINE_BUDGET.toLocaleString('en-US')} tokens instead of ${tokens.toLocaleString('en-US')}`,
      saves: tokens - OUTLINE_BUDGET,
      call: `smart_read ${JSON.stringify({ path, view: 'outline', budget: OUTLINE_BUDGET })}`,
    }));
}

/** Definitions of tools that were never called, by the MCP server that brings them (`mcp__server__tool`). */
function unusedTools(parts: readonly CountedPart[]): readonly Advice[] {
  const called = new Set(parts.flatMap(({ part }) => (part.kind === 'tool_call' ? [part.tool?.name] : [])));
  if (called.size === 0) return [];
  const servers = new Map<string, { tokens: number; tools: number; used: boolean }>();
  for (const { part, tokens } of parts) {
    if (part.kind !== 'tool_definition') continue;
    const name = part.tool?.name ?? '';
    const server = /^mcp__(.+?)__/.exec(name)?.[1] ?? '';
    const sum = servers.get(server) ?? { tokens: 0, tools: 0, used: false };
    if (called.has(name)) sum.used = true;
    else {
      sum.tokens += tokens;
      sum.tools += 1;
    }
    servers.set(server, sum);
  }
  return [...servers]
    .filter(([, { tokens }]) => tokens >= MANY_DEFINITIONS)
    .map(([server, { tokens, tools, used }]) => ({
      advice: `Turn off tools that were never called: ${tools} definitions${server ? ` of the MCP server ${server}` : ''}`,
      saves: tokens,
      ...(server && !used ? { call: `claude mcp remove ${server}` } : {}),
    }));
}
