import { CtxoptError } from '../errors.js';
import { type Draft, memberOrThrow } from './draft.js';
import type { JsonNode } from './parse-json.js';
import { readMessage } from './read-message.js';

/**
 * Reads the message on a line of a session file: all of it, or nothing where it is not as it should be, since a client that
 * died, or a later one, leaves lines that others cannot read.
 * @returns why nothing was read, an `invalid_input` naming the place
 */
export function readTurn(draft: Draft, line: JsonNode, id: string): CtxoptError | undefined {
  const { frozen } = draft;
  try {
    readMessage(draft, memberOrThrow(draft, line, 'message', id, 'an object'), `${id}.message`);
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof CtxoptError)) throw thrown;
    draft.parts = [];
    draft.frozen = frozen;
    return thrown;
  }
}
