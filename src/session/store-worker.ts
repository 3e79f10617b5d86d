import { parentPort, workerData } from 'node:worker_threads';
import { type ErrorCode, toCtxoptError } from '../errors.js';
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

/** What it tells. An error loses its code and hint on the way, so it travels as a value. */
export type StoreReply =
  | { readonly warning: string }
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | {
      readonly id: number;
      readonly ok: false;
      readonly code: ErrorCode;
      readonly message: string;
      readonly hint: string;
    };

type Method = (...args: readonly unknown[]) => Promise<unknown>;

const reply = (message: StoreReply): void => parentPort?.postMessage(message);
const { location } = workerData as StoreWorkerData;
const store = createStore({ location, warn: (warning) => reply({ warning }) });
const methods = { ...store, ...createReports(store) };

parentPort?.on('message', async ({ id, method, args }: StoreRequest) => {
  try {
    reply({ id, ok: true, value: await (methods[method] as Method)(...args) });
  } catch (thrown) {
    const { code, message, hint } = toCtxoptError(thrown);
    reply({ id, ok: false, code, message, hint });
  }
});
