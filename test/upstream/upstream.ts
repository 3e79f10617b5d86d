import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { createPromptCache } from '../../src/billing/prompt-cache.js';
import { type Billing, billingOf } from './billing.js';
import { type Body, deliver } from './deliver.js';
import type { Dialect, Reply } from './dialect.js';
import { type Recorded, watchBytes } from './record.js';
import { type Route, routeOf } from './routes.js';
import type { Answer, Failure, Part, Script } from './script.js';

export interface UpstreamOptions {
  /** What the model answers. It repeats a greeting if absent. */
  readonly script?: Script;
  /** Milliseconds; the prompt caches' clock. */
  readonly now?: () => number;
  /** How texts are counted; four characters a token if absent. */
  readonly countTokens?: (text: string) => number;
}

export interface Upstream {
  /** Without a slash at its end. */
  readonly url: string;
  readonly port: number;
  /** In the order in which they came whole. */
  readonly requests: readonly Recorded[];
  /** From the next request on. */
  follow(script: Script): void;
  /** Forgets what was recorded, and returns it. */
  take(): readonly Recorded[];
  /** Ends every connection, in whatever state it is. */
  close(): Promise<void>;
}

/** Anthropic, OpenAI and Ollama in one server on 127.0.0.1, that answers as it is told and bills as they would. */
export async function startUpstream(options: UpstreamOptions = {}): Promise<Upstream> {
  const { now = Date.now, countTokens = (text) => Math.ceil(text.length / 4) } = options;
  const billing: Billing = { cache: createPromptCache(), countTokens, now };
  const requests: Recorded[] = [];
  let script = options.script ?? (() => [{ type: 'text', text: 'Hello from the upstream.' }]);
  let count = 0;

  const server = createServer();
  server.keepAliveTimeout = 60_000;
  const recordOf = watchBytes(server);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void respond(request, response).catch(() => response.destroy());
  });

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const recorded = await recordOf(request);
    requests.push(recorded);
    response.on('close', () => {
      recorded.isAborted = !response.writableFinished;
    });
    const route = routeOf(
      recorded.method,
      new URL(recorded.path, 'http://upstream').pathname,
      request.headers,
    );
    const body = parsed(recorded.body, request.headers['content-encoding']);
    const index = count++;
    const answer = wholeAnswer(script({ path: recorded.path, body, index, isModel: route.isScripted }));
    const reply = replyTo(route, body, answer, index, recorded);
    await deliver(response, reply.status, reply.body, answer);
  }

  function replyTo(route: Route, body: unknown, answer: Answer, index: number, recorded: Recorded) {
    const { failure } = answer;
    const refuse = (status: number, type: string, message: string) => ({
      status,
      body: document(route.dialect.error(type, message)),
    });
    if (failure?.kind === 'status') {
      return refuse(failure.status, failure.type, `The upstream was told to answer ${failure.status}.`);
    }
    const request = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
    if (!route.isScripted) {
      const fixed = route.answer(request, countTokens);
      return { status: fixed.status, body: document(fixed.body) };
    }
    const billed = billingOf(route, request, answer.parts, billing);
    if (billed.fault !== undefined) return refuse(400, 'invalid_request_error', billed.fault);
    recorded.usage = billed.usage;
    const model = typeof request.model === 'string' ? request.model : 'unknown';
    const reply = { id: `up${index}`, model, parts: answer.parts, usage: billed.usage, request };
    return { status: 200, body: bodyOf(route.dialect, reply, failure) };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    follow: (next) => {
      script = next;
    },
    take: () => requests.splice(0),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** An address where nothing listens: connections are refused. */
export async function refusingUrl(): Promise<string> {
  const upstream = await startUpstream();
  await upstream.close();
  return upstream.url;
}

function wholeAnswer(told: Answer | readonly Part[]): Answer {
  return 'parts' in told ? { ...told } : { parts: told };
}

function bodyOf(dialect: Dialect, reply: Reply, failure: Failure | undefined): Body {
  if (!dialect.isStream(reply.request)) return document(dialect.document(reply));
  const events = dialect.events(reply);
  const chunks =
    failure?.kind === 'error_event'
      ? [
          ...events.slice(0, events.length >> 1),
          dialect.errorEvent(failure.type, 'The upstream was told to fail.'),
        ]
      : events;
  return { type: dialect.streamType, chunks, isStream: true };
}

function document(value: unknown): Body {
  const chunks = value === undefined ? [] : [JSON.stringify(value)];
  return { type: 'application/json', chunks, isStream: false };
}

/** Undefined for what is no JSON, or in a coding that no client sends. */
function parsed(body: Buffer, coding: string | undefined): unknown {
  try {
    const decode = { gzip: gunzipSync, br: brotliDecompressSync, deflate: inflateSync }[coding ?? ''];
    return JSON.parse((decode ? decode(body) : body).toString('utf8'));
  } catch {
    return undefined;
  }
}
