import { promptOf } from '../../billing/bill.js';
import { dollars } from '../../optimize/analysis/story-lines.js';
import { counted, figure } from '../../optimize/report/figures.js';
import type { Bill, Proof } from './prove.js';

/** Below so many dollars two bills are the same: what is left is the rounding of sums. */
const EQUAL = 1e-9;

/** What both bills come to, in a sentence. */
export function verdict({ without, with: ours, saved }: Proof): string {
  if (Math.abs(saved) < EQUAL)
    return `Both bills are equal: ${dollars(ours.cost)}. There was nothing to win.`;
  const share = ((Math.abs(saved) / without.cost) * 100).toFixed(1);
  return saved > 0
    ? `Saves ${dollars(saved)} of ${dollars(without.cost)}, ${share}% of the bill.`
    : `COSTS MORE: ${dollars(ours.cost)} in place of ${dollars(without.cost)}, ${share}% more.`;
}

/** What was replayed, in a sentence. */
export function replayed({ title, requests, models, level, duration, changed }: Proof): string {
  const minutes = Math.round(duration / 60_000);
  return `${title[0]!.toUpperCase()}${title.slice(1)}: ${figure(requests)} requests to ${models.join(', ')} over ${figure(minutes)} min, replayed at level ${level}; ${figure(changed)} went out changed.`;
}

/** Rows of what each bill is made of: name, as it was, with ctxopt. */
export function billRows({ without, with: ours }: Proof): readonly (readonly [string, string, string])[] {
  const row = (name: string, of: (bill: Bill) => string) => [name, of(without), of(ours)] as const;
  return [
    row('prompt tokens', ({ usage }) => figure(promptOf(usage))),
    row('as plain input', ({ usage }) => figure(usage.input)),
    row('written to the cache', ({ usage }) => figure(usage.cacheWrite)),
    row('read from the cache', ({ usage }) => figure(usage.cacheRead)),
    row('output tokens', ({ usage }) => figure(usage.output)),
    row('bill', ({ cost }) => dollars(cost)),
  ];
}

/** What there was to win, and what cannot be. */
export function obstacles(proof: Proof): readonly string[] {
  const { composition, without, passes, handles } = proof;
  const { standing, results, words } = composition;
  const all = standing + results + words;
  const share = (tokens: number) => `${((100 * tokens) / Math.max(1, all)).toFixed(0)}%`;
  const outputs = without.usage.output;
  return [
    `Of the prompts' tokens ${share(results)} were results of tools, which may be rewritten; ${share(words)} words and calls, and ${share(standing)} system prompt and tools, which may not.`,
    ...(outputs > 0
      ? [`The ${figure(outputs)} tokens of output cost the same with and without, and are in both bills.`]
      : []),
    passes.length > 0 ? `Passes that acted: ${passes.join(', ')}.` : 'No pass found anything to take out.',
    ...(handles.originals > 0
      ? [
          `${figure(handles.originals)} originals of ${figure(handles.tokens)} tokens stand under handles. What the model would have fetched back, and how it would have gone on without them, no replay can know: a fetch is one more turn and its result.`,
        ]
      : []),
  ];
}

/** How far the figures can be relied on. */
export function reservations({ tokenizers, billed, without, supposed, warnings }: Proof): readonly string[] {
  return [
    ...new Set(tokenizers.map((tokenizer) => `Tokens are ${counted(tokenizer)}.`)),
    'Prices are list prices; the cache is simulated by the rules that the provider documents. Requests are taken to be paid by use: a subscription’s are not altered unless the configuration says so.',
    ...(billed
      ? [
          `The provider billed ${figure(promptOf(billed.usage))} prompt tokens, ${dollars(billed.cost)} with the output above; the replay without ctxopt comes to ${figure(promptOf(without.usage))} and ${dollars(without.cost)}.`,
        ]
      : []),
    ...supposed,
    ...warnings.map((warning) => `Not everything was optimized: ${warning}.`),
  ];
}
