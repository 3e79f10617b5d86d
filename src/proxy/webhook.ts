import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.js';
import { isLoopback } from '../net/loopback.js';
import { timedSignal } from './timed-signal.js';

export interface PostOptions {
  readonly log: Log;
  /** Ends waiting and trying. */
  readonly signal: AbortSignal;
  /** For one try, in milliseconds. Default: 5,000. */
  readonly timeout?: number;
  /** Milliseconds before each further try. Default: 1,000, then 4,000. */
  readonly waits?: readonly number[];
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
  const isOwn = isLoopback(hostname.replace(/^\[|\]$/g, ''));
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
  { log, signal, timeout = 5_000, waits = [1_000, 4_000] }: PostOptions,
): Promise<boolean> {
  const text = JSON.stringify(body);
  for (let tried = 0; ; tried++) {
    const timed = timedSignal(signal, timeout);
    const outcome = await tryOnce(url, text, timed.signal);
    timed.stop();
    if (outcome === 'taken') return true;
    const wait = waits[tried];
    if (wait === undefined || signal.aborted || !outcome.mayHelp) {
      log.warn('a webhook was not reached', { host: new URL(url).host, reason: outcome.reason });
      return false;
    }
    await sleep(wait, undefined, { signal }).catch(() => {});
  }
}

type Outcome = 'taken' | { readonly reason: string; readonly mayHelp: boolean };

async function tryOnce(url: string, body: string, signal: AbortSignal): Promise<Outcome> {
  try {
    const headers = { 'content-type': 'application/json', 'user-agent': 'ctxopt' };
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    await response.body?.cancel();
    if (response.ok) return 'taken';
    const { status } = response;
    return { reason: `status ${status}`, mayHelp: status === 408 || status === 429 || status >= 500 };
  } catch (thrown) {
    const code = thrown instanceof Error ? (thrown.cause as { code?: unknown } | undefined)?.code : undefined;
    const name = thrown instanceof Error ? thrown.name : 'failed';
    return { reason: typeof code === 'string' ? code : name, mayHelp: true };
  }
}
