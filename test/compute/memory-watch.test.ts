import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryWatch } from '../../src/compute/memory-watch.js';

const MIB = 1024 * 1024;

describe('createMemoryWatch', () => {
  let held = 0;
  const start = () => createMemoryWatch({ most: 1000, threads: 2, held: () => held });
  beforeEach(() => {
    held = 0;
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const aborted = (...works: readonly { signal: AbortSignal }[]) => works.map(({ signal }) => signal.aborted);

  it('lets work be that holds no more than it may', () => {
    const work = start().begin(MIB);
    held = 1000;
    vi.advanceTimersByTime(10_000);
    expect(work.signal.aborted).toBe(false);
  });

  it('gives up the largest of what runs, and the next if that was not enough', () => {
    const watch = start();
    const [small, large, waiting] = [watch.begin(MIB), watch.begin(2 * MIB), watch.begin(9 * MIB)];
    held = 1001;
    vi.advanceTimersByTime(100);
    expect(aborted(small, large, waiting)).toEqual([false, true, false]);
    large.done();
    vi.advanceTimersByTime(1000);
    expect(aborted(small, waiting)).toEqual([false, false]);
    vi.advanceTimersByTime(10_000);
    expect(aborted(small, waiting)).toEqual([false, true]);
  });

  it('does not blame work on little', () => {
    const work = start().begin(MIB - 1);
    held = 5000;
    vi.advanceTimersByTime(10_000);
    expect(work.signal.aborted).toBe(false);
  });

  it('passes on that work is canceled, also before it began', () => {
    const watch = start();
    const canceled = new AbortController();
    const work = watch.begin(1, canceled.signal);
    expect(work.signal.aborted).toBe(false);
    canceled.abort('enough');
    expect(work.signal.reason).toBe('enough');
    expect(watch.begin(1, canceled.signal).signal.reason).toBe('enough');
  });

  it('looks no more once all work is done', () => {
    const watch = start();
    const works = [watch.begin(MIB), watch.begin(MIB)];
    works[0]!.done();
    expect(vi.getTimerCount()).toBe(1);
    works[1]!.done();
    expect(vi.getTimerCount()).toBe(0);
    const next = watch.begin(MIB);
    held = 1001;
    vi.advanceTimersByTime(100);
    expect(next.signal.aborted).toBe(true);
  });
});
