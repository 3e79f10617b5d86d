import { contextOf, type Draft, memberOrThrow, newDraft } from './draft.js';
import type { Format } from './format.js';
import { jsonLines, lineSpans } from './json-lines.js';
import { isTrue, type JsonNode, memberOf, stringOf } from './parse-json.js';
import { readMessage } from './read-message.js';
import { membersAt, stringAt } from './scan-json.js';
import { splice } from './splice.js';

/**
 * A session file of Claude Code: one JSON object a line. Lines of type `user` and `assistant` hold a `message` as it
 * was sent; the rest (summaries, snapshots, `toolUseResult`, whatever is to come) is for the client's own use and
 * stays as it is.
 *
 * The context is what the session's one window holds: a compaction begins it anew, and a side chain, being another
 * agent's window, is left out unless the whole file is one. A last line that is cut off is kept and not read.
 */
export const claudeCodeTranscript: Format = {
  name: 'claude-code-transcript',
  title: 'a Claude Code transcript',
  detect(body) {
    for (const { start, end } of lineSpans(body)) {
      if (body[start] !== '{') return false;
      const line = membersAt(body, start, end);
      const message = line.get('message');
      if (isTurn(stringAt(body, line.get('type'))) && message !== undefined) {
        return membersAt(body, message, end).has('role');
      }
    }
    return false;
  },
  decode(body) {
    const lines = jsonLines(body);
    const main = lines.filter(({ node }) => !isSideChain(body, node));
    let draft = newDraft(body);
    let model: string | undefined;
    for (const { node, number } of main.some(({ node }) => isTurn(typeOf(body, node))) ? main : lines) {
      if (stringOf(body, memberOf(node, 'subtype')) === 'compact_boundary') draft = newDraft(body);
      if (!isTurn(typeOf(body, node))) continue;
      model = readTurn(draft, node, `line-${number}`) ?? model;
    }
    return contextOf(draft, 'claude-code-transcript', model);
  },
  encode: splice,
};

/** Reads a turn's message and gives the model that wrote it, if one did. */
function readTurn(draft: Draft, node: JsonNode, id: string): string | undefined {
  const message = memberOrThrow(draft, node, 'message', id, 'an object');
  readMessage(draft, message, `${id}.message`);
  const model = stringOf(draft.body, memberOf(message, 'model'));
  return model === '<synthetic>' ? undefined : model;
}

function typeOf(body: string, node: JsonNode): string | undefined {
  return stringOf(body, memberOf(node, 'type'));
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
