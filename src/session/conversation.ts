import { type Context, type Part, partsOf } from '../context/context.js';
import { documentStart, membersAt, stringAt } from '../formats/scan-json.js';
import type { Decision } from '../store/store.js';
import { type KeyedPart, keyedParts, keyOf } from './part-keys.js';

/** A request's conversation, as the ledger knows it. */
export interface Conversation {
  readonly parts: readonly Part[];
  /** What of it may be rewritten. */
  readonly keyed: readonly KeyedPart[];
  /** As the client calls it, or a hash of how it began. */
  readonly session: string;
  /** Where what came since the assistant's last words begins among the parts; 0 if it said nothing yet. */
  readonly newest: number;
  /** Where what an earlier request did not have begins: the assistant's last words; 0 if it said nothing yet. */
  readonly answer: number;
  /** How often the assistant has spoken. */
  readonly turns: number;
}

/**
 * @param body that the context was decoded from
 * @param seed what conversations must share to be one: see {@link keyedParts}
 * @param session as the request's headers have it
 */
export function conversationIn(context: Context, body: string, seed: string, session?: string): Conversation {
  const parts = partsOf(context);
  const newest = parts.findLastIndex((part) => part.role === 'assistant') + 1;
  return {
    parts,
    keyed: keyedParts(parts, seed),
    session: session ?? namedSession(body) ?? beginningOf(parts, seed),
    newest,
    answer: parts.findLastIndex(({ role }, at) => at < newest && role !== 'assistant') + 1,
    turns: context.messages.filter(({ role }) => role === 'assistant').length,
  };
}

/**
 * The results to look at now, by their index in `keyed`: those behind the last one that is known. Of a conversation that is
 * under way and was never seen, only what came since the assistant's last words: the provider may have cached the rest.
 * What is unknown in the midst of what is known was forgotten, and stays as it is.
 * @param standing the decision for each keyed part
 * @param wasSeen whether there was an earlier request of this session: then what is unknown is unknown because the client
 *   changed what stands before it, and the provider has not cached it either
 */
export function newResults(
  { keyed, newest }: Conversation,
  standing: readonly (Decision | undefined)[],
  wasSeen: boolean,
): readonly number[] {
  const known = standing.findLastIndex((decision) => decision !== undefined);
  const isTakenOver = known < 0 && !wasSeen;
  return [...keyed.keys()].slice(known + 1).filter((index) => !isTakenOver || keyed[index]!.at >= newest);
}

/** Members of a body that name its session, and those of its `metadata`. */
const SESSION_MEMBERS = ['prompt_cache_key', 'session_id', 'conversation_id'];
const MOST_LETTERS = 200;

function namedSession(body: string): string | undefined {
  const root = membersAt(body, documentStart(body));
  const metadata = root.get('metadata');
  const within = metadata === undefined ? undefined : membersAt(body, metadata);
  const user = stringAt(body, within?.get('user_id'));
  const named = [
    // Claude Code's is `user_…_account_…_session_UUID`, or JSON with a `session_id`, and so in escapes.
    user && /session(?:_id\\":\\")?_?([0-9a-f-]{36})/.exec(user)?.[1],
    ...SESSION_MEMBERS.flatMap((name) => [stringAt(body, within?.get(name)), stringAt(body, root.get(name))]),
  ];
  return named.find((name) => name !== undefined && name !== '' && name.length <= MOST_LETTERS);
}

function beginningOf(parts: readonly Part[], seed: string): string {
  const first = parts.find(({ kind, role }) => kind === 'text' && role === 'user');
  return keyOf('begins', seed, first?.text ?? '');
}
