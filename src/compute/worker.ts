import type { MessagePort } from 'node:worker_threads';
import { type Answer, answerOf } from '../answer.js';
import { type JobName, jobs, type Progress } from './jobs.js';

/** What a worker thread is asked. */
export interface Task {
  readonly name: JobName;
  readonly request: unknown;
  /** Where progress goes, if anybody listens. */
  readonly port?: MessagePort;
}

type Job = (request: unknown, progress: Progress) => Promise<unknown>;

export default async function run({ name, request, port }: Task): Promise<Answer> {
  const progress: Progress = (done, total, message) => port?.postMessage([done, total, message]);
  const answer = await answerOf(() => (jobs[name] as Job)(request, progress));
  port?.close();
  return answer;
}
