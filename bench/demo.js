// The main job in one go: the real server over stdio, driven by the official client.
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const root = path.resolve(import.meta.dirname, '..');
const SESSION = 'bench/sample-session.jsonl';

/** The largest source file of this repository. */
function largestSource() {
  const files = readdirSync(path.join(root, 'src'), { recursive: true })
    .map((name) => path.join('src', name))
    .filter((name) => name.endsWith('.ts'));
  return files.reduce((a, b) =>
    statSync(path.join(root, a)).size >= statSync(path.join(root, b)).size ? a : b,
  );
}

const client = new Client({ name: 'ctxopt-demo', version: '1.0.0' });
await client.connect(
  new StdioClientTransport({
    command: process.execPath,
    args: [path.join(root, 'dist/src/cli.js')],
    cwd: root,
    env: { ...process.env, CTXOPT_HOME: ':memory:' },
  }),
);

/** Calls a tool as an agent would and prints what its model would see, the first lines of it. */
async function show(name, args, most = 24) {
  const result = await client.callTool({ name, arguments: args });
  const text = result.content.map((block) => block.text).join('\n');
  const lines = text.split('\n');
  console.log(`\n━━ ${name} ${JSON.stringify(args).slice(0, 140)}`);
  console.log(
    lines
      .slice(0, most)
      .map((line) => line.slice(0, 160))
      .join('\n'),
  );
  if (lines.length > most) console.log(`   … ${lines.length - most} more lines`);
  if (result.isError) process.exitCode = 1;
  return result._meta?.['ctxopt/result'] ?? {};
}

const { tools } = await client.listTools();
console.log(`ctxopt serves ${tools.length} tools: ${tools.map((tool) => tool.name).join(', ')}`);

await show('smart_read', { path: largestSource(), view: 'outline' });
await show('analyze_context', { path: SESSION, model: 'claude-sonnet-4-5' }, 40);
const optimized = await show('optimize_context', { path: SESSION, level: 'balanced' }, 14);
await show('compare_before_after', { before: { path: SESSION }, after: { path: optimized.handle } });
await show('get_usage_stats', { scope: 'session' }, 40);
await client.close();
