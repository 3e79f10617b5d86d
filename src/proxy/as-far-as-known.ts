import { type FoundConversation, findConversation } from '../compute/find-conversation.js';
import { CtxoptError } from '../errors.js';
import { asTheyCame, decisionsFor, sessionSeen } from '../session/decisions.js';
import type { Decision } from '../store/store.js';
import type { Rewritten } from './exchange.js';
import { GRACE } from './keep-decisions.js';
import { assembled, type Passage, type RememberingOptions, reasonOf, untouched } from './passage.js';
import { within } from './within.js';

/** Bytes of a body, about a million tokens, that is still read on the main thread when no other could: in some fifty milliseconds. */
const READABLE = 4 * 1024 * 1024;

/** Milliseconds that the store is given to say what is known: a prompt that is not sent as before is not found in the cache. */
const LOOK = 1_000;

/** Bytes that a token stands for, about, where there is no time to count. */
const BYTES_PER_TOKEN = 4;

/**
 * When the passes failed or the time is over: what was decided before goes out as it did then, what is new as it came,
 * and that is decided. Where neither store nor process knows anything of it, the body goes out as it came.
 */
export async function asFarAsKnown(
  passage: Passage,
  thrown: unknown,
  { store }: Pick<RememberingOptions, 'store'>,
): Promise<Rewritten> {
  const { request, read } = passage;
  const warning = reasonOf(thrown);
  if (request.signal().aborted) return untouched(passage, warning);
  try {
    const isUnreadable = thrown instanceof CtxoptError && thrown.code === 'invalid_input';
    if (!passage.found && !isUnreadable && read.body.length <= READABLE) {
      passage.found = findConversation(read).found;
    }
    const { found } = passage;
    if (!found || found.keys.length === 0) return untouched(passage, warning);
    const rows =
      passage.rows ?? (await store.decisions([...found.keys, found.sessionKey], AbortSignal.timeout(LOOK)));
    const stand = await decidedAsTheyCome(found, rows, store);
    return assembled(passage, found, [...rows, ...stand], { warning });
  } catch {
    return untouched(passage, warning);
  }
}

/** Decides that what follows the last part known goes out as it came; another's decision may stand. */
async function decidedAsTheyCome(
  { keys, places, sessionKey }: FoundConversation,
  rows: readonly Decision[],
  store: Pick<RememberingOptions['store'], 'putDecisions'>,
): Promise<readonly Decision[]> {
  const standing = decisionsFor(keys, rows);
  const known = standing.findLastIndex((decision) => decision !== undefined);
  const last = standing[known];
  const start = places[known]?.end ?? 0;
  const decisions = keys.slice(known + 1).map((key, index) => {
    const tokens = Math.ceil((places[known + 1 + index]!.end - start) / BYTES_PER_TOKEN);
    return { key, until: key, before: (last?.before ?? 0) + tokens, after: 0 };
  });
  if (decisions.length === 0) return [];
  const those = [...asTheyCame(decisions, last), sessionSeen(sessionKey)];
  return within(AbortSignal.timeout(GRACE), store.putDecisions(those)).catch(() => those);
}
