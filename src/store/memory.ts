import type { Backend } from './backend.js';
import { createMemoryDecisions, type MemoryDecisions } from './memory-decisions.js';
import { createMemoryExchanges, type MemoryExchanges } from './memory-exchanges.js';
import type { Original, UsageEvent, UsageFilter } from './store.js';

/** Beyond this many events the oldest go: about 30 MB. */
const MAX_EVENTS = 100_000;

export interface MemoryOptions {
  /** Bytes of originals, two a UTF-16 code unit. */
  readonly limit: number;
  /** The same for decisions. */
  readonly decisionLimit: number;
  readonly now: () => number;
}

/**
 * A backend that is gone with the process. Once its originals take more than `limit` bytes, the oldest-used go; the newest
 * always stays.
 */
export function createMemory({
  limit,
  decisionLimit,
  now,
}: MemoryOptions): Backend & MemoryDecisions & MemoryExchanges {
  /** In order of use, oldest first. */
  const originals = new Map<string, Original>();
  let size = 0;
  let events: UsageEvent[] = [];

  function use(original: Original): void {
    originals.delete(original.hash);
    originals.set(original.hash, original);
  }

  return {
    ...createMemoryDecisions(decisionLimit, now),
    ...createMemoryExchanges(),

    async putOriginal(original) {
      if (!originals.has(original.hash)) size += bytesOf(original);
      use(original);
      for (const oldest of originals.values()) {
        if (size <= limit || oldest.hash === original.hash) break;
        originals.delete(oldest.hash);
        size -= bytesOf(oldest);
      }
    },

    async findOriginals(prefix) {
      const found = [...originals.values()].filter(({ hash }) => hash.startsWith(prefix)).slice(0, 2);
      found.forEach(use);
      return found;
    },

    async recordUsage(event) {
      events.push({ ...event });
      if (events.length > MAX_EVENTS * 1.1) events = events.slice(-MAX_EVENTS);
    },

    async usage(filter) {
      return events.filter((event) => matches(event, filter)).sort((a, b) => a.at - b.at);
    },
  };
}

function bytesOf({ text }: Original): number {
  return text.length * 2;
}

function matches(event: UsageEvent, { session, project, since }: UsageFilter): boolean {
  return (
    (session === undefined || event.session === session) &&
    (project === undefined || event.project === project) &&
    (since === undefined || event.at >= since)
  );
}
