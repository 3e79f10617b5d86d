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
 * What each pass takes out, as measured by running it by itself over all parts. A pass that fails finds nothing. Frozen
 * parts are looked at like any other.
 */
export async function passFindings(parts: readonly CountedPart[], env: PassEnv): Promise<readonly Finding[]> {
  const readable = readableOf(parts);
  const found: Finding[] = [];
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
  return found;
}

/** What is in question whether or not a pass can help with it. */
export function plainFindings(
  parts: readonly CountedPart[],
  count: (text: string) => number,
): readonly Finding[] {
  const readable = readableOf(parts);
  return [
    findingOf('oversized-results', 'oversized results', oversized(readable)),
    findingOf('minified', 'minified text', minified(readable, count)),
  ];
}

/** Findings that found something, the largest first. */
export function ranked(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((finding) => finding.tokens > 0).sort((a, b) => b.tokens - a.tokens);
}

function readableOf(parts: readonly CountedPart[]): readonly CountedPart[] {
  return parts.filter(({ part }) => part.kind !== 'opaque');
}

export function findingOf(kind: string, title: string, concerned: readonly CountedPart[]): Finding {
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

function minified(parts: readonly CountedPart[], count: (text: string) => number): readonly CountedPart[] {
  return parts.map(({ part, tokens }) => ({
    part,
    tokens: Math.min(tokens, count(minifiedLines(part.text))),
  }));
}
