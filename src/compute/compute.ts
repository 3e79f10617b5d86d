import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import { type Answer, answerOf, largeBuffers, valueIn } from '../answer.js';
import { CtxoptError } from '../errors.js';
import type { JobAsk, JobName, JobRequest, JobResult, Progress } from './jobs.js';
import { createMemoryWatch } from './memory-watch.js';
import type { Task, Word } from './worker.js';

type Ask = (question: unknown) => Promise<unknown>;

export interface RunOptions<Name extends JobName> {
  /** Aborts the job; its thread is ended if it has begun. */
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
  /** Answers what the job asks while it runs. */
  readonly ask?: JobAsk<Name>;
}

/** Runs jobs off the main thread, so that the event loop is never blocked. */
export interface Compute {
  /**
   * @param request large byte arrays in it, or in its fields, are moved to the thread and empty here from then on
   * @throws CtxoptError as thrown by the job; `too_large` if it was given up because of the memory it
   *   took; `internal` if its thread died
   */
  run<Name extends JobName>(
    name: Name,
    request: JobRequest<Name>,
    options?: RunOptions<Name>,
  ): Promise<JobResult<Name>>;
  close(): Promise<void>;
}

/** Ends a thread that has idled so long, in milliseconds: its grammars and token tables are what a server holds most of. */
const IDLE = 60_000;

/**
 * Bounds one job's heap, in MiB, so that a monstrous input ends its thread and not the server. From 2,048 on V8 would let
 * garbage pile up to four times what is in use, below it to twice.
 */
const HEAP = 2000;

/** Of it, what is new: more would let a thread that parses thousands of files hold a hundred megabytes of their waste. */
const YOUNG_HEAP = 8;

/** What the process may hold, in MiB: all of it, whichever thread it is for. */
const MEMORY = 1500;

/**
 * Threads start with the first job. At least two, if it takes as many, so that one long job does not keep a short one waiting.
 * @param options.heap of one thread, in MiB
 * @param options.memory that the process may hold before the largest job is given up, in MiB
 * @param options.kept threads that are not ended when idle, for whom a start is too long to wait
 */
export function createCompute({
  heap = HEAP,
  memory = MEMORY,
  kept = 0,
}: {
  readonly heap?: number;
  readonly memory?: number;
  readonly kept?: number;
} = {}): Compute {
  const threads = Math.max(2, Math.min(4, availableParallelism()));
  const watch = createMemoryWatch({ most: memory * 1024 * 1024, threads });
  let pool: Promise<Piscina<Task, Answer>> | undefined;

  async function start(): Promise<Piscina<Task, Answer>> {
    const { Piscina } = await import('piscina');
    const pool = new Piscina<Task, Answer>({
      filename: new URL('./thread.cjs', import.meta.url).href,
      minThreads: Math.min(kept, threads),
      maxThreads: threads,
      idleTimeout: IDLE,
      resourceLimits: { maxOldGenerationSizeMb: heap, maxYoungGenerationSizeMb: YOUNG_HEAP },
    });
    // What a thread dies of while it has a job reaches the caller of `run`; without one, nobody waits, and the server lives.
    pool.on('error', () => {});
    return pool;
  }

  return {
    async run<Name extends JobName>(
      name: Name,
      request: JobRequest<Name>,
      { signal, progress, ask }: RunOptions<Name> = {},
    ): Promise<JobResult<Name>> {
      pool ??= start();
      const channel = progress || ask ? new MessageChannel() : undefined;
      channel?.port1.on('message', async (word: Word) => {
        if ('progress' in word) progress?.(...word.progress);
        else channel.port1.postMessage(await answerOf(() => (ask as Ask)(word.question)));
      });
      channel?.port1.unref();
      const watched = watch.begin(sizeOf(request), signal);
      try {
        const answer = await (await pool).run(
          { name, request, ...(channel ? { port: channel.port2 } : {}) },
          {
            signal: watched.signal,
            transferList: [...largeBuffers(request), ...(channel ? [channel.port2] : [])],
          },
        );
        return valueIn(answer) as JobResult<Name>;
      } catch (thrown) {
        if (thrown instanceof CtxoptError || signal?.aborted) throw thrown;
        if (watched.signal.aborted) {
          const message = 'There is not memory enough for this input, with all else that is being done.';
          throw new CtxoptError('too_large', message, SMALLER, { cause: thrown });
        }
        throw new CtxoptError('internal', `The worker thread failed: ${(thrown as Error).message}`, SMALLER, {
          cause: thrown,
        });
      } finally {
        watched.done();
        channel?.port1.close();
      }
    },
    async close() {
      await (await pool)?.destroy();
    },
  };
}

const SMALLER = 'The input may need more memory than a thread is given: try a smaller one.';

/** Bytes of the texts in a request and in its fields, roughly. */
function sizeOf(request: unknown, depth = 2): number {
  if (typeof request === 'string') return request.length;
  if (ArrayBuffer.isView(request)) return request.byteLength;
  if (depth === 0 || typeof request !== 'object' || request === null) return 0;
  return Object.values(request).reduce((size: number, field) => size + sizeOf(field, depth - 1), 0);
}
