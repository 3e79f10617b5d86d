import { isIP } from 'node:net';

/** What a machine calls itself, as in a `Host` header. */
export const LOOPBACK_NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Whether only this machine reaches what listens there. */
export function isLoopback(host: string): boolean {
  return (
    host.toLowerCase() === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
  );
}

/** Whether an address means every interface of the machine, whose names cannot be known. */
export function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::' || host === '';
}

/** A host as it stands by itself: IPv6 without the brackets that it has in a URL. */
export function fromUrl(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** A host as it stands in a URL or a `Host` header: IPv6 in brackets. */
export function inUrl(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host.toLowerCase();
}
