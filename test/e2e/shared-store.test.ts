import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectStdio, temporaryFolder } from './connect.js';

describe('two servers on one store', () => {
  let folder: string;
  let remove: () => Promise<void>;

  beforeAll(async () => {
    ({ folder, remove } = await temporaryFolder());
    for (let i = 0; i < 20; i += 1)
      await writeFile(path.join(folder, `f${i}.ts`), `export const value${i} = ${i};\n`);
  });
  afterAll(() => remove());

  it('loses no call of either, and each gives back what the other took out', async () => {
    const env = { CTXOPT_HOME: path.join(folder, 'data') };
    const servers = await Promise.all([1, 2].map(() => connectStdio('legacy', { cwd: folder, env })));
    const [one, two] = servers as [(typeof servers)[0], (typeof servers)[0]];
    const reads = servers.flatMap((server) =>
      Array.from({ length: 20 }, (_, i) => server.call('smart_read', { path: `f${i}.ts` })),
    );
    expect((await Promise.all(reads)).every((answer) => !answer.isError)).toBe(true);
    const log = Array.from({ length: 300 }, (_, i) => `INFO request ${i} served`).join('\n');
    const { text } = await one.call('optimize_context', { content: log });
    const handle = /ctx:[0-9a-f]{12}/.exec(text)?.[0];
    const back = await two.call('smart_read', { path: handle, view: 'full' });
    expect(back.text.slice(back.text.indexOf('\n') + 1).trimEnd()).toBe(log);
    const stats = await two.call('get_usage_stats', { scope: 'all' });
    expect(stats.figures.calls).toBe(42);
    expect((await stat(path.join(env.CTXOPT_HOME, 'ctxopt.db'))).mode & 0o777).toBe(0o600);
    await Promise.all(servers.map((server) => server.close()));
  });
});
