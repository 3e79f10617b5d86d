import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Duplex, Readable } from 'node:stream';
import type { buildConnector } from 'undici';
import { fromUrl } from '../net/loopback.js';
import { endToEnd } from './hop-by-hop.js';
import { pairsOf } from './pairs-of.js';
import type { Call, Outgoing, Receiver } from './send.js';

export interface TrailersOptions {
  /** Asked when the body has ended: name, value, name, value … */
  readonly trailers: () => readonly string[];
  /** Milliseconds without a byte after which it fails. */
  readonly idle: number;
  readonly connector: buildConnector.connector;
}

/**
 * Sends a request whose body has trailers after it, which undici cannot: on a connection of its own.
 * @param origin of the upstream
 */
export function sendWithTrailers(
  origin: string,
  outgoing: Outgoing & { readonly body: Readable },
  { trailers, idle, connector }: TrailersOptions,
  receiver: Receiver,
): Call {
  const { protocol, host, hostname, port } = new URL(origin);
  let incoming: IncomingMessage | undefined;
  let isOver = false;
  const fail = (error: Error) => {
    if (isOver) return;
    isOver = true;
    outgoing.body.destroy();
    receiver.onError(error);
  };
  const sent: ClientRequest = (protocol === 'https:' ? httpsRequest : httpRequest)({
    createConnection(_, done) {
      const connected: buildConnector.Callback = (error, socket) => done(error, socket as Duplex);
      connector({ hostname: fromUrl(hostname), host, protocol, port }, connected);
      return undefined;
    },
    method: outgoing.method,
    path: outgoing.path,
    // Of itself Node sends the body of a GET or DELETE without a length, and its bytes would be taken for the next request.
    headers: ['Host', host, 'Transfer-Encoding', 'chunked', ...outgoing.headers],
  });
  sent.setTimeout(idle, () => sent.destroy(timedOut()));
  sent.on('information', ({ statusCode, rawHeaders }) => receiver.onInformation(statusCode, rawHeaders));
  sent.on('error', fail);
  sent.on('response', (response) => {
    incoming = response;
    receiver.onHead(response.statusCode ?? 0, response.statusMessage ?? '', response.rawHeaders);
    response.on('data', (chunk: Buffer) => {
      if (!receiver.onData(chunk)) response.pause();
    });
    response.on('error', fail);
    response.on('end', () => {
      isOver = true;
      outgoing.body.destroy();
      receiver.onEnd(response.rawTrailers);
    });
  });
  outgoing.body.on('error', (error) => sent.destroy(error));
  outgoing.body.on('data', (chunk: Buffer) => {
    if (!sent.write(chunk)) outgoing.body.pause();
  });
  sent.on('drain', () => outgoing.body.resume());
  outgoing.body.on('end', () => {
    sent.addTrailers(pairsOf(endToEnd(trailers())));
    sent.end();
  });
  return {
    resume: () => incoming?.resume(),
    abort: (reason) => sent.destroy(reason),
  };
}

function timedOut(): Error {
  return Object.assign(new Error('nothing came from the upstream'), { code: 'ETIMEDOUT_IDLE' });
}
