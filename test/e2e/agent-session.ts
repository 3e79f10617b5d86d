import { execFile, spawn } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Usage } from '../../src/context/agent-session.js';
import { tokenizerFor } from '../../src/tokens/tokenizer-for.js';
import type { Recorded } from '../upstream/record.js';
import { type Part, type Script, say, think } from '../upstream/script.js';
import { startUpstream, type Upstream } from '../upstream/upstream.js';
import type { CodingAgent } from './coding-agents.js';
import { CLI } from './connect.js';

export type Way = 'passthrough' | 'lossless' | 'balanced';

/** What came of a session. */
export interface AgentSession {
  readonly code: number | null;
  /** What the agent printed. */
  readonly said: string;
  /** Its requests as it sent them, billed as if they had gone to the provider, and as they reached that. */
  readonly sent: readonly Recorded[];
  readonly arrived: readonly Recorded[];
  /** What the proxy wrote, its log included, and what `ctxopt stats` then told. */
  readonly log: string;
  readonly stats: ProxyStats;
}

export interface ProxyStats {
  readonly sessions: number;
  readonly usage: Usage;
  /** In US dollars; the second as ctxopt estimates it. */
  readonly cost: number;
  readonly costWithout: number;
}

export const FINAL = 'The total was wrong; worker-2 cannot reach its database.';
export const ERROR_LINE = '2026-11-22T10:05:00Z ERROR worker-2 connection refused db-1:5432';
export const FAILURE = 'not ok 38 - total counts each line';

const files: Readonly<Record<string, string>> = {
  'orders.ts': Array.from(
    { length: 60 },
    (_, index) =>
      `export function total${index}(lines: readonly number[]): number {\n  return lines.length + ${index};\n}\n`,
  ).join('\n'),
  'orders.json': JSON.stringify(
    Array.from({ length: 120 }, (_, id) => ({ id, name: `order ${id}`, total: 10 * id, open: id % 3 === 0 })),
    null,
    2,
  ),
  'log.mjs': `for (let i = 0; i < 300; i++) console.log('2026-11-22T10:00:' + String(i % 60).padStart(2, '0') + 'Z INFO worker-' + (i % 4) + ' processed batch ' + i + ' in ' + (10 + (i % 7)) + ' ms');\nconsole.log('${ERROR_LINE}');\n`,
  'check.mjs': `for (let i = 1; i <= 80; i++) console.log(i === 38 ? '${FAILURE}' : 'ok ' + i + ' - total' + i + ' adds up');\nprocess.exitCode = 1;\n`,
};

/** What the model does, one after the other: the number of results that a request holds tells how far it is. */
function stepsOf(agent: CodingAgent, folder: string): readonly (readonly Part[])[] {
  const orders = path.join(folder, 'orders.ts');
  return [
    [think('I should look at the code first.'), say('Let me look.'), agent.read(orders)],
    [agent.run('node log.mjs')],
    [agent.run('cat orders.json')],
    [agent.run('node log.mjs')],
    [
      think('The total counts lines.'),
      agent.edit(orders, '  return lines.length + 7;', '  return lines.length + 8;'),
    ],
    [agent.read(orders)],
    [agent.run('node check.mjs')],
    [say(FINAL)],
  ];
}

/** Its last is what the model is asked when all is done. */
export const STEPS = 8;

/** A whole session with tools, by a new user in a new folder. `base` is the same for all that are to be compared. */
export async function runSession(
  agent: CodingAgent,
  command: string,
  way: Way,
  base: string,
): Promise<AgentSession> {
  const folder = path.join(base, 'work');
  const home = path.join(base, 'home');
  const store = path.join(base, 'store');
  for (const each of [folder, home, store]) {
    await rm(each, { recursive: true, force: true });
    await mkdir(each, { recursive: true });
  }
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  await mkdir(path.join(home, '.codex'));
  const steps = stepsOf(agent, folder);
  const script: Script = ({ body, isModel }) => {
    if (!isModel) return [];
    const text = JSON.stringify(body);
    if (!text.includes(`"name":"${agent.tool}"`)) return [say('Orders')];
    return steps[Math.min(resultsIn(text), steps.length - 1)]!;
  };
  const countTokens = tokenizerFor(agent.model).count;
  const upstream = await startUpstream({ script, countTokens });
  const mirror = await startUpstream({ script, countTokens });
  const proxy = await startProxy(upstream, store, way);
  const tee = await startTee(proxy.url, mirror.url);
  const { args, env } = agent.start({
    url: tee.url,
    home,
    prompt: 'Find out why the total is wrong, and mend it.',
  });
  const { PATH = '', LANG = 'C.UTF-8' } = process.env;
  const client = spawn(command, args, {
    cwd: folder,
    env: { PATH, LANG, HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [client.stdout, client.stderr]) stream.on('data', (chunk) => (said += chunk));
  const hung = setTimeout(() => client.kill('SIGKILL'), 100_000);
  const code = await new Promise<number | null>((resolve) => client.once('close', resolve));
  clearTimeout(hung);
  await tee.close();
  const log = await proxy.stop();
  const stats = await statsIn(store);
  await Promise.all([upstream.close(), mirror.close()]);
  return { code, said, sent: mirror.requests, arrived: upstream.requests, log, stats };
}

async function statsIn(store: string): Promise<ProxyStats> {
  const { PATH } = process.env;
  const args = [CLI, 'stats', '--scope', 'all', '--format', 'json'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { PATH, CTXOPT_HOME: store } });
  return (JSON.parse(stdout) as { readonly proxy: ProxyStats }).proxy;
}

function resultsIn(text: string): number {
  return text.match(/"type":"(?:tool_result|\w+_call_output)"|"role":"tool"/g)?.length ?? 0;
}

async function startProxy(upstream: Upstream, store: string, way: Way) {
  const config = path.join(store, 'proxy.yaml');
  await writeFile(
    config,
    `defaults: { level: ${way === 'passthrough' ? 'lossless' : way}, rewriteCached: false }\n`,
  );
  const args = [CLI, 'proxy', '--port', '0', '--upstream', upstream.url, '--config', config];
  const child = spawn(process.execPath, way === 'passthrough' ? [...args, '--passthrough'] : args, {
    env: { PATH: process.env.PATH, HOME: store, CTXOPT_HOME: store },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (chunk) => {
      log += chunk;
      const [, found] = /ANTHROPIC_BASE_URL=(\S+)\n[\s\S]*OLLAMA_HOST/.exec(log) ?? [];
      if (found) resolve(found);
    });
    void closed.then(() => reject(new Error(`the proxy ended: ${log}`)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await closed;
    return log;
  };
  return { url, stop };
}

/** Lets every byte through to one server, and shows what the client sends to another one too, whose answers go nowhere. */
async function startTee(to: string, mirror: string) {
  const server = createServer((client) => {
    const sockets = [
      client,
      ...[to, mirror].map((url) => connect(Number(new URL(url).port), '127.0.0.1')),
    ] as const;
    for (const socket of sockets) {
      socket.on('error', () => {});
      socket.once('close', () => {
        for (const other of sockets) other.destroy();
      });
    }
    const [, target, copy] = sockets;
    client.pipe(target!).pipe(client);
    client.pipe(copy!).resume();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
