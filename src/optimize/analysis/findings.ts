import type { Part } from '../../context/context.js';
import { handleOf } from '../../context/handle.js';
import { nearDuplicates } from '../../similarity/near-duplicates.js';
import { partLabel } from '../part-label.js';
import type { Pass, PassEnv } from '../pass.js';
import { base64 } from '../passes/base64.js';
import { json } from '../passes/json.js';
import { logTemplates } from '../passes/log-templates.js';
import { supersededReads } from '../passes/superseded-reads.js';
import { tabulation } from '../passes/tabulation.js';
import { terminalNoise } from '../passes/terminal-noise.js';
import type { Finding, FindingKind } from './analysis.js';
import { minifiedLines } from './minified-lines.js';
import type { CountedPart } from './slices.js';

/** Letters below which a repeated text is not worth telling. */
const MIN_REPEATED = 160;
/** Letters below which likeness says nothing. */
const MIN_ALIKE = 400;
/** Tokens above which a tool's result is oversized: a fortieth of a window of 200,000. */
const OVERSIZED = 5000;
const EXAMPLES = 3;

type Detector = (
  parts: readonly CountedPart[],
  count: (text: string) => number,
) => readonly CountedPart[] | Promise<readonly CountedPart[]>;

/** What is looked for, and how: each gives the parts concerned, with the tokens that are in question of each. */
const detectors: Readonly<Record<FindingKind, Detector>> = {
  'exact-duplicates': repeats,
  'near-duplicates': nearCopies,
  'superseded-reads': savedBy(supersededReads),
  'oversized-results': (parts) =>
    parts.filter(({ part, tokens }) => part.kind === 'tool_result' && tokens > OVERSIZED),
  'terminal-codes': savedBy(terminalNoise),
  'repeated-lines': savedBy(logTemplates),
  'verbose-json': savedBy(json, tabulation),
  base64: savedBy(base64),
  minified: (parts, count) =>
    parts.map(({ part, tokens }) => ({ part, tokens: Math.min(tokens, count(minifiedLines(part.text))) })),
};

/** Everything that could be leaner, the largest first. Frozen parts are looked at like any other. */
export async function findings(
  parts: readonly CountedPart[],
  count: (text: string) => number,
): Promise<readonly Finding[]> {
  const readable = parts.filter(({ part }) => part.kind !== 'opaque');
  const found: Finding[] = [];
  for (const [kind, detect] of Object.entries(detectors)) {
    found.push(findingOf(kind as FindingKind, await detect(readable, count)));
  }
  return found.filter((finding) => finding.tokens > 0).sort((a, b) => b.tokens - a.tokens);
}

function findingOf(kind: FindingKind, concerned: readonly CountedPart[]): Finding {
  const found = concerned.filter(({ tokens }) => tokens > 0).sort((a, b) => b.tokens - a.tokens);
  return {
    kind,
    tokens: found.reduce((sum, { tokens }) => sum + tokens, 0),
    parts: found.length,
    examples: found.slice(0, EXAMPLES).map(({ part, tokens }) => ({ where: partLabel(part), tokens })),
  };
}

/** What passes save when they run by themselves, part by part. */
function savedBy(...passes: readonly Pass[]): Detector {
  return async (parts, count) => {
    const before: readonly Part[] = parts.map(({ part }) => part);
    const env: PassEnv = {
      prefix: [],
      count,
      handle: (part) => handleOf(part.source.text),
      preserved: () => false,
    };
    let after = before;
    for (const pass of passes) after = await pass.run(after, env);
    return parts.flatMap(({ part, tokens }, at) =>
      after[at] === part ? [] : [{ part, tokens: Math.max(0, tokens - count(after[at]!.text)) }],
    );
  };
}

/** Later copies of a text, whoever wrote it. */
function repeats(parts: readonly CountedPart[]): readonly CountedPart[] {
  const seen = new Set<string>();
  return parts.filter(({ part: { text } }) => {
    if (text.length < MIN_REPEATED) return false;
    const known = seen.has(text);
    seen.add(text);
    return known;
  });
}

/** Later texts that are nearly an earlier one, but not quite. */
function nearCopies(parts: readonly CountedPart[]): readonly CountedPart[] {
  const copies = new Set(repeats(parts));
  const compared = parts.filter((entry) => entry.part.text.length >= MIN_ALIKE && !copies.has(entry));
  return nearDuplicates(compared.map(({ part }) => part.text)).map(({ at }) => compared[at]!);
}
