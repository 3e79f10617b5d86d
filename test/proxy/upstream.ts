import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createNetServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request as the upstream got it. */
export interface Recorded {
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly rawTrailers: readonly string[];
}

export interface Upstream {
  readonly url: string;
  readonly requests: Recorded[];
  /** How many requests wait for their response to end. */
  calls(): number;
}

type Reply = (response: ServerResponse, request: Recorded, incoming: IncomingMessage) => void;

/** An upstream that records each request and, when it has come whole, replies to it as it is told to. */
export async function startUpstream(reply: Reply): Promise<Upstream> {
  const requests: Recorded[] = [];
  const upstream = await startBareUpstream((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url = '', rawHeaders, rawTrailers } = incoming;
      const recorded = { method, url, rawHeaders, rawTrailers, body: Buffer.concat(chunks) };
      requests.push(recorded);
      reply(response, recorded, incoming);
    });
  });
  return { ...upstream, requests };
}

/** An upstream that is handed each request at its head. */
export async function startBareUpstream(
  handle: (incoming: IncomingMessage, response: ServerResponse) => void,
): Promise<Omit<Upstream, 'requests'>> {
  let calls = 0;
  const server = createServer({ keepAliveTimeout: 60_000 }, (incoming, response) => {
    calls += 1;
    // Two answers that are compared must not differ because a second has passed.
    response.sendDate = false;
    response.once('close', () => {
      calls -= 1;
    });
    incoming.on('error', () => {});
    handle(incoming, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls: () => calls };
}

/** An upstream below HTTP: it writes what it is told to, byte by byte. */
export async function startSocketUpstream(
  handle: (socket: Socket, nth: number) => void,
): Promise<{ readonly url: string }> {
  const sockets = new Set<Socket>();
  let nth = 0;
  const server = createNetServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    nth += 1;
    handle(socket, nth);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** The URL of a port where nothing listens. */
export async function deadUrl(): Promise<string> {
  const server = createNetServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
