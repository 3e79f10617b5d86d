import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import { type Answer, answerOf, largeBuffers, valueIn } from '../answer.js';
import { CtxoptError } from '../errors.js';
import { type JobName, jobs, type Progress } from './jobs.js';

/** What a worker thread is asked. */
export interface Task {
  readonly name: JobName;
  readonly request: unknown;
  /** Where progress and questions go, if anybody listens. An `Answer` comes back to each question. */
  readonly port?: MessagePort;
}

/** What a job tells, and asks, while it runs. */
export type Word = { readonly progress: Parameters<Progress> } | { readonly question: unknown };

type Ask = (question: unknown) => Promise<unknown>;
type Job = (request: unknown, progress: Progress, ask: Ask) => Promise<unknown>;

/** An answer's value, its fields, and the items of a list among these. */
const ANSWER_DEPTH = 3;

/** Comes to an `Answer` in the other thread. */
export default async function run({ name, request, port }: Task): Promise<unknown> {
  const say = (word: Word) => port?.postMessage(word);
  const progress: Progress = (...step) => say({ progress: step });
  const ask: Ask = (question) => answerFrom(port, () => say({ question }));
  const answer = await answerOf(() => (jobs[name] as Job)(request, progress, ask));
  port?.close();
  return move({ [transferableSymbol]: largeBuffers(answer, ANSWER_DEPTH), [valueSymbol]: answer });
}

async function answerFrom(port: MessagePort | undefined, put: () => void): Promise<unknown> {
  if (!port)
    throw new CtxoptError('internal', 'A job asked what nobody answers.', 'This is a bug in ctxopt.');
  const answered = once(port, 'message');
  put();
  const [answer] = (await answered) as [Answer];
  return valueIn(answer);
}
