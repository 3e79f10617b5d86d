import { PRICES_AS_OF } from '../tokens/model-table.js';
import type { Comparison } from './compare.js';
import { changeIn, counted, figure } from './figures.js';
import type { FactLoss } from './verdict.js';

/** A comparison for a terminal, for a page, or for a program (the plain data as JSON). */
export function renderComparison(comparison: Comparison, format: 'text' | 'markdown' | 'json'): string {
  if (format === 'json') return JSON.stringify(comparison, null, 2);
  return (format === 'text' ? asText(comparison) : asMarkdown(comparison)).join('\n');
}

/** Reasons beyond these repeat what the facts by kind say. */
const REASONS = 4;

function asText(comparison: Comparison): readonly string[] {
  const { verdict, reasons, kinds = [] } = comparison;
  const changed = kinds.filter((row) => row.before !== row.after);
  return [
    `Verdict: ${verdict}. ${reasons.slice(0, REASONS).join('; ')}.`,
    ...summary(comparison),
    ...changed.map((row) => `  ${row.role} ${row.kind}: ${figure(row.before)} → ${figure(row.after)}`),
    ...missingOf(comparison).map((loss) => `  ${loss.kind}: ${fate(loss)}: ${loss.samples.join(' | ')}`),
  ];
}

function asMarkdown(comparison: Comparison): readonly string[] {
  const { verdict, reasons, kinds = [] } = comparison;
  const missing = missingOf(comparison);
  return [
    `**Verdict: ${verdict}**`,
    '',
    ...reasons.map((reason) => `- ${escaped(reason)}`),
    '',
    ...summary(comparison).flatMap((line) => [escaped(line), '']),
    ...(kinds.length > 0 ? ['| Role | Kind | Before | After |', '| --- | --- | ---: | ---: |'] : []),
    ...kinds.map((row) => `| ${row.role} | ${row.kind} | ${figure(row.before)} | ${figure(row.after)} |`),
    ...(kinds.length > 0 ? [''] : []),
    ...(missing.length > 0
      ? ['| Fact | Before | Gone | Under a handle | For example |', '| --- | ---: | ---: | ---: | --- |']
      : []),
    ...missing.map(
      (loss) =>
        `| ${loss.kind} | ${figure(loss.before)} | ${figure(loss.gone)} | ${figure(loss.retrievable)} | ${loss.samples.map(escaped).join('<br>')} |`,
    ),
  ];
}

function summary({ before, after, tokenizer, cost }: Comparison): readonly string[] {
  const tokens = `Tokens: ${changeIn(before, after)}, ${counted(tokenizer)}.`;
  if (!cost) return [tokens];
  return [
    tokens,
    `Cost as uncached input of ${cost.model}: ${dollars(cost.before)} → ${dollars(cost.after)} ` +
      `(list price of short prompts, ${PRICES_AS_OF}).`,
  ];
}

function missingOf({ facts }: Comparison): readonly FactLoss[] {
  return facts.filter((loss) => loss.gone + loss.retrievable > 0);
}

function fate({ before, gone, retrievable }: FactLoss): string {
  const fates = [
    gone > 0 ? `${figure(gone)} gone` : '',
    retrievable > 0 ? `${figure(retrievable)} under a handle` : '',
  ];
  return `${fates.filter((part) => part !== '').join(', ')} of ${figure(before)}`;
}

function dollars(amount: number): string {
  return `$${amount.toFixed(amount > 0 && amount < 0.1 ? 5 : 2)}`;
}

/** Text in a Markdown table's cell. */
function escaped(text: string): string {
  return text.replace(/[\\`*_|<>[\]]/g, '\\$&').replace(/\s+/g, ' ');
}
