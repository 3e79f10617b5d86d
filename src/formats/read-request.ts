import type { Context } from '../context/context.js';
import { contextOf, type Draft, endMessage, freeze, memberOrThrow, newDraft, wrong } from './draft.js';
import { type JsonNode, memberOf, parseJson, stringOf } from './parse-json.js';
import { MESSAGE_MEMBERS, readContent, readMessage } from './read-message.js';
import { readToolDefinition } from './read-tool.js';

const REQUEST_MEMBERS: ReadonlySet<string> = new Set([
  ...MESSAGE_MEMBERS,
  'tools',
  'functions',
  'system',
  'messages',
]);

/**
 * Reads the body of a request. Parts come in the order in which providers build the prompt and its cache, whatever
 * the order of the keys: tools, system, messages.
 * @throws CtxoptError `invalid_input` naming the place
 */
export function readRequest(body: string, format: string): Context {
  const root = parseJson(body, { into: REQUEST_MEMBERS });
  const draft = newDraft(body);
  if (root.type !== 'object') throw wrong(draft, root, 'The body', 'an object with "messages"');
  for (const key of ['tools', 'functions']) readTools(draft, memberOf(root, key), key);
  readSystem(draft, memberOf(root, 'system'));
  readMessages(draft, memberOrThrow(draft, root, 'messages', 'The body', 'an array of messages'));
  if (memberOf(root, 'cache_control')?.type === 'object') freeze(draft);
  return contextOf(draft, format, stringOf(body, memberOf(root, 'model')));
}

function readMessages(draft: Draft, messages: JsonNode): void {
  if (messages.type !== 'array') throw wrong(draft, messages, 'messages', 'an array of messages');
  for (const [index, message] of messages.items.entries()) readMessage(draft, message, `messages.${index}`);
}

/** Reads the definitions of tools, in any dialect. */
export function readTools(draft: Draft, tools: JsonNode | undefined, key: string): void {
  if (!tools || tools.type === 'null') return;
  if (tools.type !== 'array') throw wrong(draft, tools, key, 'an array of tool definitions');
  for (const [index, tool] of tools.items.entries()) {
    readToolDefinition(draft, tool, `${key}.${index}`);
    if (memberOf(tool, 'cache_control')?.type === 'object') freeze(draft);
  }
  endMessage(draft, 'system');
}

function readSystem(draft: Draft, system: JsonNode | undefined): void {
  if (!system || system.type === 'null') return;
  readContent(draft, system, 'system', { role: 'system', kind: 'system' });
  endMessage(draft, 'system');
}
