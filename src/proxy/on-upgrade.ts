import { type IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { asksForWebSocket } from './tunnel.js';

/**
 * Has requests for a WebSocket served like others: when the response is written the connection ends, but after a 101,
 * whose sender goes on with the socket. Node hands over every other request for an upgrade too, and reads no further;
 * these (HTTP/2 in the clear) go on over HTTP/1.1, as a server may let them.
 * @returns the open connections that are the server's no more, and that its end does not end
 */
export function onUpgrade(
  server: Server,
  serve: (request: IncomingMessage, response: ServerResponse) => void,
): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on('upgrade', (request, duplex, head) => {
    const socket = duplex as Socket;
    socket.unshift(head);
    if (!asksForWebSocket(request.headers)) return withoutUpgrade(server, request, socket);
    socket.on('error', () => {});
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.once('finish', () => {
      if (response.statusCode !== 101) socket.destroySoon();
    });
    serve(request, response);
  });
  return sockets;
}

/** Lets the server read the request once more, and what follows on its connection. */
function withoutUpgrade(server: Server, request: IncomingMessage, socket: Socket): void {
  const { method, url, httpVersion, rawHeaders } = request;
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    if (rawHeaders[at]!.toLowerCase() !== 'upgrade') lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  }
  socket.unshift(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'));
  server.emit('connection', socket);
}
