import type { Backend } from './backend.js';
import type { Decision, StandingDecision } from './store.js';

export interface MemoryDecisions extends Pick<Backend, 'decisions' | 'putDecisions'> {
  /** All of them, oldest-used first. */
  heldDecisions(): readonly Decision[];
  forgetDecisions(decisions: readonly Decision[]): void;
}

/** What a decision takes beside its text, about. */
const ROW_BYTES = 400;

/**
 * Decisions that are gone with the process. Once they take more than `limit` bytes (two a UTF-16 code unit of their
 * texts), the oldest-used go.
 */
export function createMemoryDecisions(limit: number, now: () => number): MemoryDecisions {
  /** By key, those of one key by what they hold until. In order of use, oldest first. */
  const byKey = new Map<string, Map<string, StandingDecision>>();
  let size = 0;

  function use(key: string): Map<string, StandingDecision> {
    const those = byKey.get(key) ?? new Map<string, StandingDecision>();
    byKey.delete(key);
    byKey.set(key, those);
    return those;
  }

  function putOne(decision: Decision): Decision {
    const those = use(decision.key);
    const known = those.get(decision.until);
    if (known) {
      return withoutUse(known);
    }
    those.set(decision.until, { ...decision, usedAt: now() });
    size += bytesOf(decision);
    return decision;
  }

  function prune(): void {
    for (const [key, those] of byKey) {
      if (size <= limit) break;
      byKey.delete(key);
      for (const decision of those.values()) size -= bytesOf(decision);
    }
  }

  return {
    async decisions(keys, { isUnused = false } = {}) {
      if (isUnused) return keys.flatMap((key) => [...(byKey.get(key)?.values() ?? [])]);
      const at = now();
      return keys.flatMap((key) => {
        if (!byKey.has(key)) return [];
        const those = use(key);
        const found = [...those.values()];
        for (const decision of found) those.set(decision.until, { ...decision, usedAt: at });
        return found;
      });
    },

    async putDecisions(decisions) {
      const stand = decisions.map(putOne);
      prune();
      return stand;
    },

    heldDecisions: () => [...byKey.values()].flatMap((those) => [...those.values()].map(withoutUse)),

    forgetDecisions(decisions) {
      for (const { key, until } of decisions) {
        const those = byKey.get(key);
        const known = those?.get(until);
        if (!those || !known) continue;
        size -= bytesOf(known);
        those.delete(until);
        if (those.size === 0) byKey.delete(key);
      }
    },
  };
}

function withoutUse({ usedAt: _, ...decision }: StandingDecision): Decision {
  return decision;
}

function bytesOf({ text = '' }: Decision): number {
  return ROW_BYTES + 2 * text.length;
}
