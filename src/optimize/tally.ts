import type { Pass } from './pass.js';
import type { PassReport } from './report.js';

/** What a pass did so far in a run; parts by their index. */
export interface Tally {
  saved: number;
  readonly changed: Set<number>;
  /** Put back because the pass broke its contract there. */
  readonly reverted: Set<number>;
  /** Put back by the gate. */
  readonly undone: Set<number>;
  skipped?: string;
}

export function emptyTally(): Tally {
  return { saved: 0, changed: new Set(), reverted: new Set(), undone: new Set() };
}

export function passReport({ name, kind }: Pass, tally: Tally): PassReport {
  const { saved, changed, reverted, undone, skipped } = tally;
  const fault = `it lost facts in ${undone.size} parts, which a lossless pass must not`;
  return {
    name,
    kind,
    saved,
    parts: changed.size,
    reverted: new Set([...reverted, ...undone]).size,
    ...(skipped === undefined ? {} : { skipped }),
    ...(kind === 'lossless' && undone.size > 0 ? { fault } : {}),
  };
}
