import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { Log } from '../log.js';
import type { Connections } from './connections.js';
import { deliver } from './deliver.js';
import type { Endpoint } from './endpoint.js';
import type { Rewritten } from './exchange.js';
import { isReset } from './failure.js';
import type { Observation } from './observation.js';
import { type Call, type Outgoing, type Receiver, send } from './send.js';
import { sendWithTrailers } from './send-with-trailers.js';
import type { createTap } from './taps/tap.js';
import type { Upstream } from './upstreams.js';

/** Methods that change nothing, so that a request may be sent twice. */
const SAFE = ['GET', 'HEAD', 'OPTIONS'];

/** How requests reach upstreams, and how responses are read. */
export interface DispatchOptions {
  readonly log: Log;
  readonly createTap: typeof createTap;
  /** Milliseconds without a byte after which an upstream is given up. */
  readonly idle: number;
  readonly connections: Pick<Connections, 'dispatcherOf' | 'connectorOf'>;
}

export interface Dispatched {
  readonly outgoing: Outgoing;
  readonly upstream: Upstream;
  readonly endpoint: Endpoint | undefined;
  /** Trailers of the body, which are there when it has ended; undefined if none were announced. */
  readonly trailers?: (() => readonly string[]) | undefined;
  readonly rewritten?: Rewritten | undefined;
  readonly response: ServerResponse;
  readonly observation: Observation;
  /** Where another protocol was asked for: the upstream agrees, and nothing was written to the client yet. */
  readonly onUpgrade?: Receiver['onUpgrade'];
  /** There is no response, and nothing was written to the client yet. */
  onFailed(error: Error): void;
  /** The response broke off after its head, and was broken off at the client. */
  onTruncated(error: Error): void;
}

/**
 * Sends a request, and delivers the response as it comes. One that changes nothing is sent a second time where the
 * connection turns out to be stale; nobody knows that of any other, so it fails as it would without the proxy.
 */
export function dispatch(options: DispatchOptions, dispatched: Dispatched): Pick<Call, 'abort'> {
  const { outgoing, upstream, endpoint, trailers } = dispatched;
  const wire = endpoint?.tap;
  let isRepeatable = outgoing.body === null && SAFE.includes(outgoing.method);
  let call: Call | undefined;

  function start(receiver: Receiver): Call {
    const { connections, idle } = options;
    if (!trailers || !isStream(outgoing)) return send(connections.dispatcherOf(upstream), outgoing, receiver);
    const connector = connections.connectorOf(upstream);
    return sendWithTrailers(upstream.origin, outgoing, { trailers, idle, connector }, receiver);
  }

  const delivered = deliver({
    response: dispatched.response,
    observation: dispatched.observation,
    rewritten: dispatched.rewritten,
    log: options.log,
    createTap: wire && ((type, encoding) => options.createTap(wire, type, encoding)),
    resume: () => call?.resume(),
    onFailed(error) {
      if (!isRepeatable || !isReset(error)) return dispatched.onFailed(error);
      isRepeatable = false;
      call = start(receiver);
    },
    onTruncated: dispatched.onTruncated,
  });
  const receiver: Receiver = dispatched.onUpgrade
    ? { ...delivered, onUpgrade: dispatched.onUpgrade }
    : delivered;
  dispatched.observation.sent();
  call = start(receiver);
  return { abort: (reason) => call?.abort(reason) };
}

function isStream(outgoing: Outgoing): outgoing is Outgoing & { readonly body: Readable } {
  return outgoing.body !== null && !Buffer.isBuffer(outgoing.body);
}
