import type { Text } from '../context/exact-bytes.js';
import type { Decision, Store } from '../store/store.js';
import { reasonOf } from './passage.js';
import { within } from './within.js';

export interface Decided {
  readonly decisions: readonly Decision[];
  /** What the handles in their texts name. */
  readonly originals: readonly Text[];
}

export interface Kept {
  /** Those that stand. */
  readonly decisions: readonly Decision[];
  /** Whether these are not what was decided, but what is done otherwise. */
  readonly isGivenUp: boolean;
  readonly warning?: string;
}

/**
 * Keeps what was decided: first what the new texts name, so that no handle ever leads nowhere. Where that fails, the
 * decisions are given up for `otherwise`. Another's decision may stand in place of one of these.
 */
export async function keepDecisions(
  { decisions, originals }: Decided,
  store: Pick<Store, 'putDecisions' | 'putOriginal'>,
  signal: AbortSignal,
  otherwise: () => Promise<readonly Decision[]>,
): Promise<Kept> {
  if (decisions.length === 0) return { decisions, isGivenUp: false };
  try {
    await within(signal, Promise.all(originals.map((original) => store.putOriginal(original))));
  } catch (thrown) {
    const warning = `what was taken out could not be kept: ${reasonOf(thrown)}`;
    return { decisions: await otherwise(), isGivenUp: true, warning };
  }
  try {
    return { decisions: await within(signal, store.putDecisions(decisions)), isGivenUp: false };
  } catch (thrown) {
    return {
      decisions,
      isGivenUp: false,
      warning: `what was decided could not be kept: ${reasonOf(thrown)}`,
    };
  }
}
