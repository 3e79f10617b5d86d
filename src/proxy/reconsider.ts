import type { FoundConversation } from '../compute/find-conversation.js';
import { forThread } from '../net/shared-bytes.js';
import { cacheLifeOf } from '../session/cache-life.js';
import { decisionsFor } from '../session/decisions.js';
import { isExpired } from '../session/worth.js';
import type { Decision, StandingDecision } from '../store/store.js';
import { type Kept, keepDecisions } from './keep-decisions.js';
import { type Passage, type RememberingOptions, reasonOf } from './passage.js';

/** Turns from which it may pay to write a cache anew; and then at each doubling, so that what looking costs stays small. */
const FIRST_TURNS = 8;

/**
 * Looks again at the older parts of a conversation, where the provider's cache has run out, or it is time to see whether
 * to write it anew pays. So it is too where the request before was short of time, or of a store, and some of its results
 * went out as they came: these are cached by now, and no decision for them can be changed for nothing. What comes of it
 * holds from this request on.
 * @param all that stands for the conversation, this request's own included
 * @param isNew whether anything was decided for this request, so that it is no retry
 */
export async function reconsider(
  passage: Passage,
  found: FoundConversation,
  all: readonly Decision[],
  isNew: boolean,
  options: RememberingOptions,
): Promise<Kept> {
  const nothing = { decisions: [] };
  const { request, aids, worth, read, signal, rows = [] } = passage;
  if (!worth.cached) return nothing;
  const standing = decisionsFor(found.keys, rows);
  const last = standing.findLast((row) => row !== undefined);
  if (!last) return nothing;
  const idle = (options.now ?? Date.now)() - last.usedAt;
  const cacheLife = cacheLifeOf(request.endpoint.provider, request.body);
  const wasShort = standing.slice(found.latest).some((row) => row !== undefined && row.passes === undefined);
  const isDue = isNew && (wasShort || isDoubling(found.turns));
  if (!isDue && !isExpired(idle, cacheLife)) return nothing;
  try {
    const better = await options.compute.run(
      'reconsiderRequest',
      {
        ...read,
        ...aids,
        body: forThread(read.body),
        decisions: all.map(withoutUse),
        idle,
        cacheLife,
        ...(worth.turnsToCome === undefined ? {} : { turnsToCome: worth.turnsToCome }),
      },
      { signal },
    );
    if (!better) return nothing;
    return await keepDecisions(better, options.store, signal, () => []);
  } catch (thrown) {
    return { ...nothing, warning: `older parts were not looked at again: ${reasonOf(thrown)}` };
  }
}

function isDoubling(turns: number): boolean {
  return turns >= FIRST_TURNS && Number.isInteger(Math.log2(turns));
}

function withoutUse(decision: Decision | StandingDecision): Decision {
  const { key, until, text, passes, before, after } = decision;
  const made = { ...(text === undefined ? {} : { text }), ...(passes === undefined ? {} : { passes }) };
  return { key, until, ...made, before, after };
}
