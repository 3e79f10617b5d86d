import type { Context } from '../../context/context.js';
import type { Tokenizer } from '../../tokens/tokenizer.js';
import type { PassAids } from '../pass.js';
import { optimize } from '../pipeline.js';
import { fileReads } from '../reads/file-reads.js';
import type { Level, OptimizeReport } from '../report/report.js';
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

export interface RecommendOptions {
  readonly tokenizer: Tokenizer;
  /** How the context was named by the caller, as members of a JSON object: `"path":"session.jsonl"`. May be empty. */
  readonly input: string;
  /** Called before each level is tried. */
  readonly onLevel: (level: Level) => void;
  readonly aids: PassAids;
}

/** What to do about a context, each with the tokens that it saves here, the most first. */
export async function recommend(
  context: Context,
  parts: readonly CountedPart[],
  options: RecommendOptions,
): Promise<readonly Advice[]> {
  return [...(await optimizations(context, options)), ...outlines(parts), ...unusedTools(parts)].sort(
    (a, b) => b.saves - a.saves,
  );
}

async function optimizations(
  context: Context,
  { tokenizer, input, onLevel, aids }: RecommendOptions,
): Promise<readonly Advice[]> {
  const advice: Advice[] = [];
  let best = 0;
  for (const level of Object.keys(LEVELS) as Level[]) {
    onLevel(level);
    const { report } = await optimize(context, { level, tokenizer, aids });
    const saves = report.before - report.after;
    if (saves <= best * WORTH) continue;
    best = saves;
    const members = [input, `"level":"${level}"`].filter(Boolean).join(',');
    advice.push({
      advice: `Optimize at level ${level}: ${LEVELS[level]} (${mostOf(report)})`,
      saves,
      call: `optimize_context {${members}}`,
    });
  }
  return advice;
}

/** The passes that save most, e.g. `superseded-reads 12,000, base64 4,100`. */
function mostOf(report: OptimizeReport): string {
  return report.passes
    .filter(({ saved }) => saved > 0)
    .sort((a, b) => b.saved - a.saved)
    .slice(0, 3)
    .map(({ name, saved }) => `${name} ${saved.toLocaleString('en-US')}`)
    .join(', ');
}

/** Whole files that were read where an outline might have done; a later read of a path stands for the earlier ones. */
function outlines(parts: readonly CountedPart[]): readonly Advice[] {
  const longest = new Map<string, number>();
  for (const { index, path, range, kind } of fileReads(parts.map(({ part }) => part))) {
    const tokens = parts[index]!.tokens;
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
