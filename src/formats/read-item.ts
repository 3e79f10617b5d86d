import type { ToolRef } from '../context/context.js';
import { addRaw, addString, type Draft, endMessage } from './draft.js';
import { type JsonNode, memberOf, stringOf } from './parse-json.js';
import { MESSAGE_MEMBERS, readBlock, readContent, readMessage, TO_PROGRAM } from './read-message.js';
import { readTools } from './read-request.js';
import { callOf, isOfProgram, readCallInput } from './read-tool.js';

/** The members that are looked into where items are read. */
export const ITEM_MEMBERS: ReadonlySet<string> = new Set([...MESSAGE_MEMBERS, 'output', 'tools']);

/** Where an item of each kind holds what its tool was asked: a string, or an object. */
const CALL_INPUTS = ['arguments', 'input', 'action', 'operation'];

/** What a shell's output holds per command. */
const STREAMS = ['stdout', 'stderr'];

/**
 * Reads one item of OpenAI's Responses API: a message, a call of a tool (`function_call`, `local_shell_call` …), its
 * output (`function_call_output` …), or both in one (`mcp_call`). Calls and outputs are known by the endings of their
 * types, so that those to come are read as well. `additional_tools` are definitions, which Codex sends as the first item
 * in place of the member `tools`. Anything else, reasoning included, is opaque.
 */
export function readItem(draft: Draft, node: JsonNode, id: string): void {
  const type = stringOf(draft.body, memberOf(node, 'type')) ?? 'message';
  if (type === 'message' || (memberOf(node, 'role') && memberOf(node, 'content'))) {
    readMessage(draft, node, id);
    return;
  }
  const tools = memberOf(node, 'tools');
  if (type === 'additional_tools' && tools?.type === 'array') {
    readTools(draft, tools, `${id}.tools`);
    return;
  }
  const isOutput = type.endsWith('_output');
  const before = draft.parts.length;
  if (isOutput) readOutput(draft, node, id, callOf(draft, callIdOf(draft, node)));
  else if (type.endsWith('_call')) readCall(draft, node, id, type);
  if (draft.parts.length === before) {
    addRaw(draft, node, { id, kind: 'opaque', role: isOutput ? 'tool' : 'assistant' });
  }
  endMessage(draft, isOutput ? 'tool' : 'assistant');
}

function readCall(draft: Draft, node: JsonNode, id: string, type: string): void {
  const [key, input] = inputOf(node) ?? [];
  if (key === undefined || !input) return;
  const name = stringOf(draft.body, memberOf(node, 'name')) ?? type.slice(0, -'_call'.length);
  const tool = readCallInput(draft, input, `${id}.${key}`, { callId: callIdOf(draft, node), name });
  if (isOfProgram(draft, node)) draft.programs.add(tool.callId);
  // What a provider's own tool answered stands in the call itself: the model has read it by the time that it comes.
  if (memberOf(node, 'output')) readOutput(draft, node, id, tool, { editable: false });
}

function inputOf(node: JsonNode): readonly [string, JsonNode] | undefined {
  for (const key of CALL_INPUTS) {
    const input = memberOf(node, key);
    if (input?.type === 'string' || input?.type === 'object') return [key, input];
  }
  return undefined;
}

function readOutput(
  draft: Draft,
  node: JsonNode,
  id: string,
  call: ToolRef,
  how: { readonly editable?: boolean } = {},
): void {
  const output = memberOf(node, 'output');
  const place = `${id}.output`;
  const tool = hasFailed(draft, node) ? { ...call, isError: true } : call;
  const isSaidToProgram = draft.programs.has(call.callId) || isOfProgram(draft, node);
  const words = { role: 'tool', kind: 'tool_result', tool, ...(isSaidToProgram ? TO_PROGRAM : how) } as const;
  if (output?.type === 'object') addRaw(draft, output, { id: place, ...words, kind: 'opaque' });
  if (output?.type === 'string') readContent(draft, output, place, words);
  if (output?.type !== 'array') return;
  for (const [index, block] of output.items.entries()) {
    if (isScriptStatus(draft, block)) {
      addRaw(draft, block, { id: `${place}.${index}`, ...words, kind: 'opaque' });
      continue;
    }
    const streams = STREAMS.filter((key) => memberOf(block, key)?.type === 'string');
    for (const key of streams) {
      addString(draft, memberOf(block, key)!, { id: `${place}.${index}.${key}`, ...words });
    }
    if (streams.length === 0) readBlock(draft, block, `${place}.${index}`, words);
  }
}

/** What Codex says of a script that it ran, before what that printed. */
const SCRIPT_STATUS =
  /^Script (completed|failed|running|terminated)[^\n]{0,100}\nWall time [^\n]{1,50}\nOutput:\n$/;

function isScriptStatus({ body }: Draft, block: JsonNode): boolean {
  return SCRIPT_STATUS.test(stringOf(body, memberOf(block, 'text')) ?? '');
}

function hasFailed({ body }: Draft, node: JsonNode): boolean {
  const error = memberOf(node, 'error');
  if (error && error.type !== 'null') return true;
  const output = memberOf(node, 'output');
  const first = output?.type === 'array' ? memberOf(output.items[0], 'text') : undefined;
  const [, status] = SCRIPT_STATUS.exec(stringOf(body, first) ?? '') ?? [];
  return status === 'failed' || stringOf(body, memberOf(node, 'status')) === 'failed';
}

function callIdOf({ body }: Draft, node: JsonNode): string {
  return stringOf(body, memberOf(node, 'call_id')) ?? stringOf(body, memberOf(node, 'id')) ?? '';
}
