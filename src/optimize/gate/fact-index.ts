import type { Part } from '../../context/context.js';
import type { Fact, LocatedFact } from '../fact.js';
import { criticalExtractors, lineExtractors } from '../facts.js';
import { finalText, linesOf } from './plain-text.js';

/** Facts by number, so that sets of them are small. The numbers mean nothing outside their index. */
export type FactId = number;

/** Which facts a context holds, and in how many of its parts: updated as parts change, never built anew. */
export interface FactIndex {
  /** The facts of a part; none of an opaque one, since its reader may not see it. Each text is read once. */
  of(part: Part): ReadonlySet<FactId>;
  /** The critical facts of a part, with the lines of its plain text that say them. */
  critical(part: Part): ReadonlyMap<FactId, LocatedFact>;
  /** Takes note that one part became another, or went back. */
  replace(before: Part, after: Part): void;
  /** How many parts hold the fact now. */
  holders(id: FactId): number;
  fact(id: FactId): Fact;
}

const NONE: ReadonlySet<FactId> = new Set();

/**
 * Linear in the text of the parts, and then in that of the parts that change. Lines are read once for the facts that a
 * line holds, however many texts they come in: most of those that a pass leaves were there before.
 */
export function indexFacts(parts: readonly Part[]): FactIndex {
  const ids = new Map<string, Map<string, FactId>>();
  const facts: Fact[] = [];
  const holders: number[] = [];
  const byText = new Map<string, ReadonlySet<FactId>>();
  const byLine = new Map<string, readonly FactId[]>();

  function idOf(kind: string, value: string): FactId {
    const ofKind = ids.get(kind) ?? new Map<string, FactId>();
    ids.set(kind, ofKind);
    let id = ofKind.get(value);
    if (id === undefined) {
      id = facts.length;
      ofKind.set(value, id);
      facts.push({ kind, value });
      holders.push(0);
    }
    return id;
  }

  function ofLine(line: string): readonly FactId[] {
    let found = byLine.get(line);
    if (!found) {
      const own: FactId[] = [];
      for (const { name, inLine } of lineExtractors) {
        for (const value of inLine(line)) own.push(idOf(name, value));
      }
      found = own;
      byLine.set(line, found);
    }
    return found;
  }

  function of(part: Part): ReadonlySet<FactId> {
    if (part.kind === 'opaque') return NONE;
    let found = byText.get(part.text);
    if (!found) {
      const own = new Set<FactId>();
      for (const { name, extract } of criticalExtractors) {
        for (const { value } of extract(part.text)) own.add(idOf(name, value));
      }
      for (const line of linesOf(finalText(part.text))) for (const id of ofLine(line)) own.add(id);
      found = own;
      byText.set(part.text, found);
    }
    return found;
  }

  function add(part: Part, by: 1 | -1): void {
    for (const id of of(part)) holders[id]! += by;
  }

  for (const part of parts) add(part, 1);
  return {
    of,
    critical(part) {
      const found = criticalExtractors.flatMap(({ extract }) => extract(part.text));
      return new Map(found.map((fact) => [idOf(fact.kind, fact.value), fact]));
    },
    replace(before, after) {
      add(before, -1);
      add(after, 1);
    },
    holders: (id) => holders[id]!,
    fact: (id) => facts[id]!,
  };
}
