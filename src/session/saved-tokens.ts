import type { Decision } from '../store/store.js';

/** What decisions came to in one request, in tokens as they were counted. */
export interface SavedByAge {
  /** In parts that came first with this request, and in those that came with an earlier one too. */
  readonly savedFresh: number;
  readonly savedReplayed: number;
  /** From the first old part that now goes out otherwise than before, to the last old part. */
  readonly recached: number;
}

type Standing = readonly (Pick<Decision, 'text' | 'before' | 'after'> | undefined)[];

/**
 * @param known the decision that stood for each part before this request, if one did
 * @param now the one that stands for it in this request
 */
export function savedByAge(known: Standing, now: Standing): SavedByAge {
  const lastOld = known.findLastIndex((decision) => decision !== undefined);
  const savedReplayed = savedUpTo(now[lastOld]);
  const changed = known.findIndex((decision, at) => decision && decision.text !== now[at]?.text);
  const behind = changed < 0 ? 0 : (now[lastOld]?.after ?? 0) - (now[changed - 1]?.after ?? 0);
  return {
    savedFresh: savedUpTo(now.at(-1)) - savedReplayed,
    savedReplayed,
    recached: Math.max(0, behind),
  };
}

function savedUpTo(decision: Standing[number]): number {
  return decision ? decision.before - decision.after : 0;
}
