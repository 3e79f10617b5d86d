import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';

export interface Asked {
  readonly method?: string;
  readonly path?: string;
  /** name, value, name, value …; `Host` is added. */
  readonly headers?: readonly string[];
  readonly body?: string | Buffer | readonly (string | Buffer)[];
  /** name, value pairs after a chunked body. */
  readonly trailers?: readonly (readonly [string, string])[];
  readonly agent?: Agent;
}

export interface Answered {
  readonly status: number;
  readonly message: string;
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  readonly text: string;
  readonly rawTrailers: readonly string[];
  readonly informed: readonly number[];
}

/** Opens a request and leaves its body to the caller. Errors go to `response`. */
export function open(
  url: string,
  { method = 'POST', path = '/v1/messages', headers = [], agent }: Asked,
): {
  readonly sent: ClientRequest;
  readonly response: Promise<IncomingMessage>;
  readonly informed: number[];
} {
  const { host, hostname, port } = new URL(url);
  const informed: number[] = [];
  const sent = request({
    hostname,
    port,
    method,
    path,
    headers: ['Host', host, ...headers],
    agent: agent ?? new Agent({ keepAlive: false }),
  });
  sent.on('information', ({ statusCode }) => informed.push(statusCode));
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', (incoming) => {
      // The reader hears of it by `aborted` or an iterator that throws.
      incoming.on('error', () => {});
      resolve(incoming);
    });
    sent.on('error', reject);
  });
  return { sent, response, informed };
}

/** Asks and reads the whole answer. Rejects if that breaks off. */
export async function ask(url: string, asked: Asked = {}): Promise<Answered> {
  const { sent, response, informed } = open(url, asked);
  const { body } = asked;
  if (Array.isArray(body)) for (const chunk of body) sent.write(chunk);
  else if (body !== undefined) sent.write(body as string | Buffer);
  if (asked.trailers)
    sent.addTrailers(asked.trailers.map(([name, value]): [string, string] => [name, value]));
  sent.end();
  return { ...(await readAnswer(await response)), informed };
}

export async function readAnswer(incoming: IncomingMessage): Promise<Omit<Answered, 'informed'>> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  return {
    status: incoming.statusCode ?? 0,
    message: incoming.statusMessage ?? '',
    rawHeaders: incoming.rawHeaders,
    headers: incoming.headers,
    body,
    text: body.toString(),
    rawTrailers: incoming.rawTrailers,
  };
}

/** A connection below HTTP. */
export function dial(url: string): Socket {
  const { hostname, port } = new URL(url);
  return connect({ host: hostname, port: Number(port), noDelay: true, allowHalfOpen: true });
}

/** Sends bytes and gives all that comes back until the other side closes, or is silent for a while. */
export function exchangeBytes(url: string, bytes: string | Buffer, silence = 300): Promise<string> {
  return new Promise((resolve) => {
    const socket = dial(url);
    let text = '';
    const done = () => {
      socket.destroy();
      resolve(text);
    };
    socket.setTimeout(silence, done);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.on('end', done).on('error', done);
    socket.write(bytes);
  });
}
