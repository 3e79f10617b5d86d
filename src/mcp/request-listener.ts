import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NodeMcpRequestHandler } from '@modelcontextprotocol/node';
import { readBody } from '../net/read-body.js';
import type { Guard } from './http-guard.js';
import { LONG_MESSAGE, type ReadLongMessage } from './long-message.js';

export interface RequestListenerOptions {
  readonly guard: Guard;
  readonly isAuthorized: (request: IncomingMessage) => boolean;
  readonly handle: NodeMcpRequestHandler;
  readonly readLong: ReadLongMessage;
  /** Longest request body, in bytes. */
  readonly limit: number;
  /** What `/health` answers. */
  readonly health: Readonly<Record<string, string>>;
}

export interface RequestListener {
  listen(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Refuses new requests and resolves when those in flight are answered, or after `patience` milliseconds. */
  finish(patience: number): Promise<void>;
}

/** Routes HTTP requests: guards first, then `/health` and `/mcp`. */
export function createRequestListener(options: RequestListenerOptions): RequestListener {
  const inFlight = new Set<ServerResponse>();
  let finishing = false;
  let onIdle = () => {};

  async function serveMcp(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!options.isAuthorized(request)) {
      const challenge = { 'WWW-Authenticate': 'Bearer realm="ctxopt"' };
      return refuse(response, 401, 'A bearer token is demanded here.', challenge);
    }
    if (request.method !== 'POST')
      return refuse(response, 405, 'Only POST is served here.', { Allow: 'POST' });
    if (finishing) return refuse(response, 503, 'The server is shutting down.', { Connection: 'close' });
    const body = await readBody(request, options.limit);
    if (typeof body === 'string') {
      return refuse(response, 413, `The body is longer than ${options.limit / 1024 / 1024} MiB.`);
    }
    const { method, url = '/', headers } = request;
    const replayed = {
      method,
      url,
      headers,
      async *[Symbol.asyncIterator]() {
        yield body;
      },
    };
    if (body.length < LONG_MESSAGE) return options.handle(replayed, response);
    const read = await options.readLong(body);
    if ('message' in read) return options.handle(replayed, response, read.message);
    refuse(response, 400, read.reason, {}, read.code);
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!options.guard(request, response)) return;
    const path = request.url?.split('?', 1)[0];
    if (path === '/mcp') return serveMcp(request, response);
    if (path !== '/health') return refuse(response, 404, 'MCP is served at /mcp.');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return refuse(response, 405, 'Only GET is served here.', { Allow: 'GET, HEAD' });
    }
    response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
    response.end(request.method === 'GET' ? JSON.stringify(options.health) : undefined);
  }

  return {
    async listen(request, response) {
      // A subscription is open for as long as the server is: waiting for its end would be waiting for oneself.
      if (request.headers['mcp-method'] !== 'subscriptions/listen') inFlight.add(response);
      response.once('close', () => {
        inFlight.delete(response);
        if (inFlight.size === 0) onIdle();
      });
      await route(request, response);
    },
    async finish(patience) {
      finishing = true;
      if (inFlight.size === 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, patience);
        onIdle = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
  };
}

/** Answers as the SDK does what never reaches it: a JSON-RPC error that belongs to no request. */
function refuse(
  response: ServerResponse,
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
  code = -32_000,
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify({ jsonrpc: '2.0', error: { code, message }, id: null }));
}
