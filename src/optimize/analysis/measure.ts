import type { Context } from '../../context/context.js';
import { handleOf } from '../../context/handle.js';
import type { Tokenizer } from '../../tokens/tokenizer.js';
import type { PassAids, PassEnv } from '../pass.js';
import { optimize } from '../pipeline.js';
import type { Level, PassReport } from '../report/report.js';
import { isRewritable } from '../rewrite.js';
import type { Finding, Sampled } from './analysis.js';
import { balancedRun } from './balanced-run.js';
import { passFindings, plainFindings, ranked } from './findings.js';
import type { LevelSaving } from './recommend.js';
import { scaledLossless } from './scaled-lossless.js';
import type { CountedPart } from './slices.js';

type PassSaving = Pick<PassReport, 'name' | 'saved'>;

/** What passes and levels would do to a context. */
export interface Measured {
  /** The largest first. */
  readonly findings: readonly Finding[];
  /** From the safest. */
  readonly levels: readonly LevelSaving[];
  readonly sampled?: Sampled;
}

export interface MeasureOptions {
  readonly tokenizer: Tokenizer;
  readonly aids: PassAids;
  /** Letters of all parts beyond which a context is large. */
  readonly large: number;
  /** @param done from 0 to 1 */
  readonly onProgress: (done: number, message: string) => void;
}

/** Runs each pass by itself and each level over all of a context; if it is large, not all of that. */
export function measure(
  context: Context,
  parts: readonly CountedPart[],
  options: MeasureOptions,
): Promise<Measured> {
  const letters = parts.reduce((sum, { part }) => sum + part.text.length, 0);
  return letters > options.large
    ? measureLarge(context, parts, options)
    : measureAll(context, parts, options);
}

const LEVELS: readonly Level[] = ['lossless', 'balanced', 'aggressive'];

async function measureAll(
  context: Context,
  parts: readonly CountedPart[],
  { tokenizer, aids, onProgress }: MeasureOptions,
): Promise<Measured> {
  const steps = 1 + LEVELS.length;
  onProgress(0, 'looking for what could be leaner');
  const env: PassEnv = {
    prefix: [],
    count: tokenizer.count,
    handle: (part) => handleOf(part.source.text),
    preserved: () => false,
    ...aids,
  };
  const findings = ranked([...plainFindings(parts, tokenizer.count), ...(await passFindings(parts, env))]);
  const levels: LevelSaving[] = [];
  for (const [at, level] of LEVELS.entries()) {
    onProgress((at + 1) / steps, `trying level ${level}`);
    const { report } = await optimize(context, { level, tokenizer, aids });
    levels.push({ level, saves: report.before - report.after, most: mostOf(report.passes) });
  }
  return { findings, levels };
}

/** Shares of the work on a large context after which its steps are done, for who waits. */
const DONE = { balanced: 0.7, aggressive: 0.95 };

/**
 * Runs level balanced over all, and aggressive over what that leaves: the lossy passes come after all others anyway. Of
 * level lossless the first passes are known from that, and the others are run over a sample.
 */
async function measureLarge(
  context: Context,
  parts: readonly CountedPart[],
  { tokenizer, aids, onProgress }: MeasureOptions,
): Promise<Measured> {
  const trying = (level: Level, from: number, to: number) => (done: number, total: number, pass: string) =>
    onProgress(from + ((to - from) * done) / total, `trying level ${level}: ${pass}`);
  const balanced = await balancedRun(context, {
    tokenizer,
    aids,
    onProgress: trying('balanced', 0, DONE.balanced),
  });
  const { report } = balanced;
  const aggressive = await optimize(balanced.context, {
    level: 'aggressive',
    tokenizer,
    aids,
    onProgress: trying('aggressive', DONE.balanced, DONE.aggressive),
  });
  const fresh = parts.slice(context.frozen);
  const rewritable = fresh.reduce(
    (sum, { part, tokens }) => (isRewritable(part) && part.kind !== 'opaque' ? sum + tokens : sum),
    0,
  );
  const lossless = await scaledLossless(
    fresh.map(({ part }) => part),
    {
      tokenizer,
      aids,
      balanced: report,
      rewritable,
      onGroup: (done, total) =>
        onProgress(
          DONE.aggressive + ((1 - DONE.aggressive) * done) / total,
          'trying level lossless on a sample',
        ),
    },
  );
  const { saves, within, sample, tokens } = lossless;
  return {
    findings: ranked([...plainFindings(parts, tokenizer.count), ...balanced.findings]),
    levels: [
      { level: 'lossless', saves, within, most: 'scaled from a sample' },
      { level: 'balanced', saves: report.before - report.after, most: mostOf(report.passes) },
      {
        level: 'aggressive',
        saves: report.before - aggressive.report.after,
        most: mostOf(joined([...report.passes, ...aggressive.report.passes])),
      },
    ],
    sampled: {
      parts: sample.parts,
      of: sample.of,
      tokens,
      share: rewritable === 0 ? 0 : tokens / rewritable,
    },
  };
}

/** What passes saved in several runs. */
function joined(passes: readonly PassSaving[]): readonly PassSaving[] {
  const sums = new Map<string, number>();
  for (const { name, saved } of passes) sums.set(name, (sums.get(name) ?? 0) + saved);
  return Array.from(sums, ([name, saved]) => ({ name, saved }));
}

/** The passes that save most, e.g. `superseded-reads 12,000, base64 4,100`. */
function mostOf(passes: readonly PassSaving[]): string {
  return passes
    .filter(({ saved }) => saved > 0)
    .sort((a, b) => b.saved - a.saved)
    .slice(0, 3)
    .map(({ name, saved }) => `${name} ${saved.toLocaleString('en-US')}`)
    .join(', ');
}
