import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import { type Answer, largeBuffers, valueIn } from '../answer.js';
import { CtxoptError } from '../errors.js';
import type { JobName, JobRequest, JobResult, Progress } from './jobs.js';
import type { Task } from './worker.js';

/** Runs jobs off the main thread, so that the event loop is never blocked. */
export interface Compute {
  /**
   * @param request large byte arrays in it, or in its fields, are moved to the thread and empty here from then on
   * @param options.signal aborts the job; its thread is ended if it has begun
   * @throws CtxoptError as thrown by the job; `internal` if its thread died, e.g. for want of memory
   */
  run<Name extends JobName>(
    name: Name,
    request: JobRequest<Name>,
    options?: { readonly signal?: AbortSignal; readonly progress?: Progress },
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

/** Of that, what is new: more would let a thread that parses thousands of files hold a hundred megabytes of their waste. */
const YOUNG_HEAP = 8;

/**
 * Threads start with the first job. At most two, so that one long job does not keep a short one waiting.
 * @param options.heap of one thread, in MiB
 */
export function createCompute({ heap = HEAP }: { readonly heap?: number } = {}): Compute {
  let pool: Promise<Piscina<Task, Answer>> | undefined;

  async function start(): Promise<Piscina<Task, Answer>> {
    const { Piscina } = await import('piscina');
    const pool = new Piscina<Task, Answer>({
      filename: new URL('./worker.js', import.meta.url).href,
      minThreads: 0,
      maxThreads: Math.max(2, Math.min(4, availableParallelism())),
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
      { signal, progress }: { readonly signal?: AbortSignal; readonly progress?: Progress } = {},
    ): Promise<JobResult<Name>> {
      pool ??= start();
      const channel = progress ? new MessageChannel() : undefined;
      channel?.port1.on('message', (step: Parameters<Progress>) => progress?.(...step));
      channel?.port1.unref();
      try {
        const answer = await (await pool).run(
          { name, request, ...(channel ? { port: channel.port2 } : {}) },
          {
            signal: signal ?? null,
            transferList: [...largeBuffers(request), ...(channel ? [channel.port2] : [])],
          },
        );
        return valueIn(answer) as JobResult<Name>;
      } catch (thrown) {
        if (thrown instanceof CtxoptError || signal?.aborted) throw thrown;
        throw new CtxoptError('internal', `The worker thread failed: ${(thrown as Error).message}`, SMALLER, {
          cause: thrown,
        });
      } finally {
        channel?.port1.close();
      }
    },
    async close() {
      await (await pool)?.destroy();
    },
  };
}

const SMALLER = 'The input may need more memory than a thread is given: try a smaller one.';
