import type { IncomingHttpHeaders } from 'node:http';
import { inUrl, isWildcard, LOOPBACK_NAMES } from '../net/loopback.js';

/** What is wrong with where a request comes from, or is addressed to; undefined if nothing is. */
export type AddressGuard = (
  headers: IncomingHttpHeaders,
  authority: string | undefined,
) => string | undefined;

/**
 * Against pages in a browser that use a local server, under its own name or under one of theirs (DNS rebinding): the
 * host that is called must be the one that was bound or a loopback name, and so must `Origin` where there is one.
 * Bound to every interface, any host is taken: there a key is demanded, which such a page does not know.
 */
export function addressGuard(host: string): AddressGuard {
  const names = new Set([...LOOPBACK_NAMES, inUrl(host)]);
  const isForeign = (authority: string) => !names.has(nameOf(authority));
  return (headers, authority = headers.host ?? '') => {
    if (!isWildcard(host) && isForeign(authority)) return 'This host is not served here.';
    const { origin } = headers;
    if (origin !== undefined && isForeign(origin.replace(/^https?:\/\//, ''))) {
      return 'Pages from elsewhere may not call this.';
    }
    return headers['sec-fetch-site'] === 'cross-site' ? 'Pages from elsewhere may not call this.' : undefined;
  };
}

/** `name:port` without the port, in lower case; what is no such thing stays as it is, and is no known name. */
function nameOf(authority: string): string {
  return authority.replace(/:\d*$/, '').toLowerCase();
}
