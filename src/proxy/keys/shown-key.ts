import type { IncomingHttpHeaders } from 'node:http';
import { KEY_PREFIX } from './new-key.js';

/** What a request proves itself with. */
export interface ShownKey {
  /** A key of the proxy's own, to judge by its form. */
  readonly own?: string;
  /** Whether anything is shown at all. */
  readonly isAny: boolean;
}

/** Looks where the clients of each provider put their key. */
export function shownKey(headers: IncomingHttpHeaders): ShownKey {
  const bearer = /^\s*bearer\s+(\S+)\s*$/i.exec(headers.authorization ?? '')?.[1];
  const shown = [headers['x-api-key'], headers['api-key'], bearer].flat().filter((key) => key !== undefined);
  const own = shown.find((key) => key.startsWith(KEY_PREFIX));
  return {
    ...(own === undefined ? {} : { own }),
    isAny: shown.length > 0 || headers.authorization !== undefined,
  };
}
