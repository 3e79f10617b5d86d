import { documentStart, itemsAt, membersAt, skipSpace, skipValue, stringAt } from './scan-json.js';

export type Dialect = 'anthropic' | 'openai';

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

/**
 * Whose request a body looks like, undefined if it looks like none. JSON with a member `messages` is one only if their
 * first item has a `role`, or if the members beside it are a request's. Lenient, so that a malformed request is told as
 * such instead of being taken for text.
 */
export function requestDialect(body: string): Dialect | undefined {
  const start = documentStart(body);
  const root = membersAt(body, start);
  const messages = root.get('messages');
  if (messages === undefined || !isRequest(body, root, messages) || hasNextLine(body, start))
    return undefined;
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

/** Whether another object follows the first: a log of requests, one a line, is not a request. */
function hasNextLine(body: string, start: number): boolean {
  return body[skipSpace(body, skipValue(body, start, body.length), body.length)] === '{';
}

/** Whether an array of messages begins at `open`, to judge by its first item. */
export function looksLikeMessages(body: string, open: number): boolean {
  for (const first of itemsAt(body, open))
    return stringAt(body, membersAt(body, first).get('role')) !== undefined;
  return false;
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
