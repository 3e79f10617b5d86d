import { setTimeout as sleep } from 'node:timers/promises';
import { Client, request } from 'undici';
import type { Log } from '../log.js';
import { fromUrl, isLoopback } from '../net/loopback.js';
import { connectThrough } from './connect-through.js';
import type { HttpProxyOf } from './http-proxy.js';
import { timedSignal } from './timed-signal.js';

export interface PostOptions {
  readonly log: Log;
  /** Ends waiting and trying. */
  readonly signal: AbortSignal;
  /** For one try, in milliseconds. Default: 5,000. */
  readonly timeout?: number;
  /** Milliseconds before each further try. Default: 1,000, then 4,000. */
  readonly waits?: readonly number[];
  /** The proxy that another machine is reached through; without it, none. */
  readonly proxyOf?: HttpProxyOf;
}

/**
 * Why a webhook is not called; undefined if it may be.
 * @param allowInsecure whether `http` to other machines may be used, where others can read what is sent
 */
export function webhookProblem(url: string, allowInsecure: boolean): string | undefined {
  if (!URL.canParse(url)) return 'it is no URL';
  const { protocol, hostname, username, password } = new URL(url);
  if (username !== '' || password !== '') return 'its URL holds credentials';
  if (protocol === 'https:') return undefined;
  if (protocol !== 'http:') return 'it is no http(s) URL';
  const isOwn = isLoopback(fromUrl(hostname));
  return isOwn || allowInsecure ? undefined : 'it is not https, and not on this machine';
}

/**
 * Posts JSON, and tries again where that may help: the network failed, or the answer is 408, 429 or 5xx. Redirects are not
 * followed. Never rejects: what did not work is logged, without the path, which may hold a secret.
 * @returns whether it was taken
 */
export async function postJson(
  url: string,
  body: unknown,
  { log, signal, timeout = 5_000, waits = [1_000, 4_000], proxyOf = () => undefined }: PostOptions,
): Promise<boolean> {
  const text = JSON.stringify(body);
  const { origin, host } = new URL(url);
  const proxy = proxyOf(origin);
  const open = () => new Client(origin, proxy ? { connect: connectThrough(proxy, timeout) } : {});
  for (let tried = 0; ; tried++) {
    const timed = timedSignal(signal, timeout);
    const client = open();
    const outcome = await tryOnce(client, url, text, timed.signal);
    timed.stop();
    await client.destroy();
    if (outcome === 'taken') return true;
    const wait = waits[tried];
    if (wait === undefined || signal.aborted || !outcome.mayHelp) {
      log.warn('a webhook was not reached', { host, reason: outcome.reason });
      return false;
    }
    await sleep(wait, undefined, { signal }).catch(() => {});
  }
}

type Outcome = 'taken' | { readonly reason: string; readonly mayHelp: boolean };

async function tryOnce(dispatcher: Client, url: string, body: string, signal: AbortSignal): Promise<Outcome> {
  try {
    const headers = { 'content-type': 'application/json', 'user-agent': 'ctxopt' };
    const { statusCode } = await request(url, { method: 'POST', headers, body, signal, dispatcher });
    if (statusCode >= 200 && statusCode < 300) return 'taken';
    const mayHelp = statusCode === 408 || statusCode === 429 || statusCode >= 500;
    return { reason: `status ${statusCode}`, mayHelp };
  } catch (thrown) {
    const { code, name } = thrown as Error & { readonly code?: unknown };
    return { reason: typeof code === 'string' ? code : name, mayHelp: true };
  }
}
