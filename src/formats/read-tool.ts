import type { ToolRef } from '../context/context.js';
import { addRaw, addString, type Draft, memberOrThrow, stringOrThrow, wrong } from './draft.js';
import { type JsonNode, memberOf, parseJson, stringOf } from './parse-json.js';
import { scriptCall } from './script-call.js';

/** An Anthropic `tool_use` block: its input becomes a part. */
export function readToolUse(draft: Draft, block: JsonNode, id: string): void {
  const callId = stringOrThrow(draft, block, 'id', id);
  const name = stringOrThrow(draft, block, 'name', id);
  const input = memberOrThrow(draft, block, 'input', id, 'an object');
  if (isOfProgram(draft, block)) draft.programs.add(callId);
  readCallInput(draft, input, `${id}.input`, { callId, name });
}

/**
 * What a tool was asked, as JSON or as a string of it: becomes a part.
 * @returns the call, which results find by its id from now on
 */
export function readCallInput(draft: Draft, input: JsonNode, id: string, call: ToolRef): ToolRef {
  const isString = input.type === 'string';
  const said = isString ? (stringOf(draft.body, input) ?? '') : '';
  const parsed = isString
    ? argumentsOf(said)
    : input.type === 'object' && objectOf(draft.body.slice(input.start, input.end));
  const tool = parsed ? { ...call, input: parsed } : (scriptCall(said, call) ?? call);
  if (call.callId) draft.calls.set(call.callId, tool);
  const label = { id, kind: 'tool_call', role: 'assistant', editable: false, tool } as const;
  if (isString) addString(draft, input, label);
  else addRaw(draft, input, label);
  return tool;
}

/** The calls of an OpenAI assistant message: `tool_calls`, or the older `function_call`. */
export function readToolCalls(draft: Draft, message: JsonNode, id: string): void {
  const calls = memberOf(message, 'tool_calls');
  if (calls?.type === 'array') {
    for (const [index, call] of calls.items.entries()) readToolCall(draft, call, `${id}.tool_calls.${index}`);
  } else if (calls && calls.type !== 'null') throw wrong(draft, calls, `${id}.tool_calls`, 'an array');
  const single = memberOf(message, 'function_call');
  if (single?.type === 'object') draft.calls.set('', readToolCall(draft, single, `${id}.function_call`));
}

/** An item of OpenAI's `tool_calls`: the arguments' string becomes a part. */
function readToolCall(draft: Draft, node: JsonNode, id: string): ToolRef {
  const callId = stringOf(draft.body, memberOf(node, 'id')) ?? '';
  const custom = memberOf(node, 'custom');
  const wrapper = custom ? 'custom' : 'function';
  const target = custom ?? memberOf(node, 'function');
  const [holder, place] = target ? [target, `${id}.${wrapper}`] : [node, id];
  const name = stringOrThrow(draft, holder, 'name', place);
  const key = custom ? 'input' : 'arguments';
  const input = memberOrThrow(draft, holder, key, place, 'a string of JSON');
  if (input.type !== 'string') throw wrong(draft, input, `${place}.${key}`, 'a string of JSON');
  return readCallInput(draft, input, `${place}.${key}`, { callId, name });
}

/** The call that a result answers, as far as the body told of it. */
export function callOf(draft: Draft, callId: string): ToolRef {
  return draft.calls.get(callId) ?? { callId, name: '' };
}

/** The older `function_call` that a message answers: the last, as it has no id. */
export function functionCallOf({ calls }: Draft, name: string): ToolRef {
  const last = calls.get('');
  return last?.name === name ? last : { callId: '', name };
}

/** Whether code that the model wrote made a call, or is given a result, rather than the model itself. */
export function isOfProgram({ body }: Draft, node: JsonNode): boolean {
  const caller = stringOf(body, memberOf(memberOf(node, 'caller'), 'type'));
  return caller !== undefined && caller !== 'direct';
}

/** A definition in any dialect: Anthropic's `{ name }`, OpenAI's `{ function: { name } }` and `{ custom: { name } }`. */
export function readToolDefinition(draft: Draft, node: JsonNode, id: string): void {
  if (node.type !== 'object') throw wrong(draft, node, id, 'an object');
  const holder = memberOf(node, 'function') ?? memberOf(node, 'custom') ?? node;
  const name =
    stringOf(draft.body, memberOf(holder, 'name')) ?? stringOf(draft.body, memberOf(node, 'type')) ?? '';
  addRaw(draft, node, { id, kind: 'tool_definition', role: 'system', tool: { callId: '', name } });
}

function objectOf(json: string): Readonly<Record<string, unknown>> {
  return JSON.parse(json) as Record<string, unknown>;
}

const NOTHING: ReadonlySet<string> = new Set();

/** What a model wrote as arguments may be no JSON at all, or nested beyond reason: then there is no input. */
function argumentsOf(json: string): ToolRef['input'] {
  try {
    return parseJson(json, { into: NOTHING }).type === 'object' ? objectOf(json) : undefined;
  } catch {
    return undefined;
  }
}
