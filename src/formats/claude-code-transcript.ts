import type { CtxoptError } from '../errors.js';
import { contextOf, type Draft, newDraft } from './draft.js';
import type { Format } from './format.js';
import { jsonLines, objectSpans } from './json-lines.js';
import { isTrue, type JsonNode, memberOf, stringOf } from './parse-json.js';
import { readAttachment } from './read-attachment.js';
import { MESSAGE_MEMBERS } from './read-message.js';
import { readTurn } from './read-turn.js';
import { membersAt, stringAt } from './scan-json.js';
import { splice } from './splice.js';

const MEMBERS: ReadonlySet<string> = new Set([...MESSAGE_MEMBERS, 'message', 'attachment', 'file']);

/**
 * A session file of Claude Code: one JSON object a line. Lines of type `user` and `assistant` hold a `message` as it
 * was sent, lines of type `attachment` what the client added by itself (a file, a list of skills), in other words than
 * it was sent with: such text is read only. The rest (summaries, snapshots, `system` lines, `toolUseResult`, whatever is
 * to come) is for the client's own use and stays as it is.
 *
 * The context is what the session's one window holds: a compaction begins it anew, and a side chain, being another
 * agent's window, is left out unless the whole file is one. A line that is no JSON object, or whose message cannot be read,
 * is kept and not read.
 */
export const claudeCodeTranscript: Format = {
  name: 'claude-code-transcript',
  title: 'a Claude Code transcript',
  detect(body) {
    for (const { start, end } of objectSpans(body)) {
      const line = membersAt(body, start, end);
      const message = line.get('message');
      if (isTurn(stringAt(body, line.get('type'))) && message !== undefined) {
        if (membersAt(body, message, end).has('role')) return true;
      }
    }
    return false;
  },
  decode(body) {
    const main = newWindow(body);
    const side = newWindow(body);
    let broken: unknown;
    for (const { node, number } of jsonLines(body, {
      into: MEMBERS,
      onBroken: (error) => (broken ??= error),
    })) {
      const failure = readLine(isSideChain(body, node) ? side : main, node, `line-${number}`);
      broken ??= failure;
    }
    const window = main.hasTurns ? main : side;
    if (broken !== undefined && !window.hasTurns) throw broken;
    return contextOf(window.draft, 'claude-code-transcript', window.model);
  },
  encode: splice,
};

/** What a window holds at the line that is being read. */
interface Window {
  draft: Draft;
  model: string | undefined;
  /** Whether there was a turn in it, also one before a compaction. */
  hasTurns: boolean;
}

function newWindow(body: string): Window {
  return { draft: newDraft(body), model: undefined, hasTurns: false };
}

/** @returns why a turn could not be read */
function readLine(window: Window, node: JsonNode, id: string): CtxoptError | undefined {
  const { body } = window.draft;
  if (stringOf(body, memberOf(node, 'subtype')) === 'compact_boundary') window.draft = newDraft(body);
  const type = stringOf(body, memberOf(node, 'type'));
  if (type === 'attachment') readAttachment(window.draft, node, id);
  if (!isTurn(type)) return undefined;
  const failure = readTurn(window.draft, node, id);
  if (failure) return failure;
  window.hasTurns = true;
  const model = stringOf(body, memberOf(memberOf(node, 'message'), 'model'));
  // What the client says in the model's stead, e.g. of an error.
  if (model !== '<synthetic>') window.model = model ?? window.model;
  return undefined;
}

function isTurn(type: string | undefined): boolean {
  return type === 'user' || type === 'assistant';
}

/** Marked so in session files; in the stream of `claude --output-format stream-json` it names the call that began it. */
function isSideChain(body: string, node: JsonNode): boolean {
  return (
    isTrue(body, memberOf(node, 'isSidechain')) || memberOf(node, 'parent_tool_use_id')?.type === 'string'
  );
}
