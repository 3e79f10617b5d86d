import type { Part } from '../context/context.js';
import { HANDLES, type Handle } from '../context/handle.js';
import type { Fact } from './fact.js';
import { type FactId, type FactIndex, indexFacts } from './fact-index.js';
import { isCritical } from './facts.js';
import type { PassKind } from './pass.js';
import type { FactsReport, LeftOut } from './report.js';

/** Proves after each pass that what must survive survived. */
export interface Gate {
  /**
   * Which parts must go back to what they were, by index. A part does if the pass, with it, took out of the context
   * - the last of a critical fact, handle or not;
   * - any fact, if the pass is lossless or left no handle of the part in it;
   * - a handle, and left none under which it can be found.
   */
  judge(kind: PassKind, before: readonly Part[], after: readonly Part[]): readonly number[];
  /** What became of the facts that the context had at first, now that its parts are these. */
  account(parts: readonly Part[]): FactsReport;
}

/** How many values of a kind a report shows, and how long. */
const SAMPLES = { count: 3, length: 80 };

/**
 * A gate over a context's parts, the frozen ones included. The facts are read when a pass first changes something; from
 * then on only those of changed parts, so that a run is linear in what there is and in what changes.
 */
export function gateOver(given: readonly Part[], handle: (part: Part) => Handle): Gate {
  let index: FactIndex | undefined;
  return {
    judge(kind, before, after) {
      const changed = after.flatMap((part, at) => (part.text === before[at]!.text ? [] : [at]));
      if (changed.length === 0) return [];
      index ??= indexFacts(given);
      for (const at of changed) index.replace(before[at]!, after[at]!);
      const undone = new Set<number>();
      // Putting a part back may take away a fact that the pass had moved into it, so look again until nothing moves.
      for (let moved = true; moved; ) {
        moved = false;
        for (const at of changed) {
          if (undone.has(at) || stands(index, kind, before[at]!, after[at]!, handle)) continue;
          undone.add(at);
          index.replace(after[at]!, before[at]!);
          moved ||= lost(index, after[at]!, before[at]!).length > 0;
        }
      }
      return [...undone];
    },

    account(parts) {
      if (!index) return { checked: 0, kept: 0, leftOut: [] };
      const facts = index;
      const checked = new Set<FactId>();
      const leftOut: LeftOut[] = [];
      const hasHandle = (part: Part) => part.text !== part.source.text && part.text.includes(handle(part));
      // A fact is named with the first part that had it and shows a handle.
      const shown = [...given.keys()].filter((at) => hasHandle(parts[at]!));
      let gone = 0;
      for (const at of new Set([...shown, ...given.keys()])) {
        const unseen = [...facts.of(given[at]!)].filter((id) => !checked.has(id));
        for (const id of unseen) checked.add(id);
        const missing = unseen.filter((id) => facts.holders(id) === 0).map(facts.fact);
        gone += missing.length;
        if (missing.length > 0) leftOut.push(...byKind(missing, handle(given[at]!)));
      }
      return { checked: checked.size, kept: checked.size - gone, leftOut };
    },
  };
}

function stands(
  index: FactIndex,
  kind: PassKind,
  before: Part,
  after: Part,
  handle: (part: Part) => Handle,
): boolean {
  const gone = lost(index, before, after);
  if (kind === 'lossless' && gone.length > 0) return false;
  if (gone.some((id) => isCritical(index.fact(id).kind))) return false;
  const needsHandle = gone.length > 0 || !keepsHandles(before.text, after.text);
  return !needsHandle || after.text.includes(handle(before));
}

/** The facts of `before` that are neither in `after` nor in any other part. */
function lost(index: FactIndex, before: Part, after: Part): readonly FactId[] {
  const kept = index.of(after);
  return [...index.of(before)].filter((id) => !kept.has(id) && index.holders(id) === 0);
}

function keepsHandles(before: string, after: string): boolean {
  if (!before.includes('ctx:')) return true;
  const kept = new Set(after.match(HANDLES));
  return (before.match(HANDLES) ?? []).every((found) => kept.has(found));
}

function byKind(facts: readonly Fact[], handle: Handle): readonly LeftOut[] {
  const kinds = new Set(facts.map((fact) => fact.kind));
  return Array.from(kinds, (kind) => {
    const those = facts.filter((fact) => fact.kind === kind);
    const samples = those.slice(0, SAMPLES.count).map((fact) => fact.value.slice(0, SAMPLES.length));
    return { kind, count: those.length, samples, handle };
  });
}
