import { describe, expect, it, vi } from 'vitest';
import { type BatchesOptions, createBatches } from '../../src/proxy/create-batches.js';

function open(given: Partial<BatchesOptions<number>> = {}) {
  const written: (readonly number[])[] = [];
  const batches = createBatches<number>({
    write: async (batch) => void written.push(batch),
    wait: 5,
    size: 3,
    room: 10,
    ...given,
  });
  return { written, batches };
}

describe('batches', () => {
  it('write together what comes within a time', async () => {
    const { batches, written } = open();
    batches.add(1);
    batches.add(2);
    expect(written).toEqual([]);
    await vi.waitFor(() => expect(written).toEqual([[1, 2]]));
  });

  it('wait no longer when one is full', async () => {
    const { batches, written } = open({ wait: 1e6 });
    for (const item of [1, 2, 3, 4]) batches.add(item);
    await vi.waitFor(() => expect(written).toEqual([[1, 2, 3]]));
    await batches.flush();
    expect(written).toEqual([[1, 2, 3], [4]]);
  });

  it('write one at a time, in order, and gather meanwhile', async () => {
    let running = 0;
    const written: number[] = [];
    const { batches } = open({
      wait: 0,
      write: async (batch) => {
        expect(++running).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 2));
        running--;
        written.push(...batch);
      },
      room: 1_000,
    });
    const items = Array.from({ length: 40 }, (_, n) => n);
    for (const item of items) {
      batches.add(item);
      if (item % 7 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await batches.flush();
    expect(written).toEqual(items);
  });

  it('take no more than there is room for, those that are being written included', async () => {
    let finish = () => {};
    const done = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { batches } = open({ write: () => done, size: 2, room: 3 });
    expect([1, 2, 3, 4].map(batches.add)).toEqual([true, true, true, false]);
    finish();
    await batches.flush();
    expect(batches.add(5)).toBe(true);
    await batches.flush();
  });

  it('flush what was added before, and do not wait for what comes later', async () => {
    const again: (() => void)[] = [];
    const { batches, written } = open({
      wait: 1e6,
      write: async (batch) => {
        written.push(batch);
        again.pop()?.();
      },
    });
    again.push(() => batches.add(2));
    batches.add(1);
    await batches.flush();
    expect(written).toEqual([[1]]);
    await batches.flush();
    expect(written).toEqual([[1], [2]]);
  });

  it('have nothing to flush at first', async () => {
    const { batches, written } = open();
    await batches.flush();
    expect(written).toEqual([]);
  });
});
