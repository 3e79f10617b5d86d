import type { Text } from '../context/exact-bytes.js';
import { HANDLES, handleOfHash } from '../context/handle.js';
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
  readonly warning?: string;
}

/** What is decided where not all can be kept that the texts name. @param stands whether it is for a decision */
export type Otherwise = (stands: (decision: Decision) => boolean) => readonly Decision[];

/** Milliseconds that the store is given once the time is over. */
export const GRACE = 250;

/**
 * Keeps what was decided: first what the new texts name, so that no handle ever leads nowhere. Where some of that fails,
 * or takes too long, it is decided otherwise. Another's decision may stand in place of one of these.
 */
export async function keepDecisions(
  { decisions, originals }: Decided,
  store: Pick<Store, 'putDecisions' | 'putOriginal'>,
  signal: AbortSignal,
  otherwise: Otherwise,
): Promise<Kept> {
  if (decisions.length === 0) return { decisions };
  const { handles, failed } = await putOriginals(originals, store, signal);
  const stands = ({ text = '' }: Decision) =>
    (text.match(HANDLES) ?? []).every((handle) => handles.has(handle));
  const those = failed === undefined ? decisions : otherwise(stands);
  const lost = failed === undefined ? {} : { warning: `what was taken out could not be kept: ${failed}` };
  if (those.length === 0) return { decisions: those, ...lost };
  const patience = failed === undefined ? signal : AbortSignal.timeout(GRACE);
  try {
    return { decisions: await within(patience, store.putDecisions(those)), ...lost };
  } catch (thrown) {
    return { decisions: those, warning: `what was decided could not be kept: ${reasonOf(thrown)}`, ...lost };
  }
}

/** The handles of what is kept when the time is over, and why the others are not, if there are any. */
async function putOriginals(
  originals: readonly Text[],
  store: Pick<Store, 'putOriginal'>,
  signal: AbortSignal,
): Promise<{ readonly handles: ReadonlySet<string>; readonly failed?: string }> {
  const handles = new Set<string>();
  const put = async (original: Text) => {
    handles.add(handleOfHash(await store.putOriginal(original, { isShared: true })));
  };
  try {
    const ends = await within(signal, Promise.allSettled(originals.map(put)));
    const end = ends.find(({ status }) => status === 'rejected');
    return end?.status === 'rejected' ? { handles, failed: reasonOf(end.reason) } : { handles };
  } catch (thrown) {
    return { handles: new Set(handles), failed: reasonOf(thrown) };
  }
}
