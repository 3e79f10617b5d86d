/** Work that is watched, from its begin to its end. */
export interface Watched {
  /** Aborts when the work is canceled, or given up because it takes too much. */
  readonly signal: AbortSignal;
  /** To be called when the work has ended, however it did. */
  done(): void;
}

export interface MemoryWatch {
  /** @param size of what the work is on, in bytes: the larger, the sooner it is given up */
  begin(size: number, canceled?: AbortSignal): Watched;
}

export interface MemoryWatchOptions {
  /** Bytes that the process may hold. */
  readonly most: number;
  /** How many are at work; what began later is waiting its turn. */
  readonly threads: number;
  /** Bytes that the process holds. */
  readonly held?: () => number;
}

/** How often it is looked, in milliseconds. */
const EVERY = 50;

/** How long the memory of work that was given up may take to come free, in milliseconds. */
const PATIENCE = 3_000;

/** Bytes below which work is not to blame. */
const SMALL = 1024 * 1024;

/**
 * Gives up the largest work whenever the process holds too much. V8 bounds the heap of each thread, but where a single
 * array or map is asked for that does not fit, it ends the process and not the thread; and threads that keep within their
 * bounds may together be too much.
 */
export function createMemoryWatch({
  most,
  threads,
  held = () => process.memoryUsage.rss(),
}: MemoryWatchOptions): MemoryWatch {
  /** Sizes, in the order of the begin. */
  const works = new Map<AbortController, number>();
  let timer: NodeJS.Timeout | undefined;
  let patient = Number.NEGATIVE_INFINITY;

  function look(): void {
    if (performance.now() < patient || held() <= most) return;
    const running = [...works].slice(0, threads).filter(([, size]) => size >= SMALL);
    const [largest] = running.sort(([, a], [, b]) => b - a);
    if (!largest) return;
    patient = performance.now() + PATIENCE;
    largest[0].abort();
  }

  return {
    begin(size, canceled) {
      const work = new AbortController();
      const cancel = () => work.abort(canceled?.reason);
      if (canceled?.aborted) cancel();
      canceled?.addEventListener('abort', cancel, { once: true });
      works.set(work, size);
      timer ??= setInterval(look, EVERY).unref();
      return {
        signal: work.signal,
        done() {
          canceled?.removeEventListener('abort', cancel);
          works.delete(work);
          if (works.size > 0) return;
          clearInterval(timer);
          timer = undefined;
        },
      };
    },
  };
}
