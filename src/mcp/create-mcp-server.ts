import {
  inputRequired,
  ProtocolError,
  ProtocolErrorCode,
  Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { App } from '../app.js';
import { brief } from '../errors.js';
import type { Log } from '../log.js';
import { type ClientRoots, noRoots, ROOTS, requestedRoots, returnedRoots } from './client-roots.js';
import type { Resource } from './define-resource.js';
import { type Call, listTools, type Tool } from './define-tool.js';
import { longArgumentsIn } from './long-message.js';
import { serveResources, watchResources } from './serve-resources.js';

/** What is served, the same on every connection. */
export interface ServerParts {
  readonly app: App;
  readonly tools: readonly Tool[];
  readonly resources: readonly Resource[];
  /** How the tools are meant to be used; clients show it to the model. */
  readonly instructions: string;
  readonly version: string;
}

/** What is served to: one stdio connection, or one HTTP request. */
export interface Connection {
  /** `legacy` speaks a revision up to 2025-11-25, `modern` one from 2026-07-28 on. */
  readonly era: 'legacy' | 'modern';
  readonly transport: 'stdio' | 'http';
}

/** How long a client may keep what never changes while the process runs, in milliseconds. */
const CACHE = { ttlMs: 300_000, cacheScope: 'private' } as const;

export function createMcpServer(parts: ServerParts, connection: Connection): Server {
  const { app, tools, resources, instructions, version } = parts;
  // Over HTTP an older client is served request by request, so that nobody is there to be notified.
  const notifies = connection.transport === 'stdio' || connection.era === 'modern';
  const server = new Server(
    { name: 'ctxopt', title: 'ctxopt', version },
    {
      instructions,
      capabilities: { tools: {}, resources: notifies ? { subscribe: true } : {} },
      cacheHints: { 'tools/list': CACHE, 'resources/templates/list': CACHE, 'server/discover': CACHE },
    },
  );
  server.onerror = (error) => app.log.warn('protocol error', { reason: error.message });
  const roots = rootsOf(server, app.log, connection);

  server.setRequestHandler('tools/list', () => ({ tools: listTools(tools) }));
  server.setRequestHandler('tools/call', async ({ params }, context) => {
    const tool = tools.find(({ name }) => name === params.name);
    if (!tool) throw unknownTool(params.name, tools);
    if (!roots.ready(context))
      return inputRequired({ inputRequests: { [ROOTS]: inputRequired.listRoots() } });
    // Loaded with the first call: every client starts the server, and many never call.
    const { callTool } = await import('./call-tool.js');
    return callTool(app, tool, params.arguments, callOf(context, roots));
  });
  serveResources(server, app, resources);
  if (connection.transport === 'stdio') notifyOfUpdates(server, parts, connection);
  return server;
}

/** A client over HTTP may sit on another machine, where its folders mean nothing: the configured ones hold. */
function rootsOf(server: Server, log: Log, { era, transport }: Connection): ClientRoots {
  if (transport === 'http') return noRoots;
  return era === 'modern' ? returnedRoots() : requestedRoots(server, log);
}

function callOf({ mcpReq }: ServerContext, roots: ClientRoots): Call {
  const progressToken = mcpReq._meta?.progressToken;
  let reported = Number.NEGATIVE_INFINITY;
  return {
    signal: mcpReq.signal,
    roots: () => roots.list(),
    long: longArgumentsIn(mcpReq._meta),
    progress(done, total, message) {
      // The protocol wants progress to increase; beyond a hundred steps nobody sees a difference.
      const step = done >= total ? 0 : total / 100;
      if (progressToken === undefined || done <= reported || done < reported + step) return;
      reported = done;
      mcpReq
        .notify({
          method: 'notifications/progress',
          params: { progressToken, progress: done, total, message },
        })
        .catch(() => {
          // The client is gone; the request's signal tells the tool.
        });
    },
  };
}

/**
 * Up to 2025-11-25 a client subscribes to URIs by requests of its own. In the newer era the SDK keeps the
 * subscriptions and passes on what was asked for.
 */
function notifyOfUpdates(server: Server, { app, resources }: ServerParts, { era }: Connection): void {
  const subscribed = new Set<string>();
  if (era === 'legacy') {
    server.setRequestHandler('resources/subscribe', ({ params }) => {
      subscribed.add(params.uri);
      return {};
    });
    server.setRequestHandler('resources/unsubscribe', ({ params }) => {
      subscribed.delete(params.uri);
      return {};
    });
  }
  server.onclose = watchResources(app, resources, (uri) => {
    if (era === 'legacy' && !subscribed.has(uri)) return;
    server.sendResourceUpdated({ uri }).catch((thrown: unknown) => {
      app.log.debug('an update could not be sent', { uri, cause: thrown });
    });
  });
}

function unknownTool(name: string, tools: readonly Tool[]): ProtocolError {
  const known = tools.map((tool) => tool.name).join(', ');
  return new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `There is no tool ${brief(name)}. There are: ${known}.`,
  );
}
