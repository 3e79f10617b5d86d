import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connection, connectStdio, temporaryFolder } from './connect.js';

/** Several megabytes of log that no two lines of are equal. */
const LINES = Array.from(
  { length: 60_000 },
  (_, i) =>
    `2026-02-01T00:00:00.${i} INFO ${['cart', 'auth', 'mail'][i % 3]} handled job ${i} for user-${i * 7919} in ${i % 97} ms`,
);

describe('long work', () => {
  let folder: string;
  let remove: () => Promise<void>;
  let server: Connection;

  beforeAll(async () => {
    ({ folder, remove } = await temporaryFolder());
    await writeFile(path.join(folder, 'long.log'), LINES.join('\n'));
    await writeFile(path.join(folder, 'a.ts'), 'export const a = 1;\n');
    server = await connectStdio('legacy', { cwd: folder });
  });
  afterAll(async () => {
    await server?.close();
    await remove();
  });

  it('reports progress, and other calls are answered meanwhile', async () => {
    const order: string[] = [];
    const steps: number[] = [];
    const long = server.client
      .callTool(
        { name: 'optimize_context', arguments: { path: 'long.log' } },
        { onprogress: ({ progress }) => steps.push(progress), timeout: 120_000 },
      )
      .then(() => order.push('long'));
    await server.call('smart_read', { path: 'a.ts' });
    order.push('short');
    await long;
    expect(order).toEqual(['short', 'long']);
    expect(steps.length).toBeGreaterThan(2);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });

  it('ends when it is cancelled, and the server lives on', async () => {
    const controller = new AbortController();
    const long = server.client.callTool(
      { name: 'analyze_context', arguments: { path: 'long.log' } },
      { signal: controller.signal },
    );
    setTimeout(() => controller.abort('enough'), 50);
    await expect(long).rejects.toThrow();
    expect((await server.call('smart_read', { path: 'a.ts' })).text).toContain('export const a = 1;');
  });
});
