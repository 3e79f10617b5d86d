import { PRICES_AS_OF } from '../../tokens/model-table.js';
import type { Comparison } from '../compare.js';
import { changeIn, counted } from '../report/figures.js';
import type { FactLoss } from './verdict.js';

/** Tokens and cost, a line each. */
export function summaryLines({ before, after, tokenizer, cost }: Comparison): readonly string[] {
  const tokens = `Tokens: ${changeIn(before, after)}, ${counted(tokenizer)}.`;
  if (!cost) return [tokens];
  return [
    tokens,
    `Cost as uncached input of ${cost.model}: ${dollars(cost.before)} → ${dollars(cost.after)} ` +
      `(list price of short prompts, ${PRICES_AS_OF}).`,
  ];
}

/** The facts of which some are no longer in the text. */
export function missingFacts({ facts }: Comparison): readonly FactLoss[] {
  return facts.filter((loss) => loss.gone + loss.retrievable > 0);
}

function dollars(amount: number): string {
  return `$${amount.toFixed(amount > 0 && amount < 0.1 ? 5 : 2)}`;
}
