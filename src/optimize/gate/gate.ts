import type { Part } from '../../context/context.js';
import { HANDLES, type Handle } from '../../context/handle.js';
import type { Fact } from '../fact.js';
import { isCritical } from '../facts.js';
import type { PassKind } from '../pass.js';
import type { FactsReport, LeftOut } from '../report/report.js';
import { shownRanges } from '../report/shown-ranges.js';
import { type FactIndex, indexFacts } from './fact-index.js';
import { lostFacts, type Mending, mendingOf } from './mending.js';

/** Proves after each pass that what must survive survived. */
export interface Gate {
  /**
   * What of a pass's work may stand. Where it took the last of a critical fact out of the context, the lines that say it
   * are put back, with those around them if need be, unless the pass calls itself lossless. The part goes back to what it was if that does not help, and if the pass, with this part, took out
   * - any fact, if the pass is lossless or left no handle of the part in it;
   * - a handle, and left none under which it can be found.
   *
   * @param accepts whether a part may have this text instead
   */
  judge(
    kind: PassKind,
    before: readonly Part[],
    after: readonly Part[],
    accepts: (before: Part, text: string) => boolean,
  ): Judgement;
  /** How many facts the context would lose if one part became the other. */
  risk(before: Part, after: Part): number;
  /** Takes a part back to what it was, unless a fact would go with that; says whether. */
  restore(now: Part, before: Part): boolean;
  /** What became of the facts that the context had at first, now that its parts are these. */
  account(parts: readonly Part[]): FactsReport;
}

export interface Judgement {
  /** As long and in the same order as given. */
  readonly parts: readonly Part[];
  /** How many critical facts were put back, by the index of the part. */
  readonly putBack: ReadonlyMap<number, number>;
  /** Indexes of the parts that went back to what they were. */
  readonly undone: readonly number[];
}

/** How many values of a kind a report shows, and how long. */
const SAMPLES = { count: 3, length: 80 };

/**
 * A gate over a context's parts, the frozen ones included. The facts are read when a pass first changes something; from
 * then on only those of changed parts, so that a run is linear in what there is and in what changes.
 */
export function gateOver(given: readonly Part[], handle: (part: Part) => Handle): Gate {
  let index: FactIndex | undefined;
  const indexed = () => (index ??= indexFacts(given));
  return {
    judge(kind, before, after, accepts) {
      const changed = after.flatMap((part, at) => (part.text === before[at]!.text ? [] : [at]));
      if (changed.length === 0) return { parts: before, putBack: new Map(), undone: [] };
      const facts = indexed();
      const parts = [...before];
      const become = (at: number, part: Part) => {
        facts.replace(parts[at]!, part);
        parts[at] = part;
      };
      for (const at of changed) become(at, after[at]!);
      const mendings = new Map<number, Mending>();
      const undone = new Set<number>();
      // To change a part again may take away a fact that the pass had moved into it, so look until nothing moves.
      for (let moved = true; moved; ) {
        moved = false;
        for (const at of changed) {
          const now = parts[at]!;
          if (undone.has(at) || stands(facts, kind, before[at]!, now, handle)) continue;
          const mending = mendings.get(at) ?? mendingOf(facts, before[at]!, after[at]!);
          mendings.set(at, mending);
          const mended = kind === 'lossless' ? undefined : mending.next(now);
          if (mended && accepts(before[at]!, mended.text)) {
            become(at, mended);
            // Others may still rely on it, and it may lack more than could be put back.
            moved = true;
          } else {
            mendings.delete(at);
            undone.add(at);
            become(at, before[at]!);
            moved ||= lostFacts(facts, now, before[at]!).length > 0;
          }
        }
      }
      const putBack = new Map(Array.from(mendings, ([at, mending]) => [at, mending.facts.size]));
      return { parts, putBack, undone: [...undone] };
    },

    risk: (before, after) => riskOf(indexed(), before, after),

    restore(now, before) {
      const isSafe = riskOf(indexed(), now, before) === 0;
      if (isSafe) indexed().replace(now, before);
      return isSafe;
    },

    account(parts) {
      if (!index) return { checked: 0, kept: 0, leftOut: [] };
      const facts = index;
      const isChecked = new Uint8Array(facts.size);
      const leftOut: LeftOut[] = [];
      const hasHandle = (part: Part) => part.text !== part.source.text && part.text.includes(handle(part));
      // A fact is named with the first part that had it and shows a handle.
      const shown = [...given.keys()].filter((at) => hasHandle(parts[at]!));
      let checked = 0;
      let gone = 0;
      for (const at of new Set([...shown, ...given.keys()])) {
        const unseen = facts.of(given[at]!).filter((id) => !isChecked[id]);
        for (const id of unseen) isChecked[id] = 1;
        checked += unseen.length;
        const missing = unseen.filter((id) => facts.holders(id) === 0).map(facts.fact);
        gone += missing.length;
        if (missing.length === 0) continue;
        const rangeOf = shownRanges(parts[at]!.text, given[at]!.text);
        leftOut.push(...byKind(missing, handle(given[at]!), rangeOf));
      }
      return { checked, kept: checked - gone, leftOut };
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
  const gone = lostFacts(index, before, after);
  if (kind === 'lossless' && gone.length > 0) return false;
  if (gone.some((id) => isCritical(index.fact(id).kind))) return false;
  const needsHandle = gone.length > 0 || !keepsHandles(before.text, after.text);
  return !needsHandle || after.text.includes(handle(before));
}

function riskOf(index: FactIndex, before: Part, after: Part): number {
  const kept = new Set(index.of(after));
  return index.of(before).filter((id) => !kept.has(id) && index.holders(id) === 1).length;
}

function keepsHandles(before: string, after: string): boolean {
  if (!before.includes('ctx:')) return true;
  const kept = new Set(after.match(HANDLES));
  return (before.match(HANDLES) ?? []).every((found) => kept.has(found));
}

/** The facts that a range can tell of. */
const AMOUNTS = new Set(['number', 'number-with-unit']);

function byKind(
  facts: readonly Fact[],
  handle: Handle,
  rangeOf: ReturnType<typeof shownRanges>,
): readonly LeftOut[] {
  const kinds = new Set(facts.map((fact) => fact.kind));
  return Array.from(kinds, (kind) => {
    const those = facts.filter((fact) => fact.kind === kind).map(({ value }) => value);
    const within = AMOUNTS.has(kind) ? those.filter((value) => rangeOf(value) !== undefined) : [];
    const told = new Set(within);
    const samples = [...those.filter((value) => !told.has(value)), ...within]
      .slice(0, SAMPLES.count)
      .map((value) => value.slice(0, SAMPLES.length));
    const sample = within[0] === undefined ? undefined : rangeOf(within[0])?.text;
    return {
      kind,
      count: those.length,
      samples,
      ...(sample === undefined ? {} : { ranges: { count: within.length, sample } }),
      handle,
    };
  });
}
