import { documentStart, itemsAt, membersAt, skipSpace, skipValue, stringAt } from './scan-json.js';

export type Dialect = 'anthropic' | 'openai' | 'openai-responses';

/** Fields and roles that only OpenAI's API has. */
const OPENAI_FIELDS = [
  'max_completion_tokens',
  'frequency_penalty',
  'presence_penalty',
  'response_format',
  'stream_options',
  'parallel_tool_calls',
  'reasoning_effort',
  'functions',
];
const OPENAI_ROLES = ['tool', 'developer', 'function'];

/** Fields that tell a request whose `messages` are malformed from other JSON. */
const REQUEST_FIELDS = ['max_tokens', 'max_completion_tokens', 'system', 'tools', 'stream', 'temperature'];

/** Fields of OpenAI's Responses API that tell its requests from other JSON with `model` and `input`. */
const RESPONSES_FIELDS = [
  'instructions',
  'previous_response_id',
  'max_output_tokens',
  'tools',
  'stream',
  'store',
  'include',
  'reasoning',
  'prompt_cache_key',
];
/** Fields of OpenAI's other requests with an `input`: speech and embeddings. */
const OTHER_FIELDS = ['voice', 'encoding_format', 'dimensions'];

/**
 * Whose request a body looks like, undefined if it looks like none. JSON with a member `messages` is one only if their
 * first item has a `role`, or if the members beside it are a request's; JSON with `input`, only if that or what stands
 * beside it is as in OpenAI's Responses API. Lenient, so that a malformed request is told as
 * such instead of being taken for text.
 */
export function requestDialect(body: string): Dialect | undefined {
  const start = documentStart(body);
  const root = membersAt(body, start);
  const messages = root.get('messages');
  if (messages === undefined) {
    return isResponses(body, root) && !hasNextLine(body, start) ? 'openai-responses' : undefined;
  }
  if (!isRequest(body, root, messages) || hasNextLine(body, start)) return undefined;
  if (OPENAI_FIELDS.some((field) => root.has(field))) return 'openai';
  for (const tool of itemsAt(body, root.get('tools') ?? body.length)) {
    return membersAt(body, tool).has('function') ? 'openai' : 'anthropic';
  }
  if (root.has('system')) return 'anthropic';
  return messagesDialect(body, messages);
}

function isRequest(body: string, root: ReadonlyMap<string, number>, messages: number): boolean {
  if (looksLikeMessages(body, messages)) return true;
  return root.has('model') && (body[messages] === '[' || REQUEST_FIELDS.some((field) => root.has(field)));
}

/**
 * A request of the Responses API: `input` is an array that begins with a message or an item, or there is a model and
 * fields of that API. A model and a string alone are also what embeddings are asked with: taken for a request, because
 * then the string is a user's words and stays as it is.
 */
function isResponses(body: string, root: ReadonlyMap<string, number>): boolean {
  const input = root.get('input');
  if (input === undefined) return false;
  if (looksLikeItems(body, input)) return true;
  if (!root.has('model') || OTHER_FIELDS.some((field) => root.has(field))) return false;
  if (RESPONSES_FIELDS.some((field) => root.has(field))) return true;
  return body[input] === '"' && root.size === 2;
}

function looksLikeItems(body: string, open: number): boolean {
  for (const first of itemsAt(body, open)) {
    const item = membersAt(body, first);
    if (stringAt(body, item.get('role')) !== undefined) return item.has('content');
    return ITEM.test(stringAt(body, item.get('type')) ?? '');
  }
  return false;
}

/** The types of items that an array may begin with; `message` has a role. */
const ITEM = /^(?:\w+_call(?:_output)?|reasoning|item_reference|compaction)$/;

/** Whether another object follows the first: a log of requests, one a line, is not a request. */
function hasNextLine(body: string, start: number): boolean {
  return body[skipSpace(body, skipValue(body, start, body.length), body.length)] === '{';
}

/** Whether an array of messages begins at `open`, to judge by its first item. */
export function looksLikeMessages(body: string, open: number): boolean {
  for (const first of itemsAt(body, open)) return isMessageAt(body, first);
  return false;
}

/** Whether the value at `at` is an object with a role. */
export function isMessageAt(body: string, at: number): boolean {
  return stringAt(body, membersAt(body, at).get('role')) !== undefined;
}

function messagesDialect(body: string, open: number): Dialect {
  let first = true;
  for (const item of itemsAt(body, open)) {
    const message = membersAt(body, item);
    const role = stringAt(body, message.get('role')) ?? '';
    if (message.has('tool_calls') || OPENAI_ROLES.includes(role)) return 'openai';
    if (first && role === 'system') return 'openai';
    first = false;
  }
  return 'anthropic';
}
