import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import { CtxoptError } from '../errors.js';
import type { Log } from '../log.js';
import { listen } from '../net/listen.js';
import { inUrl, isLoopback } from '../net/loopback.js';
import { addressGuard } from './address-guard.js';
import { createConnections } from './connections.js';
import { endIdleUpload } from './end-idle-upload.js';
import type { Admit, Observe, Rewrite } from './exchange.js';
import { createForward } from './forward.js';
import type { HttpProxyOf } from './http-proxy.js';
import { onUpgrade } from './on-upgrade.js';
import { type OwnRoutes, ownRoute, serveOwn, writeError } from './own-routes.js';
import { sparingLog } from './sparing-log.js';
import { createTap } from './taps/tap.js';
import { routeOf, type Upstreams } from './upstreams.js';

/** Longest request body, in bytes. */
export const BODY_LIMIT = 64 * 1024 * 1024;

/** Bytes of request bodies that are held at once, to be rewritten. */
const MOST_HELD = 512 * 1024 * 1024;

/** Longest head of a request or response, in bytes. */
const HEAD_LIMIT = 64 * 1024;

export interface ServeProxyOptions {
  /** The address or name to listen on. */
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly upstreams: Upstreams;
  /** The proxies that upstreams are reached through; without it, none. */
  readonly proxyOf?: HttpProxyOf;
  readonly version: string;
  readonly log: Log;
  /** Decides which requests may pass; without it, all do. */
  readonly admit?: Admit;
  /** Whether `admit` demands a key of the proxy's own: any but a loopback host needs that. */
  readonly requiresKeys?: boolean;
  /** Without it, or with `passthrough`, requests go out as they came. */
  readonly rewrite?: Rewrite;
  readonly passthrough?: boolean;
  readonly observe?: Observe;
  readonly unready?: OwnRoutes['unready'];
  readonly metrics?: OwnRoutes['metrics'];
  /** How responses are read; to be replaced in tests. */
  readonly createTap?: typeof createTap;
  readonly times?: Partial<Times>;
  /** Bytes of request bodies that are held at once, to be rewritten: those beyond go out as they come. Default: 512 MiB. */
  readonly mostHeld?: number;
}

/** In milliseconds. */
export interface Times {
  /** To connect to an upstream. */
  readonly connect: number;
  /**
   * Without a byte from an upstream: it may think long before it answers, and between two events. Clients that wait less
   * long go away, and take their call with them; machines that are gone are found out by TCP.
   */
  readonly idle: number;
  /** For a client to send a request's head, which takes no time. */
  readonly head: number;
  /** Without a byte of a request's body. */
  readonly upload: number;
  /** For a rewrite. */
  readonly rewrite: number;
  /** For the exchanges that go on when the proxy is told to stop. */
  readonly grace: number;
}

const TIMES: Times = {
  connect: 10_000,
  idle: 3_600_000,
  head: 15_000,
  upload: 60_000,
  rewrite: 3_000,
  grace: 30_000,
};

/** For all of a request, body included, to come in, in milliseconds: it may wait for an upstream that is slow to take it. */
const REQUEST_TIME = 600_000;

/** How often the HTTP server looks for requests that take too long, in milliseconds. */
const LOOK_EVERY = 5_000;

export interface ProxyServing {
  /** `http://127.0.0.1:7337` */
  readonly url: string;
  /** Requests that go on. */
  running(): number;
  /** Takes no more requests and resolves when those that go on have ended, or were ended after the time of grace. */
  close(): Promise<void>;
}

/**
 * Forwards every request to its upstream, and serves `/health`, `/ready` and `/metrics`.
 * @throws CtxoptError `invalid_input` if the host demands keys and none are, or cannot be listened on
 */
