import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { hostHeaderValidation, originValidation } from '@modelcontextprotocol/node';
import { CtxoptError } from '../errors.js';
import { inUrl, isLoopback, isWildcard, LOOPBACK_NAMES } from '../net/loopback.js';

/** Shortest token that is taken, in characters. */
const TOKEN_LENGTH = 32;

/** Answers a request itself, with 403, and returns false if it must go no further. */
export type Guard = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Against pages that reach a local server through a name of their own (DNS rebinding): `Host` must be the host that
 * was bound or a loopback name, and so must `Origin` wherever a browser sends one. Bound to every interface, any
 * `Host` is taken, because there the token guards, which such a page cannot know.
 */
export function addressGuard(host: string): Guard {
  const names = [...LOOPBACK_NAMES, inUrl(host)];
  const guardHost: Guard = isWildcard(host) ? () => true : hostHeaderValidation(names);
  const guardOrigin = originValidation(names);
  return (request, response) => guardHost(request, response) && guardOrigin(request, response);
}

/**
 * Whether a request carries the token that is demanded; without a token every request does.
 * @throws CtxoptError `invalid_input` if the host is to be reached from other machines and no good token is set
 */
export function tokenCheck(host: string, token: string | undefined): (request: IncomingMessage) => boolean {
  if (token === undefined && isLoopback(host)) return () => true;
  if (token === undefined || token.length < TOKEN_LENGTH) {
    const what = token === undefined ? 'is not set' : `has ${token.length} characters`;
    throw new CtxoptError(
      'invalid_input',
      `CTXOPT_HTTP_TOKEN ${what}, and ${host} is served only with one of ${TOKEN_LENGTH} or more.`,
      'Set it, for instance to the output of: openssl rand -hex 32',
    );
  }
  const expected = digest(token);
  return ({ headers }) => {
    const given = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
    // Digests are of one length, so that the comparison's time tells nothing of the token's.
    return given !== undefined && timingSafeEqual(digest(given), expected);
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
