import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { pairsOf } from './pairs-of.js';
import type { Call, Outgoing, Receiver } from './send.js';

/**
 * Sends a request whose body has trailers after it, which undici cannot: on a connection of its own.
 * @param origin of the upstream
 * @param trailers asked when the body has ended: name, value, name, value …
 * @param idle milliseconds without a byte after which it fails
 */
export function sendWithTrailers(
  origin: string,
  outgoing: Outgoing & { readonly body: Readable },
  { trailers, idle }: { readonly trailers: () => readonly string[]; readonly idle: number },
  receiver: Receiver,
): Call {
  const url = new URL(origin);
  let incoming: IncomingMessage | undefined;
  let isOver = false;
  const fail = (error: Error) => {
    if (isOver) return;
    isOver = true;
    outgoing.body.destroy();
    receiver.onError(error);
  };
  const sent: ClientRequest = (url.protocol === 'https:' ? httpsRequest : httpRequest)({
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port,
    method: outgoing.method,
    path: outgoing.path,
    headers: ['Host', url.host, ...outgoing.headers],
    agent: false,
    timeout: idle,
  });
  sent.on('timeout', () => sent.destroy(timedOut()));
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
    sent.addTrailers(pairsOf(trailers()));
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
