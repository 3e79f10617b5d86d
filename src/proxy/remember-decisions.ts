import { createMemoryDecisions } from '../store/memory-decisions.js';
import type { Decision, StandingDecision, Store } from '../store/store.js';
import { within } from './within.js';

export interface RememberedDecisions {
  /** What stands under the keys: what the store says, and where it does not say it what went out before. */
  decisions(keys: readonly string[], patience: AbortSignal): Promise<readonly StandingDecision[]>;
  putDecisions(decisions: readonly Decision[]): Promise<readonly Decision[]>;
}

/** Bytes, as {@link createMemoryDecisions} counts them: of some two dozen long conversations, those used last. */
const LIMIT = 8 * 1024 * 1024;

/**
 * The decisions of conversations under way, which the process remembers. A store that hangs, fails, or is deleted must not
 * let out as it came what went out rewritten: the provider has cached it, and newer models of Anthropic's refuse it. What
 * the store has lost it is given again, for who comes after this process.
 */
export function rememberDecisions(
  store: Pick<Store, 'decisions' | 'putDecisions'>,
  now: () => number,
): RememberedDecisions {
  const memory = createMemoryDecisions(LIMIT, now);

  async function follow(stand: readonly Decision[]): Promise<void> {
    memory.forgetDecisions(stand);
    await memory.putDecisions(stand);
  }

  return {
    async decisions(keys, patience) {
      const own = await memory.decisions(keys);
      try {
        const found = await within(patience, store.decisions(keys));
        await follow(found);
        const known = new Set(found.map(({ key, until }) => key + until));
        const lost = own.filter(({ key, until }) => !known.has(key + until));
        // Nobody waits for it.
        if (lost.length > 0) store.putDecisions(lost).catch(() => {});
        return [...found, ...lost];
      } catch (thrown) {
        if (own.length === 0) throw thrown;
        return own;
      }
    },

    async putDecisions(decisions) {
      // They may go out though the store does not take them.
      const stand = await store.putDecisions(await memory.putDecisions(decisions));
      await follow(stand);
      return stand;
    },
  };
}
