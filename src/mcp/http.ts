import { createServer } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { listen } from '../net/listen.js';
import { inUrl } from '../net/loopback.js';
import { untilSignal } from '../net/until-signal.js';
import { createMcpServer, type ServerParts } from './create-mcp-server.js';
import { addressGuard, tokenCheck } from './http-guard.js';
import { longMessageReader } from './long-message.js';
import { createRequestListener } from './request-listener.js';
import { watchResources } from './serve-resources.js';

/** Longest request body, in bytes. */
export const BODY_LIMIT = 32 * 1024 * 1024;

/** How often it is looked for connections that take too long to send, in milliseconds. */
const CHECKED_EVERY = 5_000;

/** How long requests in flight may take to finish once the server is told to stop, in milliseconds. */
const GRACE = 10_000;

/** How long the last words of closing streams may take to leave, in milliseconds. */
const FAREWELL = 200;

export interface HttpOptions extends ServerParts {
  /** The address or name to listen on. */
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The bearer token that every request to `/mcp` must carry; optional on a loopback host only. */
  readonly token?: string;
}

export interface HttpServing {
  /** Where MCP is served: `http://127.0.0.1:7333/mcp`. */
  readonly url: string;
  /** Finishes the requests in flight, ten seconds at most, then closes the App. A signal does the same. */
  close(): Promise<void>;
  /** Resolves when all of it is closed. */
  readonly closed: Promise<void>;
}

/**
 * Serves MCP at `/mcp`, in both eras and without sessions, and `/health` beside it.
 * @throws CtxoptError `invalid_input` if the host demands a token that is not set, or cannot be listened on
 */
export async function serveOnHttp(options: HttpOptions): Promise<HttpServing> {
  const { app, resources, host } = options;
  const isAuthorized = tokenCheck(host, options.token);
  const limits = { maxRequestBodySize: BODY_LIMIT };
  const onerror = (error: Error) => app.log.warn('protocol error', { reason: error.message });
  const mcp = createMcpHandler(({ era }) => createMcpServer(options, { era, transport: 'http' }), {
    ...limits,
    onerror,
  });
  const requests = createRequestListener({
    guard: addressGuard(host),
    isAuthorized,
    handle: toNodeHandler(mcp, { ...limits, onerror }),
    readLong: longMessageReader(app.compute, options.tools),
    limit: BODY_LIMIT,
    health: { status: 'ok', name: 'ctxopt', version: options.version },
  });
  const server = createServer({ connectionsCheckingInterval: CHECKED_EVERY }, (request, response) => {
    requests.listen(request, response).catch((thrown: unknown) => {
      app.log.warn('a request failed', { cause: thrown });
      response.destroy();
    });
  });
  // A call may take as long as it needs; sending one may not.
  server.headersTimeout = 15_000;
  server.requestTimeout = 120_000;
  server.keepAliveTimeout = 10_000;
  const port = await listen(server, host, options.port);
  const unwatch = watchResources(app, resources, (uri) => mcp.notify.resourceUpdated(uri));
  const signal = untilSignal();

  async function shutDown(): Promise<void> {
    signal.forget();
    unwatch();
    const stopped = new Promise<void>((resolve) => server.close(() => resolve()));
    await requests.finish(GRACE);
    await mcp.close();
    server.closeIdleConnections();
    // What is left are subscriptions, which were just told the end, and requests that took too long.
    setTimeout(() => server.closeAllConnections(), FAREWELL).unref();
    await stopped;
    await app.close();
  }

  let closing: Promise<void> | undefined;
  let settle = (_: Promise<void>) => {};
  const closed = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const close = () => {
    if (!closing) {
      closing = shutDown();
      settle(closing);
    }
    return closing;
  };
  void signal.received.then(close);
  return { url: `http://${inUrl(host)}:${port}/mcp`, close, closed };
}
