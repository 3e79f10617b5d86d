import type { Socket } from 'node:net';
import { type DispatchOptions, dispatch } from './dispatch.js';
import { endpointOf } from './endpoints.js';
import type { Admission } from './exchange.js';
import { failureOf, NO_WEBSOCKET } from './failure.js';
import { addedFields, requestFields } from './fields.js';
import { endToEnd } from './hop-by-hop.js';
import type { Observation } from './observation.js';
import type { OpenExchange } from './open-exchange.js';

/** After so many silent milliseconds TCP asks whether the other side is still there. */
const KEEP_ALIVE = 60_000;

export function asksForWebSocket(headers: { readonly upgrade?: string | undefined }): boolean {
  return /^websocket$/i.test(headers.upgrade ?? '');
}

/**
 * Forwards a request for a WebSocket, and once the upstream agrees every byte of both sides as it comes; a response that
 * does not agree passes like any other. Where the same is served over HTTP the client is asked to use that: only there
 * can requests be made smaller and their usage be read, and clients that try a WebSocket first go on at once.
 */
export function tunnel(
  options: DispatchOptions,
  exchange: OpenExchange,
  { credentials }: Extract<Admission, { readonly ok: true }>,
): void {
  const { request, response, route, head, observation } = exchange;
  const { upstream } = route;
  const overHttp = endpointOf('POST', head.path.split('?', 1)[0]!, route.provider);
  if (overHttp?.format !== undefined) {
    exchange.refuse(NO_WEBSOCKET, { upgrade: 'HTTP/1.1' });
    return;
  }
  const call = dispatch(options, {
    outgoing: {
      method: head.method,
      path: upstream.prefix + head.path,
      headers: requestFields(request.rawHeaders, { credentials }),
      body: null,
      upgrade: 'websocket',
    },
    upstream,
    endpoint: undefined,
    response,
    observation,
    onUpgrade(status, headers, remote) {
      remote.on('error', exchange.truncated);
      const { socket } = response;
      exchange.atEnd(() => remote.destroy());
      if (!socket || exchange.isOver()) return;
      observation.answered(status);
      response.sendDate = false;
      response.writeHead(status, [
        ...['Connection', 'Upgrade', 'Upgrade', 'websocket'],
        ...endToEnd(headers),
        ...addedFields(observation.id, undefined, 0),
      ]);
      response.end(() => join(socket, remote as Socket, observation));
    },
    onFailed(error) {
      const failure = failureOf(error, upstream.origin, 0);
      options.log.warn('a WebSocket was not opened', { upstream: upstream.name, code: failure.code });
      exchange.answerFor(failure);
    },
    onTruncated: exchange.truncated,
  });
  exchange.atEnd(() => call.abort(new Error('the client went away')));
}

/** What one side sends goes to the other, no faster than that reads; the end of one ends the other. */
function join(client: Socket, remote: Socket, { draft }: Observation): void {
  const ways = [
    { from: client, to: remote, count: 'requestBytes' },
    { from: remote, to: client, count: 'responseBytes' },
  ] as const;
  for (const { from, to, count } of ways) {
    from.setKeepAlive(true, KEEP_ALIVE);
    draft[count] = 0;
    from.on('data', (chunk: Buffer) => {
      draft[count] = (draft[count] ?? 0) + chunk.length;
    });
    from.once('error', () => to.destroy());
    // What it sent last is still to be written.
    from.once('close', () => to.destroySoon());
    from.pipe(to);
  }
}
