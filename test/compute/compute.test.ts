import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { Compute, createCompute } from '../../src/compute/compute.js';

/** Threads run what was compiled. */
const COMPILED = path.resolve(
  import.meta.dirname,
  '../..',
  process.env.CTXOPT_DIST ?? 'dist',
  'src/compute/compute.js',
);

describe('createCompute', () => {
  let compute: Compute | undefined;
  afterEach(() => compute?.close());

  async function start(options: Parameters<typeof createCompute>[0]): Promise<Compute> {
    const compiled = (await import(pathToFileURL(COMPILED).href)) as { createCompute: typeof createCompute };
    compute = compiled.createCompute(options);
    return compute;
  }

  it('ends a job that needs more memory than a thread has, says so, and runs the next', async () => {
    const { run } = await start({ heap: 96 });
    const lines = Array.from({ length: 300_000 }, (_, n) => `${n * 7919} is what row ${n} says`);
    await expect(run('optimize', { body: lines.join('\n'), level: 'balanced' })).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringMatching(/^The worker thread failed: .*memory/),
      hint: expect.stringContaining('try a smaller one'),
    });
    expect(await run('count', 'one two three')).toBe(3);
  });

  it('gives up a job when the process holds too much, before that ends the process', async () => {
    const held = process.memoryUsage.rss() / 1024 / 1024;
    const { run } = await start({ memory: held + 150 });
    // An array of millions grows by more in one step than V8 lets a thread have beyond its bound.
    const body = `[${'1,'.repeat(3_000_000)}1]`;
    await expect(run('optimize', { body, level: 'balanced' })).rejects.toMatchObject({
      code: 'too_large',
      message: expect.stringContaining('not memory enough'),
      hint: expect.stringContaining('try a smaller one'),
    });
    expect(await run('count', 'one two three')).toBe(3);
  });

  it('moves long bytes to the thread, and leaves short ones', async () => {
    const { run } = await start({});
    const [long, short] = [Buffer.from('a '.repeat(50_000)), new Uint8Array([0x61])];
    expect(await run('count', long)).toBe(50_001);
    expect(await run('count', short)).toBe(1);
    expect([long.byteLength, short.byteLength]).toEqual([0, 1]);
  });
});
