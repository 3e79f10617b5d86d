import type { Part } from '../context/context.js';
import type { Fact } from './fact.js';
import { factsOf } from './facts.js';

/** Facts by number, so that sets of them are small. The numbers mean nothing outside their index. */
export type FactId = number;

/** Which facts a context holds, and in how many of its parts: updated as parts change, never built anew. */
export interface FactIndex {
  /** The facts of a part; none of an opaque one, since its reader may not see it. Each text is read once. */
  of(part: Part): ReadonlySet<FactId>;
  /** Takes note that one part became another, or went back. */
  replace(before: Part, after: Part): void;
  /** How many parts hold the fact now. */
  holders(id: FactId): number;
  fact(id: FactId): Fact;
}

const NONE: ReadonlySet<FactId> = new Set();

/** Linear in the text of the parts, and then in that of the parts that change. */
export function indexFacts(parts: readonly Part[]): FactIndex {
  const ids = new Map<string, FactId>();
  const facts: Fact[] = [];
  const holders: number[] = [];
  const byText = new Map<string, ReadonlySet<FactId>>();

  function idOf(fact: Fact): FactId {
    const key = `${fact.kind} ${fact.value}`;
    let id = ids.get(key);
    if (id === undefined) {
      id = facts.length;
      ids.set(key, id);
      facts.push(fact);
      holders.push(0);
    }
    return id;
  }

  function of(part: Part): ReadonlySet<FactId> {
    if (part.kind === 'opaque') return NONE;
    let found = byText.get(part.text);
    if (!found) {
      found = new Set(factsOf(part.text).map(idOf));
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
    replace(before, after) {
      add(before, -1);
      add(after, 1);
    },
    holders: (id) => holders[id]!,
    fact: (id) => facts[id]!,
  };
}
