import type { Part } from '../../context/context.js';
import type { Tokenizer } from '../../tokens/tokenizer.js';
import type { Pass, PassAids } from '../pass.js';
import { passes as allPasses } from '../passes.js';
import type { OptimizeReport } from '../report/report.js';
import { runPasses } from '../run/run-passes.js';
import { type Sample, type SampledPart, sampleOf } from './sample.js';

/** What level lossless would save of a large context. Tokens. */
export interface ScaledLossless {
  readonly saves: number;
  /** By how much it may be more or less: 95 of 100 such samples are within, as far as their groups tell. */
  readonly within: number;
  readonly sample: Sample;
  /** Tokens that the sample looked at. */
  readonly tokens: number;
}

export interface ScaledLosslessOptions {
  readonly tokenizer: Tokenizer;
  readonly aids: PassAids;
  /** What level balanced does to the whole context. */
  readonly balanced: OptimizeReport;
  /** Tokens of the parts that passes may rewrite: only these are scaled. */
  readonly rewritable: number;
  /** Called before each group of the sample is measured. */
  readonly onGroup: (done: number, total: number) => void;
}

/** Tokens per letter, summed over the points of a group. */
interface Group {
  /** After the leading passes. */
  readonly led: number;
  readonly lossless: number;
}

/** The lossless passes that run before all others, at every level: what they save is known from any of them. */
const LEADING: readonly Pass[] = allPasses.slice(
  0,
  allPasses.findIndex(({ kind }) => kind !== 'lossless'),
);

/** Student's t for five groups, two-sided, 95 %. */
const T = 2.776;

/**
 * What level lossless would save: what the leading passes save of the whole, and what the other lossless passes leave of
 * that in a sample, scaled. A ratio estimator (W. G. Cochran, "Sampling Techniques", 3rd ed. 1977, ch. 6), its error by the
 * jackknife over the groups (K. Wolter, "Introduction to Variance Estimation", 2nd ed. 2007, ch. 4).
 * @param parts those that are not frozen
 */
export async function scaledLossless(
  parts: readonly Part[],
  { tokenizer, aids, balanced, rewritable, onGroup }: ScaledLosslessOptions,
): Promise<ScaledLossless> {
  const sample = sampleOf(parts);
  const groups: Group[] = [];
  let tokens = 0;
  for (const [at, group] of sample.groups.entries()) {
    onGroup(at, sample.groups.length);
    const given = group.map(({ part }) => part);
    const options = { level: 'lossless', tokenizer, aids } as const;
    const led = (await runPasses(given, [], { ...options, passes: LEADING })).parts;
    const lossless = (await runPasses(given, [], options)).parts;
    groups.push({
      led: perLetter(group, led, tokenizer),
      lossless: perLetter(
        group,
        lossless.map((part, i) => (isCutJson(group[i]!) ? led[i]! : part)),
        tokenizer,
      ),
    });
    for (const { text } of given) tokens += tokenizer.count(text);
  }
  const names = new Set(LEADING.map(({ name }) => name));
  const known = balanced.passes.reduce((sum, { name, saved }) => sum + (names.has(name) ? saved : 0), 0);
  const left = rewritable - known;
  const { ratio, error } = ratioOf(groups);
  return {
    saves: Math.round(known + left * (1 - ratio)),
    within: Math.round(T * error * left),
    sample,
    tokens,
  };
}

/** A slice of JSON is none. What the other passes find in it they would not find in the whole, which stays verbatim. */
function isCutJson({ whole, part }: SampledPart): boolean {
  return part !== whole && /^\s{0,64}[[{]\s{0,64}["{[]/.test(whole.text);
}

function perLetter(group: readonly SampledPart[], now: readonly Part[], { count }: Tokenizer): number {
  return group.reduce(
    (sum, { part, points }, at) => sum + (points * count(now[at]!.text)) / part.text.length,
    0,
  );
}

/** The share that is left, and its standard error by leaving out each group once. */
function ratioOf(groups: readonly Group[]): { readonly ratio: number; readonly error: number } {
  const over = (some: readonly Group[]) => {
    const led = some.reduce((sum, group) => sum + group.led, 0);
    const lossless = some.reduce((sum, group) => sum + group.lossless, 0);
    return led > 0 ? Math.min(1, lossless / led) : 1;
  };
  const without = groups.map((group) => over(groups.filter((other) => other !== group)));
  const mean = without.reduce((sum, ratio) => sum + ratio, 0) / groups.length;
  const variance = without.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0);
  return { ratio: over(groups), error: Math.sqrt(((groups.length - 1) / groups.length) * variance) };
}
