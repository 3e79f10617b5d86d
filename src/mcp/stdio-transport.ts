import type { Readable } from 'node:stream';
import {
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResponse,
  type JSONRPCMessage,
  ProtocolErrorCode,
  parseJSONRPCMessage,
  type RequestId,
  type Transport,
} from '@modelcontextprotocol/server';
import { createLineReader, ENDS, type Line } from './line-reader.js';
import { LONG_MESSAGE, type ReadLongMessage } from './long-message.js';

/** Longest message that is taken, in bytes. */
export const MESSAGE_LIMIT = 64 * 1024 * 1024;

/** How long requests in flight are waited for once the input has ended, in milliseconds. */
const GRACE = 10_000;

export interface StdioTransportOptions {
  readonly input: Readable;
  /** Writes one line; `done` is called once it has left the process, or could not. */
  readonly write: (line: string, done: (error?: Error | null) => void) => void;
  readonly readLong: ReadLongMessage;
}

/**
 * MCP over two streams, a JSON-RPC message a line. Unlike the SDK's own it is linear in the length of a message,
 * survives one that is too long, and answers what was asked before the input ended, so that a shell pipe works.
 * A line that is no JSON is reported and skipped.
 * @returns the transport, and a promise that resolves when it has closed
 */
export function createStdioTransport(options: StdioTransportOptions): {
  readonly transport: Transport;
  readonly closed: Promise<void>;
} {
  const { input, write, readLong } = options;
  const reader = createLineReader(MESSAGE_LIMIT, LONG_MESSAGE);
  const inFlight = new Set<RequestId>();
  /** Long messages that are being parsed, and their bytes. */
  const unread = { count: 0, bytes: 0 };
  /** Requests that were canceled before they could be read. */
  const canceled = new Set<RequestId>();
  let ended = false;
  let open = true;
  let resolveClosed = () => {};
  const closed = new Promise<void>((resolve) => {
    resolveClosed = resolve;
  });

  function receive(line: Line): void {
    if (line.kind === 'long') void receiveLong(line.bytes);
    else if (line.kind === 'too_long') refuse(idWithin(line), TOO_LONG);
    else receiveText(line.text);
  }

  function receiveText(text: string): void {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch (cause) {
      transport.onerror?.(new Error('a line of the input is no JSON', { cause }));
      return;
    }
    accept(json);
  }

  /** What comes meanwhile is not kept waiting, unless it would be too much to hold. */
  async function receiveLong(bytes: Buffer): Promise<void> {
    const { length } = bytes;
    // The bytes are gone once they are read.
    const id = idWithin({
      head: bytes.toString('utf8', 0, ENDS),
      tail: bytes.toString('utf8', Math.max(0, length - ENDS)),
    });
    unread.count += 1;
    unread.bytes += length;
    if (unread.bytes > MESSAGE_LIMIT) input.pause();
    const read = await readLong(bytes);
    unread.count -= 1;
    unread.bytes -= length;
    if (!open) return;
    if (unread.bytes <= MESSAGE_LIMIT) input.resume();
    if ('message' in read) accept(read.message);
    else refuse(id, read.reason, read.code);
    if (unread.count === 0) canceled.clear();
    closeAtEnd();
  }

  function accept(json: unknown): void {
    const message = messageIn(json);
    if (!message) return;
    if (isJSONRPCRequest(message)) {
      if (canceled.delete(message.id)) return;
      if (message.method !== SUBSCRIPTION) inFlight.add(message.id);
    }
    if (isJSONRPCNotification(message) && message.method === 'notifications/cancelled') {
      const id = message.params?.requestId as RequestId;
      if (unread.count > 0 && !inFlight.has(id)) canceled.add(id);
      settle(id);
    }
    transport.onmessage?.(message);
  }

  function messageIn(json: unknown): JSONRPCMessage | undefined {
    try {
      return parseJSONRPCMessage(json);
    } catch {
      refuse(idOf(json), 'This is no JSON-RPC 2.0 message.');
      return undefined;
    }
  }

  function refuse(
    id: RequestId | undefined,
    message: string,
    code: number = ProtocolErrorCode.InvalidRequest,
  ): void {
    transport.onerror?.(new Error(message));
    if (id === undefined) return;
    send({ jsonrpc: '2.0', id, error: { code, message } }).catch(() => {});
  }

  function send(message: JSONRPCMessage): Promise<void> {
    if (!open) return Promise.reject(new Error('the connection is closed'));
    return new Promise((resolve, reject) => {
      write(`${JSON.stringify(message)}\n`, (error) => {
        if (error) reject(error);
        else resolve();
        if (isJSONRPCResponse(message) && message.id !== undefined) settle(message.id);
      });
    });
  }

  function settle(id: RequestId): void {
    inFlight.delete(id);
    closeAtEnd();
  }

  function closeAtEnd(): void {
    if (ended && inFlight.size === 0 && unread.count === 0) close();
  }

  function end(): void {
    if (ended) return;
    ended = true;
    for (const line of reader.end()) receive(line);
    closeAtEnd();
    if (open) setTimeout(close, GRACE).unref();
  }

  function close(): void {
    if (!open) return;
    open = false;
    input.off('data', onData).off('end', end).off('close', end);
    input.pause();
    transport.onclose?.();
    resolveClosed();
  }

  const onData = (chunk: Buffer) => {
    for (const line of reader.push(chunk)) receive(line);
  };

  const transport: Transport = {
    async start() {
      input.on('data', onData).on('end', end).on('close', end);
      input.on('error', (error) => {
        transport.onerror?.(error);
        close();
      });
    },
    send,
    close: async () => close(),
  };
  return { transport, closed };
}

/** Stays open as long as the connection, and is answered when it closes. */
const SUBSCRIPTION = 'subscriptions/listen';

const TOO_LONG = `A message is longer than ${MESSAGE_LIMIT / 1024 / 1024} MiB. Put the content into a file and give its path.`;

/** A request's id. A malformed response has none: its error would be taken for the answer to another request. */
function idOf(json: unknown): RequestId | undefined {
  const { id, method } = { ...(json as { id?: unknown; method?: unknown } | null) };
  return typeof method === 'string' && (typeof id === 'string' || typeof id === 'number') ? id : undefined;
}

/** The same of a message of which only the ends are left: an id stands first or last in what clients write. */
function idWithin({ head, tail }: { readonly head: string; readonly tail: string }): RequestId | undefined {
  const first = /^\s*\{(?:\s*"jsonrpc"\s*:\s*"2\.0"\s*,)?\s*"id"\s*:\s*(\d{1,15}|"[^"\\]{1,200}")\s*,/.exec(
    head,
  );
  const last = /"id"\s*:\s*(\d{1,15}|"[^"\\]{1,200}")\s*\}\s*$/.exec(tail);
  const id = first?.[1] ?? last?.[1];
  return id !== undefined && /"method"\s*:/.test(head) ? (JSON.parse(id) as RequestId) : undefined;
}
