import type { Role, ToolRef } from '../context/context.js';
import {
  addRaw,
  addString,
  contextOf,
  type Draft,
  endMessage,
  memberOrThrow,
  newDraft,
  stringOrThrow,
  wrong,
} from './draft.js';
import type { Format } from './format.js';
import { type JsonNode, memberOf, parseJson, stringOf } from './parse-json.js';
import { readTools } from './read-request.js';
import { readResult } from './read-result.js';
import { readCallInput } from './read-tool.js';
import { splice } from './splice.js';

const MEMBERS: ReadonlySet<string> = new Set(['messages', 'tools', 'tool_calls', 'function', 'images']);

const ROLES: Readonly<Record<string, Role>> = {
  system: 'system',
  user: 'user',
  assistant: 'assistant',
  tool: 'tool',
};

/**
 * The body of Ollama's `POST /api/chat`. Unlike OpenAI's, a call's arguments are an object, and a result names its tool
 * (`tool_name`) but seldom its call: it is taken for the answer to the first open call of that tool. Nothing tells such a
 * body from one of OpenAI's, so it must be named.
 */
export const ollamaChat: Format = {
  name: 'ollama-chat',
  title: 'an Ollama chat request',
  detect: () => false,
  decode(body) {
    const draft = newDraft(body);
    const root = parseJson(body, { into: MEMBERS });
    if (root.type !== 'object') throw wrong(draft, root, 'The body', 'an object with "messages"');
    readTools(draft, memberOf(root, 'tools'), 'tools');
    const messages = memberOrThrow(draft, root, 'messages', 'The body', 'an array of messages');
    if (messages.type !== 'array') throw wrong(draft, messages, 'messages', 'an array of messages');
    const open: ToolRef[] = [];
    for (const [index, message] of messages.items.entries()) {
      readMessage(draft, message, `messages.${index}`, open);
    }
    return contextOf(draft, 'ollama-chat', stringOf(body, memberOf(root, 'model')));
  },
  encode: splice,
};

/** @param open calls that no result answered yet, in order: added to and taken from */
function readMessage(draft: Draft, node: JsonNode, id: string, open: ToolRef[]): void {
  if (node.type !== 'object') throw wrong(draft, node, id, 'a message with "role"');
  const wireRole = stringOrThrow(draft, node, 'role', id);
  const role = Object.hasOwn(ROLES, wireRole) ? ROLES[wireRole] : undefined;
  if (!role) {
    throw wrong(draft, memberOf(node, 'role')!, `${id}.role`, `one of ${Object.keys(ROLES).join(', ')}`);
  }
  const thinking = memberOf(node, 'thinking');
  if (thinking?.type === 'string') {
    addString(draft, thinking, { id: `${id}.thinking`, kind: 'opaque', role, editable: false });
  }
  const content = memberOf(node, 'content');
  if (content && content.type !== 'null') {
    const label = { id: `${id}.content`, role };
    if (role === 'tool') {
      readResult(draft, content, { ...label, kind: 'tool_result', tool: answered(draft, node, open) });
    } else addString(draft, content, { ...label, kind: role === 'system' ? 'system' : 'text' });
  }
  const images = memberOf(node, 'images');
  if (images?.type === 'array') {
    for (const [index, image] of images.items.entries()) {
      addRaw(draft, image, { id: `${id}.images.${index}`, kind: 'opaque', role });
    }
  }
  readCalls(draft, memberOf(node, 'tool_calls'), `${id}.tool_calls`, open);
  endMessage(draft, role);
}

function readCalls(draft: Draft, calls: JsonNode | undefined, id: string, open: ToolRef[]): void {
  if (!calls || calls.type === 'null') return;
  if (calls.type !== 'array') throw wrong(draft, calls, id, 'an array');
  open.length = 0;
  for (const [index, call] of calls.items.entries()) {
    const place = `${id}.${index}.function`;
    const target = memberOrThrow(draft, call, 'function', `${id}.${index}`, 'an object');
    const name = stringOrThrow(draft, target, 'name', place);
    const callId = stringOf(draft.body, memberOf(call, 'id')) ?? '';
    const input = memberOf(target, 'arguments');
    open.push(input ? readCallInput(draft, input, `${place}.arguments`, { callId, name }) : { callId, name });
  }
}

function answered({ body }: Draft, node: JsonNode, open: ToolRef[]): ToolRef {
  const callId = stringOf(body, memberOf(node, 'tool_call_id')) ?? '';
  const name = stringOf(body, memberOf(node, 'tool_name')) ?? stringOf(body, memberOf(node, 'name'));
  const at = open.findIndex((call) =>
    callId === '' ? name === undefined || call.name === name : call.callId === callId,
  );
  const [call] = at < 0 ? [] : open.splice(at, 1);
  return call ?? { callId, name: name ?? '' };
}
