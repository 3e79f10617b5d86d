import type { Duplex, Readable } from 'node:stream';
import type { Dispatcher } from 'undici';

/** A request as it leaves. */
export interface Outgoing {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** name, value, name, value …, without `Host`. */
  readonly headers: string[];
  readonly body: Buffer | Readable | null;
  /** The protocol that it asks to go on with. */
  readonly upgrade?: string;
}

/** Takes a response as it comes. Headers and trailers are name, value, name, value … */
export interface Receiver {
  /** A 1xx response before the one that counts. */
  onInformation(status: number, headers: readonly string[]): void;
  onHead(status: number, message: string, headers: readonly string[]): void;
  /** False holds the response back until `resume`. */
  onData(chunk: Buffer): boolean;
  onEnd(trailers: readonly string[]): void;
  /** The upstream agrees to another protocol, and the connection is the receiver's; nothing else is heard then. */
  onUpgrade?(status: number, headers: readonly string[], socket: Duplex): void;
  /** The last that is heard. @param error with a `code`, of the system or of undici */
  onError(error: Error): void;
}

export interface Call {
  resume(): void;
  /** Ends the connection at once. `onError` follows. */
  abort(reason: Error): void;
}

/** Sends a request and hands on the response piece by piece, without a stream in between. */
export function send(dispatcher: Dispatcher, request: Outgoing, receiver: Receiver): Call {
  let controller: Dispatcher.DispatchController | undefined;
  let aborted: Error | undefined;
  dispatcher.dispatch(
    {
      method: request.method,
      path: request.path,
      headers: request.headers,
      body: request.body,
      ...(request.upgrade === undefined ? {} : { upgrade: request.upgrade }),
    },
    {
      onRequestStart(started) {
        controller = started;
        if (aborted) started.abort(aborted);
      },
      onRequestUpgrade({ rawHeaders }, status, _headers, socket) {
        receiver.onUpgrade?.(status, textOf(rawHeaders), socket);
      },
      onResponseStart({ rawHeaders }, status, _headers, message = '') {
        if (status < 200) receiver.onInformation(status, textOf(rawHeaders));
        else receiver.onHead(status, message, textOf(rawHeaders));
      },
      onResponseData(running, chunk) {
        if (!receiver.onData(chunk)) running.pause();
      },
      onResponseEnd({ rawTrailers }) {
        receiver.onEnd(textOf(rawTrailers));
      },
      onResponseError(_controller, error) {
        receiver.onError(error);
      },
    },
  );
  return {
    resume: () => controller?.resume(),
    abort(reason) {
      aborted = reason;
      controller?.abort(reason);
    },
  };
}

/** Bytes are characters of Latin-1 to Node's parser and serializer: so every byte comes through. */
function textOf(raw: Dispatcher.DispatchController['rawHeaders']): string[] {
  if (!Array.isArray(raw)) return [];
  return raw.map((field) => (typeof field === 'string' ? field : field.toString('latin1')));
}
