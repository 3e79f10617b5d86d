import { parentPort, workerData } from 'node:worker_threads';
import { type Answer, answerOf } from '../answer.js';
import { createStore } from '../store/create-store.js';
import type { Store } from '../store/store.js';
import { createReports, type Reports } from './reports.js';

export interface StoreWorkerData {
  readonly location: string;
}

/** What the thread of the store is asked: a method of its store or of its reports. */
export interface StoreRequest {
  readonly id: number;
  readonly method: keyof Store | keyof Reports;
  readonly args: readonly unknown[];
}

/** What it tells: a warning, or what a request came to. */
export type StoreReply = { readonly warning: string } | { readonly id: number; readonly answer: Answer };

type Method = (...args: readonly unknown[]) => Promise<unknown>;

const reply = (message: StoreReply): void => parentPort?.postMessage(message);
const { location } = workerData as StoreWorkerData;
const store = createStore({ location, warn: (warning) => reply({ warning }) });
const methods = { ...store, ...createReports(store) };

parentPort?.on('message', async ({ id, method, args }: StoreRequest) => {
  reply({ id, answer: await answerOf(() => (methods[method] as Method)(...args)) });
});