export async function serveProxy(options: ServeProxyOptions): Promise<ProxyServing> {
  const { host, upstreams, log, admit = () => ({ ok: true, project: '' }) } = options;
  if (!isLoopback(host) && !options.requiresKeys) {
    throw new CtxoptError(
      'invalid_input',
      `${host} can be reached from other machines, and there are no keys to tell who may.`,
      'Listen on 127.0.0.1, or create a key first: ctxopt keys create --project NAME',
    );
  }
  const times: Times = { ...TIMES, ...options.times };
  const connections = createConnections({
    ...times,
    headLimit: HEAD_LIMIT,
    proxyOf: options.proxyOf ?? (() => undefined),
  });
  const forward = createForward({
    admit,
    ...(options.rewrite && !options.passthrough ? { rewrite: options.rewrite } : {}),
    observe: options.observe ?? (() => {}),
    log: sparingLog(log),
    createTap: options.createTap ?? createTap,
    limits: { bytes: BODY_LIMIT, time: times.rewrite },
    mostHeld: options.mostHeld ?? MOST_HELD,
    idle: times.idle,
    connections,
  });
  const guard = addressGuard(host);
  const own: OwnRoutes = {
    version: options.version,
    ...(options.unready ? { unready: options.unready } : {}),
    ...(options.metrics ? { metrics: options.metrics } : {}),
    async mayMeasure({ headers, socket }) {
      if (!options.requiresKeys) return true;
      const head = { method: 'GET', path: '/metrics', headers, address: socket.remoteAddress ?? '' };
      return (await admit(head, undefined)).ok;
    },
  };
  const running = new Set<Promise<void>>();
  let isClosing = false;

  function serve(request: IncomingMessage, response: ServerResponse, expectsContinue: boolean) {
    // What is left of a body after its response may fail to come: nobody waits for it.
    request.on('error', () => {});
    if (isClosing) response.shouldKeepAlive = false;
    const { authority, target } = targetOf(request.url ?? '/');
    const foreign = guard(request.headers, authority);
    if (foreign !== undefined) return writeError(response, 403, foreign);
    if (target === undefined) return writeError(response, 400, 'The request target is no path.');
    if (isCoded(request.headers)) return writeError(response, 501, NO_CODING);
    const answer = ownRoute(own, target.split('?', 1)[0]!);
    if (answer) return serveOwn(answer, request, response);
    const route = routeOf(upstreams, request.method ?? 'GET', target, request.headers);
    if (!route) return writeError(response, 404, NO_UPSTREAM);
    endIdleUpload(request, response, times.upload);
    const exchange = forward({ request, response, route, expectsContinue }).then(() => {
      running.delete(exchange);
    });
    running.add(exchange);
  }

  const server = createServer(
    { maxHeaderSize: HEAD_LIMIT, connectionsCheckingInterval: Math.min(LOOK_EVERY, times.head) },
    (request, response) => serve(request, response, false),
  );
  server.on('checkContinue', (request, response) => serve(request, response, true));
  const tunnels = onUpgrade(server, (request, response) => serve(request, response, false));
  server.on('connect', (_request, socket) => {
    socket.on('error', () => {});
    socket.end('HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
  // The head's length is limit enough: of more fields than this Node would drop the rest, `Content-Length` with them.
  server.maxHeadersCount = 0;
  server.headersTimeout = times.head;
  server.requestTimeout = REQUEST_TIME;
  // Longer than clients keep connections, so that none is closed while a request is under way on it.
  server.keepAliveTimeout = 75_000;
  const port = await listen(server, host, options.port);

  async function shutDown(): Promise<void> {
    isClosing = true;
    // The HTTP server's own way to close would cut off responses that are written but have not left yet.
    const stopped = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
    const patience = setTimeout(() => {
      server.closeAllConnections();
      for (const socket of tunnels) socket.destroy();
    }, times.grace);
    while (running.size > 0) await Promise.all(running);
    server.close();
    await stopped;
    clearTimeout(patience);
    await connections.close();
  }

  let closing: Promise<void> | undefined;
  return {
    url: `http://${inUrl(host)}:${port}`,
    running: () => running.size,
    close() {
      closing ??= shutDown();
      return closing;
    },
  };
}

const NO_UPSTREAM =
  'ctxopt does not know where this request belongs. It forwards /v1/… and /api/…; ' +
  'name another upstream by: ctxopt proxy --upstream NAME=URL, and call /NAME/…';

const NO_CODING = 'Of transfer codings only "chunked" is understood here.';

/**
 * Whether a body is coded before it is sent in chunks. That ends at the connection, so what nobody undoes here would be lost
 * (RFC 9112, 6.1). What does not end with `chunked` Node refuses.
 */
function isCoded({ 'transfer-encoding': codings }: IncomingHttpHeaders): boolean {
  return codings !== undefined && /,\s*chunked$/i.test(codings);
}

/** The path and query of a request target; clients that take the proxy for one of theirs name a host before it. */
function targetOf(url: string): { readonly authority?: string; readonly target?: string } {
  if (url.startsWith('/')) return { target: url };
  const [, authority, rest] = /^https?:\/\/([^/?#]*)(.*)$/is.exec(url) ?? [];
  if (authority === undefined) return {};
  return { authority, target: rest!.startsWith('/') ? rest! : `/${rest!}` };
}
