import type { Handle } from '../../context/handle.js';
import { changeIn, counted, figure, plural } from './figures.js';
import type { LeftOut, OptimizeReport, PassReport } from './report.js';

/** How many of each are named; the rest is counted. */
const NAMED = { passes: 4, kinds: 4, handles: 3 };

/** A report in at most ten short lines, for a model or a person. */
export function renderReport(report: OptimizeReport): string {
  const { facts, budget, unchanged } = report;
  const lines = [
    unchanged === undefined
      ? `Optimized (${report.level}): ${changeIn(report.before, report.after)}, ${counted(report.tokenizer)}.`
      : `Unchanged (${report.level}): ${figure(report.before)} tokens, ${counted(report.tokenizer)}; ${unchanged}.`,
    savings(report.passes),
    facts.checked === 0 || unchanged !== undefined
      ? ''
      : `Facts: ${figure(facts.kept)} of ${figure(facts.checked)} kept${rangesShown(facts.leftOut)}${leftOutKinds(facts.leftOut)}.`,
    retrieval(facts.leftOut),
    unchanged === undefined ? gateLine(report) : '',
    budgetLine(budget),
    ...report.passes
      .filter((pass) => pass.skipped ?? pass.fault)
      .slice(0, 3)
      .map(complaint),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function savings(passes: readonly PassReport[]): string {
  const useful = passes.filter((pass) => pass.saved > 0).sort((a, b) => b.saved - a.saved);
  if (useful.length === 0) return '';
  const named = useful
    .slice(0, NAMED.passes)
    .map((pass) => `${pass.name} −${figure(pass.saved)} in ${plural(pass.parts, 'part')}`);
  const rest = useful.length - named.length;
  return `By pass: ${named.join(', ')}${rest > 0 ? `, and ${rest} more` : ''}.`;
}

/** Of how many numbers a range tells, which is less than each of them and more than nothing. */
function rangesShown(leftOut: readonly LeftOut[]): string {
  const ranges = leftOut.flatMap(({ ranges }) => ranges ?? []);
  const count = ranges.reduce((sum, range) => sum + range.count, 0);
  if (count === 0) return '';
  return `, ${figure(count)} more ${count === 1 ? 'lies' : 'lie'} within ranges shown, such as ${ranges[0]!.sample}`;
}

function leftOutKinds(leftOut: readonly LeftOut[]): string {
  const kinds = new Map<string, { count: number; sample: string }>();
  for (const { kind, count, samples, ranges } of leftOut) {
    const silent = count - (ranges?.count ?? 0);
    if (silent === 0) continue;
    const known = kinds.get(kind);
    kinds.set(kind, { count: (known?.count ?? 0) + silent, sample: known?.sample ?? samples[0]! });
  }
  if (kinds.size === 0) return '';
  const sorted = [...kinds].sort(([, a], [, b]) => b.count - a.count);
  const named = sorted
    .slice(0, NAMED.kinds)
    .map(([kind, { count, sample }]) => `${kind} × ${figure(count)} (e.g. ${sample})`);
  const rest = sorted.slice(NAMED.kinds).map(([kind, { count }]) => `${kind} × ${figure(count)}`);
  return `; left out ${[...named, ...rest].join(', ')}`;
}

function retrieval(leftOut: readonly LeftOut[]): string {
  const handles = new Map<Handle, number>();
  for (const { handle, count } of leftOut) handles.set(handle, (handles.get(handle) ?? 0) + count);
  const [most, ...others] = [...handles].sort(([, a], [, b]) => b - a).map(([handle]) => handle);
  if (most === undefined) return '';
  const named = others.slice(0, NAMED.handles - 1);
  const rest = others.length - named.length;
  const also = named.length > 0 ? `; likewise ${named.join(', ')}` : '';
  return `To see what was left out: smart_read {"path":"${most}"}${also}${rest > 0 ? ` and ${rest} more` : ''}.`;
}

/** What the gate had to do: lines that it put back, parts on which it undid a pass. */
function gateLine({ putBack, undone }: OptimizeReport): string {
  const facts = `${plural(putBack, 'fact')} that a pass had taken out and that must survive`;
  const parts = `${plural(undone, 'part')} left longer, for a pass would have lost such facts`;
  if (putBack === 0 && undone === 0) return '';
  if (putBack === 0) return `Undone: ${parts}.`;
  return undone === 0 ? `Put back: ${facts}.` : `Put back: ${facts}; undone: ${parts}.`;
}

function budgetLine(budget: OptimizeReport['budget']): string {
  if (!budget) return '';
  const { asked, met, reached, obstacle } = budget;
  return met
    ? `Budget of ${figure(asked)} tokens: met.`
    : `Budget of ${figure(asked)} tokens: not met, got to ${figure(reached)}; ${obstacle}.`;
}

function complaint({ name, skipped, fault }: PassReport): string {
  if (skipped !== undefined) return `Skipped ${name}: ${skipped.slice(0, 200)}.`;
  return `Undone in ${name}: ${fault}. Please report this.`;
}
