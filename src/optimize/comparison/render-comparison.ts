import { toMarkdown } from '../../document/to-markdown.js';
import type { Comparison } from '../compare.js';
import { figure } from '../report/figures.js';
import { comparisonDocument } from './comparison-document.js';
import { missingFacts, summaryLines } from './comparison-lines.js';
import type { FactLoss } from './verdict.js';

/** A comparison for a terminal, for a page, or for a program (the plain data as JSON). */
export function renderComparison(comparison: Comparison, format: 'text' | 'markdown' | 'json'): string {
  if (format === 'json') return JSON.stringify(comparison, null, 2);
  return format === 'text' ? asText(comparison).join('\n') : toMarkdown(comparisonDocument(comparison));
}

/** Reasons beyond these repeat what the facts by kind say. */
const REASONS = 4;

function asText(comparison: Comparison): readonly string[] {
  const { verdict, reasons, kinds = [] } = comparison;
  const changed = kinds.filter((row) => row.before !== row.after);
  return [
    `Verdict: ${verdict}. ${reasons.slice(0, REASONS).join('; ')}.`,
    ...summaryLines(comparison),
    ...changed.map((row) => `  ${row.role} ${row.kind}: ${figure(row.before)} → ${figure(row.after)}`),
    ...missingFacts(comparison).map((loss) => `  ${loss.kind}: ${fate(loss)}: ${loss.samples.join(' | ')}`),
    ...diffLines(comparison),
  ];
}

/** Lines of the difference that a text shows: what a reader of a few hundred tokens can use. */
const DIFF = { lines: 24, letters: 120 };

function diffLines({ diff }: Comparison): readonly string[] {
  const lines = diff.flatMap(({ where, lines }) => [
    ...(where === '' ? [] : [`  @ ${where}`]),
    ...lines.map(({ sign, text }) => `  ${sign} ${text.slice(0, DIFF.letters)}`),
  ]);
  if (lines.length === 0) return [];
  const rest = lines.length - DIFF.lines;
  return [
    'Difference:',
    ...lines.slice(0, DIFF.lines),
    ...(rest > 0 ? [`  … ${figure(rest)} more lines`] : []),
  ];
}

function fate({ before, gone, retrievable }: FactLoss): string {
  const fates = [
    gone > 0 ? `${figure(gone)} gone` : '',
    retrievable > 0 ? `${figure(retrievable)} under a handle` : '',
  ];
  return `${fates.filter((part) => part !== '').join(', ')} of ${figure(before)}`;
}
