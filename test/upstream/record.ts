import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Usage } from '../../src/context/agent-session.js';

/** A request as the upstream got it. */
export interface Recorded {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Every byte of it: head, and body as it was framed. */
  readonly raw: Buffer;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  /** Without its framing, with its content coding. */
  readonly body: Buffer;
  /** As they came, by turns. */
  readonly rawTrailers: readonly string[];
  /** What was billed for it, once it is answered. */
  usage?: Usage;
  /** Whether the client went away before the answer was out. */
  isAborted: boolean;
}

/** Lets `recordOf` see the bytes of a server's connections. */
export function watchBytes(server: Server): (request: IncomingMessage) => Promise<Recorded> {
  const unclaimed = new WeakMap<Socket, Buffer[]>();
  server.on('connection', (socket: Socket) => {
    unclaimed.set(socket, []);
    // node's own reader is off the fast path once the bytes are listened to, and comes after this one
    socket.prependListener('data', (chunk: Buffer) => unclaimed.get(socket)!.push(chunk));
  });
  return async (request) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(unclaimed.get(request.socket)!.splice(0));
    return {
      method: request.method!,
      path: request.url!,
      raw,
      rawHeaders: request.rawHeaders,
      body: Buffer.concat(chunks),
      rawTrailers: request.rawTrailers,
      isAborted: false,
    };
  };
}
