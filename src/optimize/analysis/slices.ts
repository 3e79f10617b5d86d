import type { Part } from '../../context/context.js';
import type { Amount, Slice } from './analysis.js';

/** A part and its tokens. */
export interface CountedPart {
  readonly part: Part;
  readonly tokens: number;
}

/** The parts' tokens by some key, the largest first; parts without a key are left out. */
export function slicesBy(
  parts: readonly CountedPart[],
  keyOf: (part: Part) => string | undefined,
  amount: (tokens: number) => Amount,
): readonly Slice[] {
  const sums = new Map<string, { tokens: number; parts: number }>();
  for (const { part, tokens } of parts) {
    const key = keyOf(part);
    if (key === undefined) continue;
    const sum = sums.get(key) ?? { tokens: 0, parts: 0 };
    sum.tokens += tokens;
    sum.parts += 1;
    sums.set(key, sum);
  }
  return [...sums]
    .sort(([, a], [, b]) => b.tokens - a.tokens)
    .map(([name, sum]) => ({ name, parts: sum.parts, ...amount(sum.tokens) }));
}
