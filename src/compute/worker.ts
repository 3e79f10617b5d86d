import type { MessagePort } from 'node:worker_threads';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import { answerOf, largeBuffers } from '../answer.js';
import { type JobName, jobs, type Progress } from './jobs.js';

/** What a worker thread is asked. */
export interface Task {
  readonly name: JobName;
  readonly request: unknown;
  /** Where progress goes, if anybody listens. */
  readonly port?: MessagePort;
}

type Job = (request: unknown, progress: Progress) => Promise<unknown>;

/** An answer's value, its fields, and the items of a list among these. */
const ANSWER_DEPTH = 3;

/** Comes to an `Answer` in the other thread. */
export default async function run({ name, request, port }: Task): Promise<unknown> {
  const progress: Progress = (done, total, message) => port?.postMessage([done, total, message]);
  const answer = await answerOf(() => (jobs[name] as Job)(request, progress));
  port?.close();
  return move({ [transferableSymbol]: largeBuffers(answer, ANSWER_DEPTH), [valueSymbol]: answer });
}
