import path from 'node:path';
import { Client, type ClientOptions, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { CtxoptError } from '../../src/errors.js';
import { type HttpOptions, type HttpServing, serveOnHttp } from '../../src/mcp/http.js';
import { createResources, createTestApp, createTools, type TestApp } from './kit.mjs';

export const ERAS = ['2025-11-25', '2026-07-28'] as const;

export type Era = (typeof ERAS)[number];

/** The official client, made to speak one era. */
export function createClient(era: Era, options: ClientOptions = {}): Client {
  const mode = era === '2026-07-28' ? { pin: era } : 'legacy';
  return new Client({ name: 'test', version: '1.0.0' }, { ...options, versionNegotiation: { mode } });
}

export const SERVER = path.join(import.meta.dirname, 'stdio-server.mjs');

export function spawnServer(env: Record<string, string> = {}): StdioClientTransport {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => !!entry[1]);
  return new StdioClientTransport({
    command: process.execPath,
    args: [SERVER],
    env: { ...Object.fromEntries(inherited), ...env },
    stderr: 'pipe',
    maxBufferSize: 64 * 1024 * 1024,
  });
}

export function serve(options: Partial<HttpOptions> = {}): Promise<HttpServing & { app: TestApp }> {
  const app = createTestApp();
  const parts = {
    app,
    tools: createTools(CtxoptError),
    resources: createResources(CtxoptError),
    instructions: 'For tests.',
    version: '1.2.3',
  };
  return serveOnHttp({ ...parts, host: '127.0.0.1', port: 0, ...options }).then((serving) => ({
    ...serving,
    app,
  }));
}

export function overHttp(serving: HttpServing, token?: string): StreamableHTTPClientTransport {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  return new StreamableHTTPClientTransport(new URL(serving.url), { requestInit: { headers } });
}

/** The text of a tool's result. */
export function textOf(result: unknown): string {
  const { content } = result as { content: { type: string; text: string }[] };
  return content.map((block) => block.text).join('\n');
}
