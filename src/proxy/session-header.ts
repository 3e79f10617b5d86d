import type { IncomingHttpHeaders } from 'node:http';

/** Fields in which clients name their session, our own first. */
const FIELDS = [
  'x-ctxopt-session',
  'x-claude-code-session-id',
  'x-session-id',
  'session-id',
  'session_id',
  'conversation_id',
];
const MOST_LETTERS = 200;

/** The session that a request's headers name, if they do. */
export function sessionHeader(headers: IncomingHttpHeaders): string | undefined {
  for (const field of FIELDS) {
    const value = headers[field];
    if (typeof value === 'string' && value !== '' && value.length <= MOST_LETTERS) return value;
  }
  return undefined;
}
