import { addString, contextOf, type Draft, endMessage, newDraft } from './draft.js';
import type { Format } from './format.js';
import { jsonLines, objectSpans } from './json-lines.js';
import { type JsonNode, memberOf, stringOf } from './parse-json.js';
import { ITEM_MEMBERS, readItem } from './read-item.js';
import { membersAt, stringAt } from './scan-json.js';
import { splice } from './splice.js';

const MEMBERS: ReadonlySet<string> = new Set([
  ...ITEM_MEMBERS,
  'payload',
  'replacement_history',
  'base_instructions',
]);

const LINE_TYPES = ['session_meta', 'response_item', 'turn_context', 'event_msg', 'compacted'];

/** Items that the client keeps for itself. */
const UNSENT = ['ghost_snapshot'];

/**
 * A session file of Codex (`rollout-….jsonl`): lines of `timestamp`, `type` and `payload`. A `response_item` holds an
 * item as it was sent to the Responses API, a `session_meta` the instructions. The rest (events, which tell the same
 * again for the screen, usage, settings) is for the client's own use and stays as it is.
 *
 * The context is what the window holds: where the session was `compacted`, it begins anew with the history that took
 * the old one's place. Tools are not recorded, and turns that the user took back are still counted. A line that is no
 * JSON object is kept and not read.
 */
export const codexSession: Format = {
  name: 'codex-session',
  title: 'a Codex session',
  detect(body) {
    for (const { start, end } of objectSpans(body)) {
      const line = membersAt(body, start, end);
      const payload = line.get('payload');
      const type = stringAt(body, line.get('type')) ?? '';
      return payload !== undefined && body[payload] === '{' && LINE_TYPES.includes(type);
    }
    return false;
  },
  decode(body) {
    let draft = newDraft(body);
    let model: string | undefined;
    let instructions: (() => void) | undefined;
    for (const { node, number } of jsonLines(body, { into: MEMBERS })) {
      const payload = memberOf(node, 'payload');
      const id = `line-${number}.payload`;
      switch (stringOf(body, memberOf(node, 'type'))) {
        case 'session_meta':
          if (!payload || instructions) break;
          instructions = () => readInstructions(draft, payload, id);
          instructions();
          break;
        case 'turn_context':
          model = stringOf(body, memberOf(payload, 'model')) ?? model;
          break;
        case 'response_item':
          if (payload) readHistoryItem(draft, payload, id);
          break;
        case 'compacted':
          draft = newDraft(body);
          instructions?.();
          if (payload) readCompacted(draft, payload, id);
          break;
      }
    }
    return contextOf(draft, 'codex-session', model);
  },
  encode: splice,
};

function readHistoryItem(draft: Draft, item: JsonNode, id: string): void {
  if (!UNSENT.includes(stringOf(draft.body, memberOf(item, 'type')) ?? '')) readItem(draft, item, id);
}

/** The system prompt: `base_instructions.text`, in older files `instructions`. */
function readInstructions(draft: Draft, meta: JsonNode, id: string): void {
  const text = memberOf(memberOf(meta, 'base_instructions'), 'text');
  const key = text ? 'base_instructions.text' : 'instructions';
  const words = text ?? memberOf(meta, key);
  if (words?.type !== 'string') return;
  addString(draft, words, { id: `${id}.${key}`, kind: 'system', role: 'system' });
  endMessage(draft, 'system');
}

/** What a compaction left; older files have only the summary, which the user's words follow. */
function readCompacted(draft: Draft, payload: JsonNode, id: string): void {
  const history = memberOf(payload, 'replacement_history');
  const summary = memberOf(payload, 'message');
  if (history?.type === 'array') {
    for (const [index, item] of history.items.entries()) {
      readHistoryItem(draft, item, `${id}.replacement_history.${index}`);
    }
  } else if (summary?.type === 'string') {
    addString(draft, summary, { id: `${id}.message`, kind: 'text', role: 'user' });
    endMessage(draft, 'user');
  }
}
