import { parentPort, workerData } from 'node:worker_threads';
import { type Answer, answerOf, largeBuffers } from '../answer.js';
import { INDEX_FORMAT } from '../repo/packed.js';
import { createRepoIndex } from '../store/create-repo-index.js';
import { createStore } from '../store/create-store.js';
import type { RepoIndex } from '../store/repo-index.js';
import type { Store } from '../store/store.js';
import { createRepoRankings, type RepoRankings } from './repo-rankings.js';
import { createReports, type Reports } from './reports.js';

export interface StoreWorkerData {
  readonly location: string;
}

/** What of the index is asked from another thread; the rest is for the rankings. */
export type FileIndex = Pick<RepoIndex, 'compareFiles' | 'putFiles' | 'restampFiles' | 'dropFiles'>;

/** What the thread of the store is asked: a method of its store, its reports, or its index and the rankings in it. */
export interface StoreRequest {
  readonly id: number;
  readonly method: keyof Store | keyof Reports | keyof FileIndex | keyof RepoRankings;
  readonly args: readonly unknown[];
}

/** What it tells: a warning, or what a request came to. */
export type StoreReply = { readonly warning: string } | { readonly id: number; readonly answer: Answer };

type Method = (...args: readonly unknown[]) => Promise<unknown>;

const reply = (message: StoreReply, moved?: ArrayBuffer[]): void => parentPort?.postMessage(message, moved);
const { location } = workerData as StoreWorkerData;
const warn = (warning: string): void => reply({ warning });
const store = createStore({ location, warn });
const index = createRepoIndex({ location, format: INDEX_FORMAT, warn });
const methods = {
  ...index,
  ...store,
  ...createReports(store),
  ...createRepoRankings(index),
  async close() {
    await store.close();
    index.close();
  },
};

parentPort?.on('message', async ({ id, method, args }: StoreRequest) => {
  const answer = await answerOf(() => (methods[method] as Method)(...args));
  reply({ id, answer }, largeBuffers(answer));
});
