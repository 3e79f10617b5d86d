import { type Context, type Part, partsOf } from '../context/context.js';
import { documentStart, membersAt, stringAt } from '../formats/scan-json.js';
import type { Decision } from '../store/store.js';
import { endOfBoundThinking } from './bound-thinking.js';
import { type KeyedPart, keyedParts, keyOf } from './part-keys.js';

/** A request's conversation, as the ledger knows it. */
export interface Conversation {
  readonly parts: readonly Part[];
  /** What of it may be rewritten. */
  readonly keyed: readonly KeyedPart[];
  /** As the client calls it, or a hash of how it began, or of what it goes on from. */
  readonly session: string;
  /** Where what came since the assistant's last words begins among the parts; 0 if it said nothing yet. */
  readonly newest: number;
  /** Where what an earlier request did not have begins: the assistant's last words; 0 if it said nothing yet. */
  readonly answer: number;
  /** Where what may change begins that nothing was decided for: see {@link endOfBoundThinking}. */
  readonly bound: number;
  /** How often the assistant has spoken. */
  readonly turns: number;
}

/**
 * A thread is a conversation that Anthropic keeps as it was sent, for minutes: then the client sends everything again, and what
 * differs is refused. No key tells that a result is one that came by itself, so nothing is rewritten that does, and later on
 * nothing that did.
 * @param body that the context was decoded from
 * @param seed what conversations must share to be one: see {@link keyedParts}
 * @param session as the request's headers have it
 */
export function conversationIn(context: Context, body: string, seed: string, session?: string): Conversation {
  const parts = partsOf(context);
  // To read them takes as long as the body is.
  const isNeeded = session === undefined || body.includes('"thread"');
  const root = isNeeded ? membersAt(body, documentStart(body)) : NONE;
  const thread = membersAt(body, root.get('thread') ?? -1);
  const newest = parts.findLastIndex((part) => part.role === 'assistant') + 1;
  return {
    parts,
    keyed: stringAt(body, thread.get('type')) === 'continue' ? [] : keyedParts(parts, seed),
    session:
      session ??
      namedSession(body, root) ??
      keptSession(body, root, thread, seed) ??
      beginningOf(parts, seed),
    newest,
    bound: thread.size > 0 ? newest : endOfBoundThinking(parts, context.model),
    answer: parts.findLastIndex(({ role }, at) => at < newest && role !== 'assistant') + 1,
    turns: context.messages.filter(({ role }) => role === 'assistant').length,
  };
}

/**
 * The results to look at now, by their index in `keyed`: those behind the last one that is known. Of a conversation that is
 * under way and was never seen, only what came since the assistant's last words: the provider may have cached the rest.
 * What is unknown in the midst of what is known was forgotten, and stays as it is; so does what stands before thinking that is
 * bound to it, however it got there: before the proxy saw the conversation, by another name, from a thread.
 * @param standing the decision for each keyed part
 * @param wasSeen whether there was an earlier request of this session: then what is unknown is unknown because the client
 *   changed what stands before it, and the provider has not cached it either
 */
export function newResults(
  { keyed, newest, bound }: Conversation,
  standing: readonly (Decision | undefined)[],
  wasSeen: boolean,
): readonly number[] {
  const known = standing.findLastIndex((decision) => decision !== undefined);
  const isTakenOver = known < 0 && !wasSeen;
  const from = isTakenOver ? newest : bound;
  return [...keyed.keys()].slice(known + 1).filter((index) => keyed[index]!.at >= from);
}

/** Members of a body that name its session, and those of its `metadata`. */
const SESSION_MEMBERS = ['prompt_cache_key', 'session_id', 'conversation_id'];
const MOST_LETTERS = 200;

type Members = ReadonlyMap<string, number>;

const NONE: Members = new Map();

function namedSession(body: string, root: Members): string | undefined {
  const metadata = root.get('metadata');
  const within = metadata === undefined ? undefined : membersAt(body, metadata);
  const user = stringAt(body, within?.get('user_id'));
  const conversation = root.get('conversation');
  const named = [
    // Claude Code's is `user_…_account_…_session_UUID`, or JSON with a `session_id`, and so in escapes.
    user && /session(?:_id\\":\\")?_?([0-9a-f-]{36})/.exec(user)?.[1],
    // What OpenAI keeps has a name of its own, as which it stands here or in an object.
    stringAt(body, conversation) ?? stringAt(body, membersAt(body, conversation ?? -1).get('id')),
    ...SESSION_MEMBERS.flatMap((name) => [stringAt(body, within?.get(name)), stringAt(body, root.get(name))]),
  ];
  return named.find((name) => name !== undefined && name !== '' && name.length <= MOST_LETTERS);
}

/**
 * Of what brings no more than is new in a conversation that the provider keeps: what it goes on from, since how that began
 * is not told. So each turn is a session of its own, and no two conversations are one.
 */
function keptSession(body: string, root: Members, thread: Members, seed: string): string | undefined {
  const previous =
    stringAt(body, root.get('previous_response_id')) ?? stringAt(body, thread.get('previous_message_id'));
  return previous === undefined ? undefined : keyOf('goes on', seed, previous);
}

function beginningOf(parts: readonly Part[], seed: string): string {
  const first = parts.find(({ kind, role }) => kind === 'text' && role === 'user');
  return keyOf('begins', seed, first?.text ?? '');
}
