import type { IncomingHttpHeaders } from 'node:http';
import { KEY_PREFIX } from './new-key.js';

/** What a request proves itself with. */
export interface ShownKey {
  /** A key of the proxy's own, to judge by its form. */
  readonly own: string | undefined;
  /** Whether anything is shown at all. */
  readonly isAny: boolean;
}

/** Looks where the clients of each provider put their key. */
export function shownKey(headers: IncomingHttpHeaders): ShownKey {
  const { authorization, 'x-api-key': key, 'api-key': other } = headers;
  const bearer = authorization && /^\s*bearer\s+(\S+)\s*$/i.exec(authorization)?.[1];
  return {
    own: [key, other, bearer].find(isOwn),
    isAny: key !== undefined || other !== undefined || authorization !== undefined,
  };
}

function isOwn(shown: string | readonly string[] | undefined): shown is string {
  return typeof shown === 'string' && shown.startsWith(KEY_PREFIX);
}
