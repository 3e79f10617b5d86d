import type { SessionEvent } from '../../context/agent-session.js';
import type { Part } from '../../context/context.js';

/** A part of a window, and how often the window was sent with it. */
export interface CarriedPart {
  readonly part: Part;
  readonly tokens: number;
  /** Requests whose prompt held it: from the one after it came until a compaction or the session's end. */
  readonly requests: number;
  /** Counts up with each compaction: parts of one number stood in the window together. */
  readonly stage: number;
}

/** Every part that was in a window, in order. Linear. */
export function carriedParts(
  events: readonly SessionEvent[],
  tokensOf: (part: Part) => number,
): readonly CarriedPart[] {
  const ends: number[] = [];
  const parts: { part: Part; since: number; stage: number }[] = [];
  let requests = 0;
  for (const event of events) {
    if (event.kind === 'request') requests++;
    else if (event.kind === 'compaction') ends.push(requests);
    else for (const part of event.parts) parts.push({ part, since: requests, stage: ends.length });
  }
  ends.push(requests);
  return parts.map(({ part, since, stage }) => ({
    part,
    tokens: tokensOf(part),
    requests: ends[stage]! - since,
    stage,
  }));
}
