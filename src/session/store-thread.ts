import { Worker } from 'node:worker_threads';
import { CtxoptError } from '../errors.js';
import type { Store } from '../store/store.js';
import type { Reports } from './reports.js';
import type { StoreReply, StoreRequest, StoreWorkerData } from './store-worker.js';

export interface StoreThreadOptions {
  /** The database's path, or `:memory:`. */
  readonly location: string;
  /** Told once of each thing that goes wrong, with what to do. */
  readonly warn: (warning: string) => void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(reason: CtxoptError): void;
}

/**
 * The store and its reports, in a thread that starts with the first call: SQLite is synchronous, and hashing, packing
 * and writing twenty megabytes would hold up every other answer. If the thread dies, what it was asked is rejected with
 * `store_failed`, and the next call starts another.
 */
export function createStoreThread({ location, warn }: StoreThreadOptions): Store & Reports {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | undefined;
  let closed = false;
  let last = 0;

  function start(): Worker {
    const workerData: StoreWorkerData = { location };
    const worker = new Worker(new URL('./store-worker.js', import.meta.url), { workerData });
    worker.on('message', receive);
    worker.on('error', (cause) => fail(cause));
    worker.on('exit', () => fail());
    return worker;
  }

  function receive(reply: StoreReply): void {
    if ('warning' in reply) {
      warn(reply.warning);
      return;
    }
    const call = waiting.get(reply.id);
    waiting.delete(reply.id);
    // An idle store keeps no process running.
    if (waiting.size === 0) thread?.unref();
    if (reply.ok) call?.resolve(reply.value);
    else call?.reject(new CtxoptError(reply.code, reply.message, reply.hint));
  }

  function fail(cause?: unknown): void {
    thread = undefined;
    const why = cause instanceof Error ? `: ${cause.message}` : '';
    const failed = new CtxoptError('store_failed', `The thread of the store ended${why}.`, 'Try again.', {
      cause,
    });
    for (const { reject } of waiting.values()) reject(failed);
    waiting.clear();
  }

  function call<T>(method: StoreRequest['method'], ...args: readonly unknown[]): Promise<T> {
    if (closed) {
      return Promise.reject(new CtxoptError('store_failed', 'The store is closed.', 'Start ctxopt again.'));
    }
    return new Promise<T>((resolve, reject) => {
      thread ??= start();
      last += 1;
      const request: StoreRequest = { id: last, method, args };
      thread.postMessage(request);
      thread.ref();
      waiting.set(last, { resolve: resolve as Waiting['resolve'], reject });
    });
  }

  return {
    putOriginal: (text) => call('putOriginal', text),
    getOriginal: (prefix) => call('getOriginal', prefix),
    recordUsage: (event) => call('recordUsage', event),
    usage: (filter) => call('usage', filter),
    status: () => call('status'),
    summary: (filter, schemaTokens) => call('summary', filter, schemaTokens),
    recommendations: (filter) => call('recommendations', filter),
    history: (session) => call('history', session),
    async close() {
      if (thread) await call('close');
      closed = true;
      await thread?.terminate();
    },
  };
}
