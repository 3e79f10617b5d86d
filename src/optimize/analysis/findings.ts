import type { Part } from '../../context/context.js';
import { partLabel } from '../part-label.js';
import type { PassEnv } from '../pass.js';
import { passes } from '../passes.js';
import type { Finding } from './analysis.js';
import { minifiedLines } from './minified-lines.js';
import type { CountedPart } from './slices.js';

/** Tokens above which a tool's result is oversized: a fortieth of a window of 200,000. */
const OVERSIZED = 5000;
const EXAMPLES = 3;

/**
 * Everything that could be leaner, the largest first: what each pass takes out, as measured by running it by itself over
 * all parts, and what no pass can help with. A pass that fails finds nothing. Frozen parts are looked at like any other.
 */
export async function findings(parts: readonly CountedPart[], env: PassEnv): Promise<readonly Finding[]> {
  const readable = parts.filter(({ part }) => part.kind !== 'opaque');
  const found: Finding[] = [
    findingOf('oversized-results', 'oversized results', oversized(readable)),
    findingOf('minified', 'minified text', minified(readable, env)),
  ];
  const before: readonly Part[] = readable.map(({ part }) => part);
  for (const { name, waste, run } of passes) {
    if (waste === undefined) continue;
    const after = await Promise.resolve()
      .then(() => run(before, env))
      .catch(() => before);
    const saved = readable.flatMap(({ part, tokens }, at) =>
      after[at] === part ? [] : [{ part, tokens: tokens - env.count(after[at]!.text) }],
    );
    found.push(findingOf(name, waste, saved));
  }
  return found.filter((finding) => finding.tokens > 0).sort((a, b) => b.tokens - a.tokens);
}

function findingOf(kind: string, title: string, concerned: readonly CountedPart[]): Finding {
  const found = concerned.filter(({ tokens }) => tokens > 0).sort((a, b) => b.tokens - a.tokens);
  return {
    kind,
    title,
    tokens: found.reduce((sum, { tokens }) => sum + tokens, 0),
    parts: found.length,
    examples: found.slice(0, EXAMPLES).map(({ part, tokens }) => ({ where: partLabel(part), tokens })),
  };
}

function oversized(parts: readonly CountedPart[]): readonly CountedPart[] {
  return parts.filter(({ part, tokens }) => part.kind === 'tool_result' && tokens > OVERSIZED);
}

function minified(parts: readonly CountedPart[], { count }: PassEnv): readonly CountedPart[] {
  return parts.map(({ part, tokens }) => ({
    part,
    tokens: Math.min(tokens, count(minifiedLines(part.text))),
  }));
}
