import { execFileSync } from 'node:child_process';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Tiktoken } from 'js-tiktoken/lite';
import o200k from 'js-tiktoken/ranks/o200k_base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLI, type Connection, connectStdio, serverEnv, temporaryFolder } from './connect.js';

const RETRY = [
  '/** How long to wait before the next try. */',
  'export function retryDelay(attempt: number): number {',
  '  return 100 * 2 ** attempt;',
  '}',
  '',
];

/** Enough modules that no map of them all fits. */
const MODULES = Array.from({ length: 300 }, (_, n) => [
  `src/module${n}.ts`,
  [
    "import { retryDelay } from './retry.js';",
    '',
    `/** Handles orders of kind ${n}. */`,
    `export class Handler${n} {`,
    `  handle${n}(order: string): number {`,
    '    return order.length + retryDelay(1);',
    '  }',
    '}',
    '',
  ].join('\n'),
]);

describe('a repository', () => {
  const oracle = new Tiktoken(o200k);
  let folder: string;
  let home: string;
  let remove: () => Promise<void>;
  let server: Connection;

  beforeAll(async () => {
    ({ folder: home, remove } = await temporaryFolder());
    folder = path.join(home, 'engine');
    await mkdir(path.join(folder, 'src'), { recursive: true });
    for (const [name, text] of MODULES) await writeFile(path.join(folder, name!), text!);
    await writeFile(path.join(folder, 'src/retry.ts'), RETRY.join('\n'));
    await writeFile(path.join(folder, '.env'), 'RETRY_DELAY=1\n');
    server = await connectStdio('legacy', { cwd: folder, env: { CTXOPT_HOME: path.join(home, 'data') } });
  });
  afterAll(async () => {
    await server?.close();
    await remove();
  });

  it('is mapped within the budget, which is used, and with progress told', async () => {
    const steps: number[] = [];
    const result = await server.client.callTool(
      { name: 'smart_read', arguments: { path: '.' } },
      { onprogress: ({ progress }) => steps.push(progress) },
    );
    const { text } = (result.content as { text: string }[])[0]!;
    expect(steps.length).toBeGreaterThan(2);
    const lines = text.split('\n');
    expect(lines[0]).toMatch(/^\.\/ · map · 301 files · /);
    expect(lines).toContain('2-4 export function retryDelay(attempt: number): number');
    const tokens = oracle.encode(text).length;
    expect(tokens).toBeLessThanOrEqual(4000);
    expect(tokens).toBeGreaterThanOrEqual(3920);
    expect(text).not.toContain('.env');
  });

  it('answers a question with the body that is on the disk', async () => {
    const args = { path: '.', query: 'where is the retry delay computed' };
    const { text, isError } = await server.call('smart_read', args);
    expect(isError).toBe(false);
    expect(text).toContain(RETRY.slice(1, 4).join('\n'));
    expect(oracle.encode(text).length).toBeLessThanOrEqual(4000);

    await writeFile(path.join(folder, 'src/retry.ts'), RETRY.join('\n').replace('100', '250'));
    expect((await server.call('smart_read', args)).text).toContain('  return 250 * 2 ** attempt;');
    await rename(path.join(folder, 'src/retry.ts'), path.join(folder, 'src/backoff.ts'));
    const moved = await server.call('smart_read', args);
    expect(moved.text).toContain('src/backoff.ts');
    expect(moved.text).not.toContain('src/retry.ts\n');
  });

  it('claims a saving for what it answered once, and none for its maps', async () => {
    const { text } = await server.call('smart_read', { path: 'src', query: 'kind 17 orders handler' });
    expect(text).toContain('Handler17');
    const stats = await server.call('get_usage_stats', {});
    expect(stats.isError).toBe(false);
    expect(stats.text).toMatch(/answer/);
  });

  it('is known to a second server, and to the command line', async () => {
    const env = serverEnv({ CTXOPT_HOME: path.join(home, 'data') });
    const printed = execFileSync(process.execPath, [CLI, 'read', 'src', '--query', 'Handler17'], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    expect(printed).toContain('  handle17(order: string): number {');
  });

  it('is answered without SQLite all the same', async () => {
    const other = await connectStdio('modern', {
      cwd: folder,
      env: { CTXOPT_HOME: path.join(folder, 'src/module1.ts/data') },
    });
    const { text } = await other.call('smart_read', {
      path: '.',
      query: 'how are orders of kind 23 handled',
    });
    expect(text).toContain('Handler23');
    await other.close();
  });

  it('that is emptied is listed', async () => {
    await rm(path.join(folder, 'src'), { recursive: true });
    expect((await server.call('smart_read', { path: '.' })).text).toMatch(/^\.\/ · 1 file, 0 folders/);
  });
});
