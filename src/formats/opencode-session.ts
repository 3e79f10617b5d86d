import {
  addRaw,
  addString,
  contextOf,
  type Draft,
  endMessage,
  memberOrThrow,
  newDraft,
  wrong,
} from './draft.js';
import type { Format } from './format.js';
import { isTrue, type JsonNode, memberOf, parseJson, stringOf } from './parse-json.js';
import { readResult } from './read-result.js';
import { readCallInput } from './read-tool.js';
import { documentStart, itemsAt, membersAt } from './scan-json.js';
import { splice } from './splice.js';

const MEMBERS: ReadonlySet<string> = new Set([
  'messages',
  'info',
  'model',
  'parts',
  'state',
  'time',
  'attachments',
]);

/**
 * What `opencode export` writes of a session: `info` and `messages`, each of an `info` and `parts`. A `tool` part is
 * the call and its result in one. Snapshots, steps, patches and a tool's `metadata` are for the client's own use and
 * stay as they are; the system prompt and the tools are not in the file.
 *
 * The context is what the window holds: a compaction begins it anew with its summary and the last messages before it
 * that it spared, and an output that was pruned (`time.compacted`) is no longer in it.
 */
export const opencodeSession: Format = {
  name: 'opencode-session',
  title: 'an opencode session',
  detect(body) {
    const root = membersAt(body, documentStart(body));
    const messages = root.get('messages');
    if (messages === undefined || !root.has('info')) return false;
    for (const first of itemsAt(body, messages)) {
      const message = membersAt(body, first);
      return message.has('info') && message.has('parts');
    }
    return membersAt(body, root.get('info')!).has('projectID');
  },
  decode(body) {
    const draft = newDraft(body);
    const root = parseJson(body, { into: MEMBERS });
    const messages = memberOrThrow(draft, root, 'messages', 'The body', 'an array of messages');
    if (messages.type !== 'array') throw wrong(draft, messages, 'messages', 'an array of messages');
    let model: string | undefined;
    for (const index of windowOf(body, messages.items)) {
      const message = messages.items[index]!;
      readSessionMessage(draft, message, `messages.${index}`);
      model = modelOf(body, memberOf(message, 'info')) ?? model;
    }
    return contextOf(draft, 'opencode-session', model);
  },
  encode: splice,
};

/** The indexes of the messages that the window holds, in its order. */
function windowOf(body: string, messages: readonly JsonNode[]): readonly number[] {
  const all = [...messages.keys()];
  const indexOf = new Map(all.map((index) => [infoText(body, messages[index]!, 'id'), index]));
  const summary = messages.findLastIndex((message) => {
    const info = memberOf(message, 'info');
    return isTrue(body, memberOf(info, 'summary')) && memberOf(info, 'finish') && !memberOf(info, 'error');
  });
  const request = indexOf.get(infoText(body, messages[summary], 'parentID'));
  if (request === undefined || request >= summary) return all;
  const spared = partsIn(messages[request]!).map((part) => stringOf(body, memberOf(part, 'tail_start_id')));
  const tail = indexOf.get(spared.find((id) => id !== undefined)) ?? request;
  return [
    ...all.slice(request, summary + 1),
    ...all.slice(Math.min(tail, request), request),
    ...all.slice(summary + 1),
  ];
}

function readSessionMessage(draft: Draft, message: JsonNode, id: string): void {
  const role = infoText(draft.body, message, 'role') === 'assistant' ? 'assistant' : 'user';
  for (const [index, part] of partsIn(message).entries()) {
    const place = `${id}.parts.${index}`;
    const text = memberOf(part, 'text');
    switch (stringOf(draft.body, memberOf(part, 'type'))) {
      case 'text':
        if (!text || isTrue(draft.body, memberOf(part, 'ignored'))) break;
        addString(draft, text, { id: `${place}.text`, kind: 'text', role });
        break;
      case 'reasoning':
        if (text) addString(draft, text, { id: `${place}.text`, kind: 'opaque', role, editable: false });
        break;
      case 'file':
        if (isSpelledOut(draft.body, part)) break;
        addRaw(draft, part, { id: place, kind: 'opaque', role });
        break;
      case 'tool':
        readTool(draft, part, place);
        break;
    }
  }
  endMessage(draft, role);
}

/** A text or a folder that a user attached: parts of their own tell what is in it. */
function isSpelledOut(body: string, file: JsonNode): boolean {
  const mime = stringOf(body, memberOf(file, 'mime'));
  return mime === 'text/plain' || mime === 'application/x-directory';
}

function readTool(draft: Draft, part: JsonNode, id: string): void {
  const { body } = draft;
  const state = memberOf(part, 'state');
  const input = memberOf(state, 'input');
  const call = {
    callId: stringOf(body, memberOf(part, 'callID')) ?? '',
    name: stringOf(body, memberOf(part, 'tool')) ?? '',
  };
  const tool = input ? readCallInput(draft, input, `${id}.state.input`, call) : call;
  if (memberOf(memberOf(state, 'time'), 'compacted')) return;
  const isError = stringOf(body, memberOf(state, 'status')) === 'error';
  const key = isError ? 'error' : 'output';
  const output = memberOf(state, key);
  const words = { role: 'tool', tool: isError ? { ...tool, isError } : tool } as const;
  if (output?.type === 'string') {
    readResult(draft, output, { id: `${id}.state.${key}`, kind: 'tool_result', ...words });
  }
  const attachments = memberOf(state, 'attachments');
  if (attachments?.type !== 'array') return;
  for (const [index, file] of attachments.items.entries()) {
    addRaw(draft, file, { id: `${id}.state.attachments.${index}`, kind: 'opaque', ...words });
  }
}

function partsIn(message: JsonNode): readonly JsonNode[] {
  const parts = memberOf(message, 'parts');
  return parts?.type === 'array' ? parts.items : [];
}

/** An assistant's message names its model, a user's the one that is to answer. */
function modelOf(body: string, info: JsonNode | undefined): string | undefined {
  return stringOf(body, memberOf(info, 'modelID') ?? memberOf(memberOf(info, 'model'), 'modelID'));
}

function infoText(body: string, message: JsonNode | undefined, key: string): string | undefined {
  return stringOf(body, memberOf(memberOf(message, 'info'), key));
}
