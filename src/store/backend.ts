import type { ExchangeStore } from './exchange-record.js';
import type { Decision, LookOptions, Original, StandingDecision, UsageEvent, UsageFilter } from './store.js';

/** One place to keep things in. Unlike a `Store` it may fail, and then rejects with what went wrong. */
export interface Backend extends ExchangeStore {
  putOriginal(original: Original): Promise<void>;
  /** Originals whose hash begins with `prefix`: none, the one, or two of several. */
  findOriginals(prefix: string): Promise<readonly Original[]>;
  /** As a `Store` does it. */
  decisions(keys: readonly string[], options?: LookOptions): Promise<readonly StandingDecision[]>;
  putDecisions(decisions: readonly Decision[]): Promise<readonly Decision[]>;
  recordUsage(event: UsageEvent): Promise<void>;
  /** Events in order of time. */
  usage(filter: UsageFilter): Promise<readonly UsageEvent[]>;
}
