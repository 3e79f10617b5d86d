import type { Rewritten } from './exchange.js';
import { endToEnd } from './hop-by-hop.js';

/** Where clients put what they prove themselves with. */
const CREDENTIALS = new Set(['authorization', 'x-api-key', 'api-key']);

/** The header fields of a request as it leaves: name, value, name, value … `Host` is left to the connection. */
export function requestFields(
  raw: readonly string[],
  sent: {
    /** Go out in place of the client's own. */
    readonly credentials: Readonly<Record<string, string>> | undefined;
    /** Go out in place of the client's of the same names. */
    readonly headers?: Readonly<Record<string, string>> | undefined;
    /** Length of another body than the one that came, in bytes. */
    readonly newLength?: number | undefined;
  },
): string[] {
  const { credentials, headers = {}, newLength } = sent;
  const fields = endToEnd(
    raw,
    (name) =>
      name === 'host' ||
      name === 'expect' ||
      name.startsWith('x-ctxopt-') ||
      Object.hasOwn(headers, name) ||
      (newLength !== undefined && (name === 'content-length' || name === 'content-encoding')) ||
      (credentials !== undefined && CREDENTIALS.has(name)),
  );
  if (newLength !== undefined) fields.push('Content-Length', String(newLength));
  for (const [name, value] of Object.entries({ ...headers, ...credentials })) fields.push(name, value);
  return fields;
}

/** What the proxy adds to the head of a response. */
export function addedFields(id: string, rewritten: Rewritten | undefined, overhead: number): string[] {
  const fields = ['x-ctxopt-request-id', id];
  if (!rewritten) return fields;
  const { tokensBefore, tokensAfter, passes } = rewritten;
  if (tokensBefore !== undefined) fields.push('x-ctxopt-tokens-before', String(tokensBefore));
  if (tokensAfter !== undefined) fields.push('x-ctxopt-tokens-after', String(tokensAfter));
  if (tokensBefore !== undefined && tokensAfter !== undefined) {
    fields.push('x-ctxopt-saved', String(tokensBefore - tokensAfter));
  }
  fields.push('x-ctxopt-passes', passes.join(','), 'x-ctxopt-overhead-ms', overhead.toFixed(1));
  return fields;
}
