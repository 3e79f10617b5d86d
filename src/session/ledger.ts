import type { Store, UsageEvent } from '../store/store.js';

/** Writes down what each call put into the window, for one session. */
export interface Ledger {
  readonly session: string;
  readonly project: string;
  /** When the session began, in milliseconds since the epoch. */
  readonly began: number;
  /** Never rejects: a call whose usage cannot be recorded has still been answered. */
  record(event: LedgerEntry): Promise<void>;
  /** Calls `changed` after each recording; returns how to stop. */
  onChange(changed: () => void): () => void;
  /** Waits for recordings under way. The store stays open: it is its owner's to close. */
  close(): Promise<void>;
}

export type LedgerEntry = Omit<UsageEvent, 'at' | 'session' | 'project'> & {
  /** The files that a result gave parts of, if those are several: then the baseline is the sum of those that still earn theirs. */
  readonly reads?: readonly { readonly file: string; readonly version: string; readonly baseline: number }[];
};

export interface LedgerOptions {
  readonly store: Pick<Store, 'recordUsage'>;
  /** One per server process, a UUID. */
  readonly session: string;
  /** The workspace's first root, an absolute path. */
  readonly project: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Uses that save nothing, whatever they return: they cost only. */
const COSTS_ONLY = new Set(['error', 'original']);

/**
 * The ledger decides which saving may be claimed: each version of a file earns its baseline once a session, with the
 * first result that has one. Every later result of the same version is recorded with baseline 0, so that reading on
 * costs and never saves. A file whose version is not known earns once. A result that gave parts of several files, none of
 * which earned anything, is recorded as a read of the first.
 */
export function createLedger({ store, session, project, now }: LedgerOptions): Ledger {
  const earned = new Set<string>();
  const pending = new Set<Promise<void>>();
  const listeners = new Set<() => void>();

  function claim(
    view: string,
    file: string | undefined,
    version: string | undefined,
    baseline: number,
  ): number {
    if (COSTS_ONLY.has(view) || baseline <= 0) return 0;
    if (file === undefined) return baseline;
    const key = JSON.stringify([file, version]);
    if (earned.has(key)) return 0;
    earned.add(key);
    return baseline;
  }

  async function write(event: UsageEvent): Promise<void> {
    try {
      await store.recordUsage(event);
      for (const changed of listeners) changed();
    } catch {
      // The answer is given all the same; what ails the store stands in its status.
    }
  }

  return {
    session,
    project,
    began: now(),

    record({ reads, ...event }) {
      const parts = reads ?? [event];
      const baseline = parts.reduce(
        (sum, part) => sum + claim(event.view, part.file, part.version, part.baseline),
        0,
      );
      const again = baseline === 0 ? reads?.[0] : undefined;
      const read = again && { file: again.file, version: again.version };
      const written = write({ ...event, ...read, baseline, at: now(), session, project });
      pending.add(written);
      return written.finally(() => pending.delete(written));
    },

    onChange(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },

    async close() {
      await Promise.all(pending);
    },
  };
}
