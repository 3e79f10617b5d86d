import type { MessagePort } from 'node:worker_threads';
import { type ErrorCode, toCtxoptError } from '../errors.js';
import { type JobName, jobs, type Progress } from './jobs.js';

/** What a worker thread is asked. */
export interface Task {
  readonly name: JobName;
  readonly request: unknown;
  /** Where progress goes, if anybody listens. */
  readonly port?: MessagePort;
}

/** What it answers. Structured cloning strips an error of its code and hint, so errors travel as values. */
export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string; readonly hint: string };

type Job = (request: unknown, progress: Progress) => Promise<unknown>;

export default async function run({ name, request, port }: Task): Promise<Answer> {
  try {
    const progress: Progress = (done, total, message) => port?.postMessage([done, total, message]);
    return { ok: true, value: await (jobs[name] as Job)(request, progress) };
  } catch (thrown) {
    const { code, message, hint } = toCtxoptError(thrown);
    return { ok: false, code, message, hint };
  } finally {
    port?.close();
  }
}
