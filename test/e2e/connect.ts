import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

/** The compiled command, as a user's client starts it. */
export const CLI = path.resolve(
  import.meta.dirname,
  '../..',
  process.env.CTXOPT_DIST ?? 'dist',
  'src/cli.js',
);

export type Era = 'legacy' | 'modern';

export interface Connection {
  readonly client: Client;
  /** A tool's text as the model sees it, its figures as programs see them. */
  call(name: string, args: Readonly<Record<string, unknown>>): Promise<ToolAnswer>;
  close(): Promise<void>;
}

export interface ToolAnswer {
  readonly text: string;
  readonly isError: boolean;
  readonly figures: Record<string, unknown>;
  readonly raw: Record<string, unknown>;
}

/** How a test reaches a server: which transport, which era of the protocol. */
export interface Edge {
  readonly name: string;
  connect(options: ServerOptions): Promise<Connection>;
}

export interface ServerOptions {
  /** The working folder, which is the workspace. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Roots that the client names, where the era lets a server ask. */
  readonly roots?: readonly string[];
}

const ERAS: readonly Era[] = ['legacy', 'modern'];

export const edges: readonly Edge[] = ERAS.flatMap((era) => [
  { name: `stdio, ${era}`, connect: (options: ServerOptions) => connectStdio(era, options) },
  { name: `http, ${era}`, connect: (options: ServerOptions) => connectHttp(era, options) },
]);

export async function connectStdio(era: Era, { cwd, env, roots }: ServerOptions): Promise<Connection> {
  const client = newClient(era, roots);
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [CLI],
    cwd,
    env: serverEnv(env),
    stderr: 'ignore',
  });
  await client.connect(transport);
  return connection(client, async () => {});
}

async function connectHttp(era: Era, options: ServerOptions): Promise<Connection> {
  const server = await startHttp(options);
  const client = newClient(era);
  await client.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`)));
  return connection(client, server.stop);
}

export interface HttpServer {
  readonly url: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** Starts `ctxopt http` on a free port and waits until it says where it listens. */
export async function startHttp(
  { cwd, env }: ServerOptions,
  args: readonly string[] = [],
): Promise<HttpServer> {
  const child = spawn(process.execPath, [CLI, 'http', '--port', '0', ...args], {
    cwd,
    env: serverEnv(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let seen = '';
    child.stderr.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
    });
    child.stdout.on('data', (chunk: Buffer) => {
      const found = /http:\/\/[^\s/]+:\d+/.exec(chunk.toString());
      if (found) resolve(found[0]);
    });
    child.once('exit', () => reject(new Error(`ctxopt http ended: ${seen}`)));
  });
  return {
    url,
    process: child,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

function newClient(era: Era, roots?: readonly string[]): Client {
  const client = new Client(
    { name: 'ctxopt-test', version: '1.0.0' },
    {
      capabilities: roots ? { roots: { listChanged: true } } : {},
      versionNegotiation: { mode: era === 'modern' ? { pin: '2026-07-28' } : 'legacy' },
    },
  );
  if (roots) {
    client.setRequestHandler('roots/list', async () => ({
      roots: roots.map((root) => ({ uri: `file://${root}` })),
    }));
  }
  return client;
}

function connection(client: Client, stop: () => Promise<void>): Connection {
  return {
    client,
    async call(name, args) {
      const raw = (await client.callTool({ name, arguments: { ...args } })) as Record<string, unknown>;
      const content = raw.content as { type: string; text: string }[];
      return {
        text: content.map((block) => block.text).join('\n'),
        isError: raw.isError === true,
        figures: ((raw._meta as Record<string, unknown>)?.['ctxopt/result'] ?? {}) as Record<string, unknown>,
        raw,
      };
    },
    async close() {
      await client.close();
      await stop();
    },
  };
}

/** A clean environment: nothing of the tester's own settings, and no data folder unless the test names one. */
export function serverEnv(env: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME, CTXOPT_HOME: ':memory:', CTXOPT_LOG: 'silent', ...env };
}

/** A folder of the test's own, by its real path, and how to be rid of it. */
export async function temporaryFolder(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'ctxopt-')));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
