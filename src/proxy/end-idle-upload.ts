import type { IncomingMessage, ServerResponse } from 'node:http';

const TIMEOUT = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/**
 * Ends the connection of a client that has begun to send a body and does not go on, as the HTTP server itself does where a
 * head does not go on: nobody is kept waiting by half a request. A body that waits for a slow upstream is none of those.
 * @param idle milliseconds without a byte; it may take twice as long until that is seen
 */
export function endIdleUpload(request: IncomingMessage, response: ServerResponse, idle: number): void {
  // Most bodies come in one packet with their head, and are here by then.
  process.nextTick(() => {
    if (!request.complete && !request.destroyed) watch(request, response, idle);
  });
}

function watch(request: IncomingMessage, response: ServerResponse, idle: number): void {
  const { socket } = request;
  let seen = -1;
  const timer = setInterval(() => {
    const isLive = request.isPaused() || socket.bytesRead !== seen;
    seen = socket.bytesRead;
    if (isLive || request.complete) return;
    stop();
    if (!response.headersSent && response.socket === socket) socket.write(TIMEOUT);
    socket.destroySoon();
  }, idle).unref();
  const stop = () => clearInterval(timer);
  request.once('end', stop).once('close', stop);
}
