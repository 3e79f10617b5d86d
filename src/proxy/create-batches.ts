export interface BatchesOptions<T> {
  /** Writes a batch down; one at a time. It does not reject. */
  readonly write: (batch: readonly T[]) => Promise<void>;
  /** How long the first of a batch waits for others, in milliseconds. */
  readonly wait: number;
  /** Of so many a batch consists at most; when they are there, it waits no longer. */
  readonly size: number;
  /** So many are held at most, those that are being written included. */
  readonly room: number;
}

/** Gathers what comes one by one, so that it is written down together. */
export interface Batches<T> {
  /** Whether there was room for it. */
  add(item: T): boolean;
  /** Resolves when all that was added so far is written down. */
  flush(): Promise<void>;
}

export function createBatches<T>({ write, wait, size, room }: BatchesOptions<T>): Batches<T> {
  let gathered: T[] = [];
  let added = 0;
  let written = 0;
  let writing: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  function begin(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing ??= writeOne();
    return writing;
  }

  async function writeOne(): Promise<void> {
    const batch = gathered.slice(0, size);
    gathered = gathered.slice(size);
    await write(batch);
    written += batch.length;
    writing = undefined;
    schedule();
  }

  function schedule(): void {
    if (writing || gathered.length === 0) return;
    if (gathered.length >= size) void begin();
    else timer ??= setTimeout(begin, wait);
  }

  return {
    add(item) {
      if (added - written >= room) return false;
      gathered.push(item);
      added++;
      schedule();
      return true;
    },

    async flush() {
      const last = added;
      while (written < last) await begin();
    },
  };
}
