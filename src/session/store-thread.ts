import { Worker } from 'node:worker_threads';
import { type Answer, largeBuffers, valueIn } from '../answer.js';
import { CtxoptError } from '../errors.js';
import type { Store } from '../store/store.js';
import type { RepoRankings } from './repo-rankings.js';
import type { Reports } from './reports.js';
import type { FileIndex, StoreReply, StoreRequest, StoreWorkerData } from './store-worker.js';

export interface StoreThreadOptions {
  /** The database's path, or `:memory:`. */
  readonly location: string;
  /** Told once of each thing that goes wrong, with what to do. */
  readonly warn: (warning: string) => void;
}

/** Bounds what is new in the thread's heap, in MiB: thousands of rows pass through it, and are waste at once. */
const YOUNG_HEAP = 8;

/** Bounds all of the heap, in MiB: graphs of the largest repositories take a tenth. The less, the sooner V8 collects what is waste. */
const HEAP = 1024;

/**
 * The store, its reports, and the index of repositories with its rankings, in a thread that starts with the first call: SQLite is synchronous, and hashing, packing
 * and writing twenty megabytes would hold up every other answer. If the thread dies, what it was asked is rejected with
 * `store_failed`, and the next call starts another.
 */
export function createStoreThread({
  location,
  warn,
}: StoreThreadOptions): Store & Reports & FileIndex & RepoRankings {
  /** Who waits for the answer to a request, by its id. */
  const waiting = new Map<number, (answer: Answer) => void>();
  let thread: Worker | undefined;
  let closed = false;
  let last = 0;

  function start(): Worker {
    const workerData: StoreWorkerData = { location };
    const resourceLimits = { maxOldGenerationSizeMb: HEAP, maxYoungGenerationSizeMb: YOUNG_HEAP };
    const worker = new Worker(new URL('./store-worker.js', import.meta.url), { workerData, resourceLimits });
    worker.on('message', receive);
    worker.on('error', (cause) => fail(worker, cause));
    worker.on('exit', () => fail(worker));
    return worker;
  }

  function receive(reply: StoreReply): void {
    if ('warning' in reply) {
      warn(reply.warning);
      return;
    }
    const settle = waiting.get(reply.id);
    waiting.delete(reply.id);
    // An idle store keeps no process running.
    if (waiting.size === 0) thread?.unref();
    settle?.(reply.answer);
  }

  /** A thread that failed exits a while later, when another may have taken its place. */
  function fail(worker: Worker, cause?: unknown): void {
    if (worker !== thread) return;
    thread = undefined;
    const why = cause instanceof Error ? `: ${cause.message}` : '';
    const message = `The thread of the store ended${why}.`;
    for (const settle of waiting.values()) {
      settle({ ok: false, code: 'store_failed', message, hint: 'Try again.' });
    }
    waiting.clear();
  }

  async function call<T>(method: StoreRequest['method'], ...args: readonly unknown[]): Promise<T> {
    if (closed) throw new CtxoptError('store_failed', 'The store is closed.', 'Start ctxopt again.');
    const answer = await new Promise<Answer>((resolve) => {
      thread ??= start();
      last += 1;
      const request: StoreRequest = { id: last, method, args };
      thread.postMessage(request, largeBuffers(args));
      thread.ref();
      waiting.set(last, resolve);
    });
    return valueIn(answer) as T;
  }

  return {
    putOriginal: (text, options) => call('putOriginal', text, options),
    getOriginalBytes: (prefix) => call('getOriginalBytes', prefix),
    decisions: (keys, options) => call('decisions', keys, options),
    putDecisions: (decisions) => call('putDecisions', decisions),
    recordUsage: (event) => call('recordUsage', event),
    usage: (filter) => call('usage', filter),
    recordExchanges: (exchanges) => call('recordExchanges', exchanges),
    exchanges: (filter) => call('exchanges', filter),
    billedExchanges: (filter) => call('billedExchanges', filter),
    exchangeTotals: (filter) => call('exchangeTotals', filter),
    exchangeTimes: (filter) => call('exchangeTimes', filter),
    promptSamples: (filter, limits) => call('promptSamples', filter, limits),
    spent: (project, since) => call('spent', project, since),
    recordAlert: (alert) => call('recordAlert', alert),
    alerts: (filter) => call('alerts', filter),
    putKey: (key) => call('putKey', key),
    keys: () => call('keys'),
    revokeKey: (id, at) => call('revokeKey', id, at),
    status: () => call('status'),
    summary: (filter, schemaTokens) => call('summary', filter, schemaTokens),
    traffic: (filter) => call('traffic', filter),
    recommendations: (filter) => call('recommendations', filter),
    history: (session, traffic) => call('history', session, traffic),
    compareFiles: (root, under, stamps) => call('compareFiles', root, under, stamps),
    putFiles: (root, entries) => call('putFiles', root, entries),
    restampFiles: (root, stamps) => call('restampFiles', root, stamps),
    dropFiles: (root, paths) => call('dropFiles', root, paths),
    prepareRankings: (request) => call('prepareRankings', request),
    rankedMap: (request) => call('rankedMap', request),
    rankedFiles: (request) => call('rankedFiles', request),
    async close() {
      if (thread) await call('close');
      closed = true;
      await thread?.terminate();
    },
  };
}
