import { isUtf8 } from 'node:buffer';
import { CtxoptError } from '../errors.js';
import { formatNamed } from '../formats/formats.js';
import { type Conversation, conversationIn } from '../session/conversation.js';
import { keyOf } from '../session/part-keys.js';
import { byteOffsets, type Place } from '../session/replay.js';

/** A request's body, and what to read it as. */
export interface ConversationBody {
  /** UTF-8. */
  readonly body: Uint8Array;
  /** The format's name. */
  readonly format: string;
  /** What conversations must share to be one, such as provider and project. */
  readonly seed: string;
  /** As the request's headers have it. */
  readonly session?: string;
}

/** What another thread needs to know of a conversation to ask what is known of it, and to replay that. */
export interface FoundConversation {
  readonly session: string;
  /** Stands for the session among the keys of decisions. */
  readonly sessionKey: string;
  readonly model?: string;
  /** How often the assistant has spoken. */
  readonly turns: number;
  /** Of each part that may be rewritten, in order: its key, and where it stands in the body's bytes. */
  readonly keys: readonly string[];
  /** Index among these of the first that came with the request before this one, or later. */
  readonly latest: number;
  readonly places: readonly Place[];
}

/** @throws CtxoptError `invalid_input` if the body is not of the format */
export function findConversation(given: ConversationBody): {
  readonly conversation: Conversation;
  readonly found: FoundConversation;
} {
  const { body: bytes, format, seed } = given;
  if (!isUtf8(bytes)) {
    throw new CtxoptError('invalid_input', 'The body is not UTF-8.', 'It is forwarded as it came.');
  }
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const context = formatNamed(format).decode(body);
  const conversation = conversationIn(context, body, seed, given.session);
  const { keyed, parts, session, turns, answer } = conversation;
  const places = keyed.map(({ at }) => parts[at]!.source);
  const before = parts.findLastIndex(({ role }, at) => at < answer && role === 'assistant') + 1;
  const found = {
    session,
    sessionKey: keyOf('session', seed, session),
    ...(context.model === undefined ? {} : { model: context.model }),
    turns,
    keys: keyed.map(({ key }) => key),
    latest: keyed.filter(({ at }) => at < before).length,
    places: byteOffsets(body, places),
  };
  return { conversation, found };
}
