import type { Original, UsageEvent, UsageFilter } from './store.js';

/** One place to keep things in. Unlike a `Store` it may fail, and then rejects with what went wrong. */
export interface Backend {
  putOriginal(original: Original): Promise<void>;
  /** Originals whose hash begins with `prefix`: none, the one, or two of several. */
  findOriginals(prefix: string): Promise<readonly Original[]>;
  recordUsage(event: UsageEvent): Promise<void>;
  /** Events in order of time. */
  usage(filter: UsageFilter): Promise<readonly UsageEvent[]>;
}
