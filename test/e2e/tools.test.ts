import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connection, edges, temporaryFolder } from './connect.js';

const SOURCE = `import { readFile } from 'node:fs/promises';

/** Retries a task. It waits longer each time. */
export class Retry {
  private attempts = 0;

  /** How long to wait before the next attempt, in milliseconds. */
  delay(): number {
    const base = 100;
    return base * 2 ** this.attempts;
  }

  async run<T>(task: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await task();
      } catch (error) {
        this.attempts += 1;
        if (this.attempts > 5) throw error;
        await new Promise((resolve) => setTimeout(resolve, this.delay()));
      }
    }
  }
}

${Array.from({ length: 40 }, (_, i) => `export function step${i}(input: string): string {\n  const upper = input.toUpperCase();\n  const padded = upper.padStart(${i + 10}, '-');\n  return \`\${padded}:${i}\`;\n}\n`).join('\n')}
export const load = (name: string) => readFile(name, 'utf8');
`;

/** A test log with noise around one failure. */
const LOG = [
  ...Array.from(
    { length: 400 },
    (_, i) => `2026-01-05T10:00:${String(i % 60).padStart(2, '0')}Z INFO worker-${i} heartbeat ok seq=${i}`,
  ),
  "src/cart.ts(41,7): error TS2322: Type 'string' is not assignable to type 'number'.",
  ...Array.from(
    { length: 400 },
    (_, i) =>
      `2026-01-05T10:05:${String(i % 60).padStart(2, '0')}Z INFO worker-${i} heartbeat ok seq=${i + 400}`,
  ),
  'GET /api/orders 503 12ms',
  'npm ERR! exit code 2',
].join('\n');

const MESSAGES = [
  { role: 'user', content: 'Why does the build fail?' },
  {
    role: 'assistant',
    content: [{ type: 'tool_use', id: 'toolu_1', name: 'Bash', input: { command: 'npm test' } }],
  },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: LOG }] },
  {
    role: 'assistant',
    content: [{ type: 'tool_use', id: 'toolu_2', name: 'Bash', input: { command: 'npm test' } }],
  },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_2', content: LOG }] },
];

describe.each(edges)('the five tools over $name', (edge) => {
  let folder: string;
  let remove: () => Promise<void>;
  let server: Connection;

  beforeAll(async () => {
    ({ folder, remove } = await temporaryFolder());
    await mkdir(path.join(folder, 'src'));
    await writeFile(path.join(folder, 'src/retry.ts'), SOURCE);
    await writeFile(path.join(folder, 'build.log'), LOG);
    await writeFile(path.join(folder, 'messages.json'), JSON.stringify(MESSAGES));
    server = await edge.connect({ cwd: folder });
  });
  afterAll(async () => {
    await server?.close();
    await remove();
  });

  it('lists five tools, all read-only', async () => {
    const { tools } = await server.client.listTools();
    expect(tools.map((tool) => tool.name)).toEqual([
      'smart_read',
      'analyze_context',
      'optimize_context',
      'compare_before_after',
      'get_usage_stats',
    ]);
    expect(tools.every((tool) => tool.annotations?.readOnlyHint === true && tool.title)).toBe(true);
  });

  it('reads a large source file as its outline, with text alone for the model', async () => {
    const { text, raw, figures } = await server.call('smart_read', { path: 'src/retry.ts' });
    expect(raw.structuredContent).toBeUndefined();
    expect(text.split('\n')[0]).toMatch(/^src\/retry\.ts .*v:[0-9a-f]+/);
    expect(text).toContain('export class Retry');
    expect(text).toContain('async run<T>(task: () => Promise<T>): Promise<T>');
    expect(text).toContain('export function step39(input: string): string');
    expect(text).not.toContain('padStart');
    expect(figures.view).toBe('outline');
  });

  it('reads one symbol with exact, numbered lines', async () => {
    const { text } = await server.call('smart_read', { path: 'src/retry.ts', symbol: 'Retry.delay' });
    const lines = SOURCE.split('\n');
    const first = lines.findIndex((line) => line.includes('delay(): number')) + 1;
    expect(text).toContain(`${first}`);
    expect(text).toContain('    return base * 2 ** this.attempts;');
    expect(text).not.toContain('async run');
  });

  it('says unchanged only to who quotes the version, and gives a diff when it changed', async () => {
    const file = path.join(folder, 'src/small.ts');
    await writeFile(file, 'export const limit = 3;\nexport const name = "a";\n');
    const first = await server.call('smart_read', { path: 'src/small.ts' });
    const tag = /v:[0-9a-f]+/.exec(first.text)?.[0];
    const again = await server.call('smart_read', { path: 'src/small.ts' });
    expect(again.text).toContain('export const limit = 3;');
    const quoted = await server.call('smart_read', { path: 'src/small.ts', since: tag });
    expect(quoted.figures.view).toBe('unchanged');
    expect(quoted.text).not.toContain('export const');
    const more = Array.from({ length: 60 }, (_, i) => `export const extra${i} = ${i};`).join('\n');
    await writeFile(file, `export const limit = 3;\nexport const name = "a";\n${more}\n`);
    const grown = await server.call('smart_read', { path: 'src/small.ts', view: 'full' });
    const grownTag = /v:[0-9a-f]+/.exec(grown.text)?.[0];
    await writeFile(file, `export const limit = 4;\nexport const name = "a";\n${more}\n`);
    const changed = await server.call('smart_read', { path: 'src/small.ts', since: grownTag });
    expect(changed.figures.view).toBe('diff');
    expect(changed.text).toContain('-export const limit = 3;');
    expect(changed.text).toContain('+export const limit = 4;');
  });

  it('analyzes messages, text and files', async () => {
    const inline = await server.call('analyze_context', { messages: MESSAGES, model: 'claude-sonnet-4-5' });
    expect(inline.isError).toBe(false);
    expect(inline.text).toMatch(/duplicate/i);
    expect(inline.text).toMatch(/claude/);
    const file = await server.call('analyze_context', { path: 'messages.json' });
    expect(file.text).toContain('Bash');
    const text = await server.call('analyze_context', { content: LOG });
    expect(text.text).toContain('o200k_base');
  });

  it('optimizes a log: smaller, nothing that matters lost, all of it to be had back', async () => {
    const { text, figures } = await server.call('optimize_context', { path: 'build.log' });
    expect(figures.after).toBeLessThan((figures.before as number) / 2);
    for (const kept of ['src/cart.ts(41,7): error TS2322', 'GET /api/orders 503', 'exit code 2']) {
      expect(text).toContain(kept);
    }
    const handle = /ctx:[0-9a-f]{12}/.exec(text)?.[0] ?? '';
    const original = await server.client.readResource({ uri: `context://original/${handle}` });
    expect((original.contents[0] as { text: string }).text).toBe(LOG);
  });

  it('optimizes messages into messages with every call and result still paired', async () => {
    const { text, figures } = await server.call('optimize_context', {
      messages: MESSAGES,
      level: 'balanced',
    });
    const body = JSON.parse(text.slice(text.indexOf('\n[') + 1)) as typeof MESSAGES;
    expect(body).toHaveLength(MESSAGES.length);
    expect(body[0]).toEqual(MESSAGES[0]);
    expect(body[1]).toEqual(MESSAGES[1]);
    expect((body[4]!.content[0] as { tool_use_id: string }).tool_use_id).toBe('toolu_2');
    expect(JSON.stringify(body)).toContain('error TS2322');
    expect(figures.after).toBeLessThan((figures.before as number) / 2);
  });

  it('gives back what it cannot make smaller', async () => {
    const { text, figures } = await server.call('optimize_context', { content: 'Just one short line.' });
    expect(text).toContain('Just one short line.');
    expect(figures.after).toBe(figures.before);
    expect(figures.unchanged).toBeTruthy();
  });

  it('compares: safe where nothing is lost, lossy where an error line went', async () => {
    const safe = await server.call('compare_before_after', { before: LOG, after: LOG });
    expect(safe.figures.verdict).toBe('safe');
    const lossy = await server.call('compare_before_after', {
      before: { path: 'build.log' },
      after: LOG.split('\n').slice(0, 5).join('\n'),
    });
    expect(lossy.figures.verdict).toBe('lossy');
    expect(lossy.text).toContain('src/cart.ts');
    const optimized = await server.call('optimize_context', { path: 'build.log' });
    const kept = await server.call('compare_before_after', { before: LOG, after: optimized.text });
    expect(kept.figures.verdict).not.toBe('lossy');
  });

  it('counts its own use, net', async () => {
    const { text, figures } = await server.call('get_usage_stats', {});
    expect(text).toContain('smart_read');
    expect(text).toMatch(/net/i);
    expect(figures.calls as number).toBeGreaterThan(5);
  });

  it('serves its resources', async () => {
    const { resources } = await server.client.listResources();
    expect(resources.map((resource) => resource.uri)).toEqual(
      expect.arrayContaining([
        'context://current/stats',
        'context://history/session',
        'context://recommendations',
      ]),
    );
    const { resourceTemplates } = await server.client.listResourceTemplates();
    expect(resourceTemplates.map((template) => template.uriTemplate)).toContain(
      'context://original/{handle}',
    );
    for (const { uri } of resources) {
      const { contents } = await server.client.readResource({ uri });
      expect((contents[0] as { text: string }).text.length).toBeGreaterThan(10);
    }
  });
});
