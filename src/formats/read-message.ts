import type { PartKind, Role, ToolRef } from '../context/context.js';
import {
  addRaw,
  addString,
  type Draft,
  endMessage,
  freeze,
  memberOrThrow,
  stringOrThrow,
  wrong,
} from './draft.js';
import { isTrue, type JsonNode, memberOf, stringOf } from './parse-json.js';
import { readResult } from './read-result.js';
import { callOf, functionCallOf, readToolCalls, readToolUse } from './read-tool.js';

/** The roles that messages bear on the wire, in either dialect. */
const ROLES: Readonly<Record<string, Role>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
  tool: 'tool',
  function: 'tool',
};

/** The members that are looked into where messages are read. */
export const MESSAGE_MEMBERS: ReadonlySet<string> = new Set([
  'content',
  'tool_calls',
  'function_call',
  'function',
  'custom',
  'caller',
]);

/** Blocks of words: Anthropic's and OpenAI Chat's, and those of OpenAI Responses. */
const TEXT_BLOCKS = ['text', 'input_text', 'output_text'];

const CONTENT = 'a string or an array of blocks';

/** Words that stand beside a message's content and are sent with it. */
const BESIDE = ['reasoning_content', 'refusal'];

/** Reads one message of the Anthropic or the OpenAI dialect; their fields do not collide. */
export function readMessage(draft: Draft, node: JsonNode, id: string): void {
  if (node.type !== 'object') throw wrong(draft, node, id, 'a message with "role" and "content"');
  const wireRole = stringOrThrow(draft, node, 'role', id);
  const role = Object.hasOwn(ROLES, wireRole) ? ROLES[wireRole] : undefined;
  if (!role) {
    throw wrong(draft, memberOf(node, 'role')!, `${id}.role`, `one of ${Object.keys(ROLES).join(', ')}`);
  }
  const content = memberOf(node, 'content');
  const words: Words =
    role === 'tool'
      ? { role, kind: 'tool_result', tool: answeredCall(draft, node, id, wireRole) }
      : { role, kind: role === 'system' ? 'system' : 'text' };
  for (const key of BESIDE) {
    const beside = memberOf(node, key);
    if (beside?.type !== 'string') continue;
    addString(draft, beside, { id: `${id}.${key}`, role, kind: 'opaque', editable: false });
  }
  const silent = role === 'assistant' && (!content || content.type === 'null');
  if (!silent) readContent(draft, memberOrThrow(draft, node, 'content', id, CONTENT), `${id}.content`, words);
  readToolCalls(draft, node, id);
  endMessage(draft, role);
  if (memberOf(node, 'cache_control')?.type === 'object') freeze(draft);
}

/** The call that an OpenAI tool message answers; the older `function` messages name only the tool. */
function answeredCall(draft: Draft, node: JsonNode, id: string, wireRole: string): ToolRef {
  return wireRole === 'function'
    ? functionCallOf(draft, stringOrThrow(draft, node, 'name', id))
    : callOf(draft, stringOrThrow(draft, node, 'tool_call_id', id));
}

/** What the strings of a content are. */
interface Words {
  readonly role: Role;
  readonly kind: PartKind;
  readonly tool?: ToolRef;
  readonly editable?: boolean;
}

/** What is said to a program is no part of the conversation: nothing may refer to it, and the program expects it as it is. */
export const TO_PROGRAM = { kind: 'opaque', editable: false } as const;

/** A string, or an array of blocks. */
export function readContent(draft: Draft, content: JsonNode, id: string, words: Words): void {
  if (content.type === 'string') {
    readResult(draft, content, { id, ...words });
    return;
  }
  if (content.type !== 'array') throw wrong(draft, content, id, CONTENT);
  for (const [index, block] of content.items.entries()) {
    readBlock(draft, block, `${id}.${index}`, words);
    if (memberOf(block, 'cache_control')?.type === 'object') freeze(draft);
  }
}

/** One block of a content. */
export function readBlock(draft: Draft, block: JsonNode, id: string, words: Words): void {
  if (block.type !== 'object') throw wrong(draft, block, id, 'a block, which is an object with "type"');
  const type = stringOf(draft.body, memberOf(block, 'type'));
  if (TEXT_BLOCKS.includes(type ?? '')) {
    readResult(draft, memberOrThrow(draft, block, 'text', id, 'a string'), { id: `${id}.text`, ...words });
  } else if (type === 'tool_use') readToolUse(draft, block, id);
  else if (type === 'tool_result') readToolResult(draft, block, id);
  else addRaw(draft, block, { id, ...words, kind: 'opaque' });
}

function readToolResult(draft: Draft, block: JsonNode, id: string): void {
  const call = callOf(draft, stringOrThrow(draft, block, 'tool_use_id', id));
  const isError = isTrue(draft.body, memberOf(block, 'is_error'));
  const content = memberOf(block, 'content');
  if (!content || content.type === 'null') return;
  const tool = isError ? { ...call, isError } : call;
  const words: Words = { role: 'tool', kind: 'tool_result', tool };
  const isSaidToProgram = draft.programs.has(call.callId);
  readContent(draft, content, `${id}.content`, isSaidToProgram ? { ...words, ...TO_PROGRAM } : words);
}
