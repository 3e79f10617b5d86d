import type { IncomingMessage, ServerResponse } from 'node:http';

/** What the proxy answers itself; such requests never go upstream. */
export interface OwnRoutes {
  readonly version: string;
  /** Why requests cannot be served as they should; undefined if they can. */
  readonly unready?: () => Promise<string | undefined>;
  /** In Prometheus' text format. */
  readonly metrics?: () => Promise<{ readonly contentType: string; readonly body: string }>;
  /** Whether a request may see the metrics. */
  readonly mayMeasure: (request: IncomingMessage) => Promise<boolean>;
}

interface Answer {
  readonly status: number;
  readonly contentType?: string;
  readonly body: string;
}

/** The answer to `/health`, `/ready` or `/metrics`; undefined for every other path, which is then to be forwarded. */
export function ownRoute(
  routes: OwnRoutes,
  pathname: string,
): ((request: IncomingMessage) => Promise<Answer>) | undefined {
  switch (pathname) {
    case '/health':
      return async () => json(200, { status: 'ok', name: 'ctxopt', version: routes.version });
    case '/ready':
      return async () => {
        const reason = await routes.unready?.();
        return reason === undefined
          ? json(200, { status: 'ready' })
          : json(503, { status: 'not ready', reason });
      };
    case '/metrics':
      return async (request) => {
        if (!(await routes.mayMeasure(request))) return json(401, { error: 'A key is demanded here.' });
        const metrics = await routes.metrics?.();
        return metrics ? { status: 200, ...metrics } : json(404, { error: 'There are no metrics here.' });
      };
    default:
      return undefined;
  }
}

/** Answers a request of the proxy's own routes, which are only read. Never rejects. */
export async function serveOwn(
  answer: (request: IncomingMessage) => Promise<Answer>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET') {
    write(response, json(405, { error: 'Only GET is served here.' }), { allow: 'GET' });
    return;
  }
  try {
    write(response, await answer(request));
  } catch {
    write(response, json(503, { error: 'This cannot be told now.' }));
  }
}

/** Answers in plain JSON. */
export function writeError(response: ServerResponse, status: number, error: string): void {
  write(response, json(status, { error }));
}

function json(status: number, value: Readonly<Record<string, string>>): Answer {
  return { status, body: `${JSON.stringify(value)}\n` };
}

function write(
  response: ServerResponse,
  { status, contentType = 'application/json', body }: Answer,
  fields: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...fields,
  });
  response.end(body);
}
