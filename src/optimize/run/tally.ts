import type { Pass } from '../pass.js';
import { plural } from '../report/figures.js';
import type { PassReport } from '../report/report.js';

/** What a pass did so far in a run; parts by their ids. */
export interface Tally {
  saved: number;
  readonly changed: Set<string>;
  /** Left as they were because the pass broke its contract there. */
  readonly reverted: Set<string>;
  /** How many critical facts the gate put back. */
  readonly putBack: Map<string, number>;
  /** Left as they were because the gate said so. */
  readonly undone: Set<string>;
  skipped?: string;
}

/** Of a pass that did nothing yet. */
export function emptyTally(): Tally {
  return { saved: 0, changed: new Set(), reverted: new Set(), putBack: new Map(), undone: new Set() };
}

/** What a report says of a pass. */
export function passReport({ name, kind }: Pass, tally: Tally): PassReport {
  const { saved, changed, reverted, undone, skipped } = tally;
  const fault = `it lost facts in ${plural(undone.size, 'part')}, which a lossless pass must not`;
  return {
    name,
    kind,
    saved,
    parts: changed.size,
    reverted: reverted.size,
    putBack: [...tally.putBack.values()].reduce((sum, facts) => sum + facts, 0),
    undone: undone.size,
    ...(skipped === undefined ? {} : { skipped }),
    ...(kind === 'lossless' && undone.size > 0 ? { fault } : {}),
  };
}
