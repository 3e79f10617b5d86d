import type { Context, Message, Part, PartKind, Role, Source, ToolRef } from '../context/context.js';
import type { CtxoptError } from '../errors.js';
import { invalidInput } from './invalid-input.js';
import { type JsonNode, memberOf, stringOf } from './parse-json.js';

/** A context that is being read from a body. Mutable; it never leaves the room. */
export interface Draft {
  readonly body: string;
  readonly messages: Message[];
  /** Parts of the message that is being read. */
  parts: Part[];
  /** Tool calls seen so far, by id: a result takes name and input from its call. */
  readonly calls: Map<string, ToolRef>;
  /** Ids of the calls among them that a program made: it reads the results itself, and the model never sees them. */
  readonly programs: Set<string>;
  /** Parts of all finished messages. */
  finished: number;
  frozen: number;
}

export interface PartLabel {
  readonly id: string;
  readonly kind: PartKind;
  readonly role: Role;
  /** Default true for strings. */
  readonly editable?: boolean;
  readonly tool?: ToolRef;
}

export function newDraft(body: string): Draft {
  return { body, messages: [], parts: [], calls: new Map(), programs: new Set(), finished: 0, frozen: 0 };
}

/** A string of the body as a part. */
export function addString(draft: Draft, node: JsonNode, label: PartLabel): void {
  const text = stringOf(draft.body, node);
  if (text === undefined) throw wrong(draft, node, label.id, 'a string');
  add(draft, node, text, 'json-string', label);
}

/** A string of JSON that is itself a string of the body as a part; `node` is where its literal stands in the body. */
export function addNested(draft: Draft, node: JsonNode, text: string, label: PartLabel): void {
  add(draft, node, text, 'json-string-in-json-string', label);
}

/** Any value of the body as a part that is read only, its text the JSON as it stands. */
export function addRaw(draft: Draft, node: JsonNode, label: PartLabel): void {
  add(draft, node, draft.body.slice(node.start, node.end), 'raw', { ...label, editable: false });
}

function add(
  draft: Draft,
  { start, end }: JsonNode,
  text: string,
  encoding: Source['encoding'],
  { id, kind, role, editable = true, tool }: PartLabel,
): void {
  const source = { start, end, text, encoding };
  draft.parts.push({ id, kind, role, text, source, editable, ...(tool ? { tool } : {}) });
}

/** Everything read so far is held by a prompt cache. */
export function freeze(draft: Draft): void {
  draft.frozen = draft.finished + draft.parts.length;
}

export function endMessage(draft: Draft, role: Role): void {
  // A copy is as long as what is in it; an array that grew is longer, which counts a million times.
  draft.messages.push({ role, parts: draft.parts.slice() });
  draft.finished += draft.parts.length;
  draft.parts = [];
}

/** The finished context. */
export function contextOf(draft: Draft, format: string, model?: string): Context {
  return { format, ...(model ? { model } : {}), messages: draft.messages, frozen: draft.frozen };
}

/** A member that must be there. `id` is its holder's, `expected` says what it should be. */
export function memberOrThrow(
  draft: Draft,
  node: JsonNode,
  key: string,
  id: string,
  expected: string,
): JsonNode {
  if (node.type !== 'object') throw wrong(draft, node, id, 'an object');
  const value = memberOf(node, key);
  if (value) return value;
  throw invalidInput(draft.body, node.start, `${placeOf(id)} has no "${key}"; ${expected} was expected`);
}

/** A member that must be there and be a string: its value. */
export function stringOrThrow(draft: Draft, node: JsonNode, key: string, id: string): string {
  const value = memberOrThrow(draft, node, key, id, 'a string');
  const text = stringOf(draft.body, value);
  if (text === undefined) throw wrong(draft, value, `${id}.${key}`, 'a string');
  return text;
}

/** The error for a value that is not what its place asks for. `id` as in {@link Part}, e.g. `messages.3.content`. */
export function wrong(draft: Draft, node: JsonNode, id: string, expected: string): CtxoptError {
  return invalidInput(
    draft.body,
    node.start,
    `${placeOf(id)} is ${NAMES[node.type]}; ${expected} was expected`,
  );
}

const NAMES: Readonly<Record<JsonNode['type'], string>> = {
  object: 'an object',
  array: 'an array',
  string: 'a string',
  number: 'a number',
  boolean: 'a boolean',
  null: 'null',
};

/** `messages.3.content.0` as `messages[3].content[0]`. */
function placeOf(id: string): string {
  return id.replace(/\.(\d+)(?=\.|$)/g, '[$1]');
}
