import { contextOf, type Draft, memberOrThrow, newDraft, wrong } from './draft.js';
import type { Format } from './format.js';
import { isTrue, type JsonNode, memberOf, parseJson, stringOf } from './parse-json.js';
import { readMessage } from './read-message.js';
import { membersAt, skipSpace, stringAt } from './scan-json.js';
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
    for (const { start, end } of linesOf(body)) {
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
    const lines = parseLines(body);
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

interface Line {
  /** Counted from 1, blank lines included. */
  readonly number: number;
  readonly node: JsonNode;
}

/** Reads a turn's message and gives the model that wrote it, if one did. */
function readTurn(draft: Draft, node: JsonNode, id: string): string | undefined {
  const message = memberOrThrow(draft, node, 'message', id, 'an object');
  readMessage(draft, message, `${id}.message`);
  const model = stringOf(draft.body, memberOf(message, 'model'));
  return model === '<synthetic>' ? undefined : model;
}

function parseLines(body: string): readonly Line[] {
  const lines = [...linesOf(body)];
  return lines.flatMap(({ number, start, end }, index) => {
    try {
      const node = parseJson(body, start, end);
      if (node.type !== 'object') throw wrong(newDraft(body), node, `line-${number}`, 'an object');
      return [{ number, node }];
    } catch (thrown) {
      if (index === lines.length - 1) return [];
      throw thrown;
    }
  });
}

/** Lines that are not blank; `start` is their first character that is no space. */
function* linesOf(body: string): Generator<{ number: number; start: number; end: number }> {
  let from = body.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let number = 1; from < body.length; number += 1) {
    const newline = body.indexOf('\n', from);
    const end = newline < 0 ? body.length : newline;
    const start = skipSpace(body, from, end);
    if (start < end) yield { number, start, end };
    from = end + 1;
  }
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
