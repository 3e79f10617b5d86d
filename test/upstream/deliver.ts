import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import zlib from 'node:zlib';
import type { Answer, Coding } from './script.js';

/** A body before it is sent: what may be told apart in it. */
export interface Body {
  readonly type: string;
  readonly chunks: readonly string[];
  /** Documents are sent with their length, streams chunked. */
  readonly isStream: boolean;
}

/** Sends an answer's body, and breaks it where the answer says so. Ends early if the client goes away. */
export async function deliver(
  response: ServerResponse,
  status: number,
  body: Body,
  answer: Answer,
): Promise<void> {
  const { failure, coding } = answer;
  if (failure?.kind === 'silence') return;
  if (failure?.kind === 'reset' && failure.when === 'before_head') return reset(response);

  const chunks = await encoded(cut(body.chunks, answer), coding, answer.chunkSize);
  const isMeasured = !body.isStream && answer.chunkSize === undefined && answer.pause === undefined;
  response.writeHead(status, {
    'content-type': body.type,
    'request-id': 'req_upstream',
    ...(coding ? { 'content-encoding': coding } : {}),
    ...(isMeasured ? { 'content-length': chunks.reduce((sum, chunk) => sum + chunk.length, 0) } : {}),
    ...(failure?.kind === 'status' && failure.retryAfter !== undefined
      ? { 'retry-after': failure.retryAfter }
      : {}),
    ...answer.headers,
  });
  response.flushHeaders();
  if (failure?.kind === 'reset' && failure.when === 'after_head') return reset(response);

  const broken = failure?.kind === 'reset' ? Math.max(1, chunks.length >> 1) : Number.POSITIVE_INFINITY;
  for (const [index, chunk] of chunks.entries()) {
    await (typeof answer.pause === 'number' ? sleep(answer.pause) : answer.pause?.(index));
    if (response.destroyed) return;
    if (index === broken) return reset(response);
    const half = broken === 1 && chunks.length === 1 ? chunk.subarray(0, chunk.length >> 1) : chunk;
    if (!response.write(half)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  if (broken === 1 && chunks.length === 1) return reset(response);
  response.end();
}

/** Milliseconds in which a client on this machine reads what was sent: a reset throws away what it has not read yet. */
const READ_TIME = 30;

/** An end without an end: RST. */
async function reset({ socket }: ServerResponse): Promise<void> {
  await sleep(READ_TIME);
  if (socket && !socket.destroyed) socket.resetAndDestroy();
}

function cut(chunks: readonly string[], { failure }: Answer): readonly string[] {
  if (chunks.length === 0 || (failure?.kind !== 'truncated' && failure?.kind !== 'invalid_json'))
    return chunks;
  const [only] = chunks;
  const isDocument = chunks.length === 1;
  const half = isDocument ? [only!.slice(0, only!.length >> 1)] : chunks.slice(0, chunks.length >> 1);
  if (failure.kind === 'truncated') return half;
  return [...half, isDocument ? ', oops' : 'data: {"type": oops\n\n'];
}

/** Each chunk compressed so far that a reader gets all of it, or cut to size. */
async function encoded(
  chunks: readonly string[],
  coding: Coding | undefined,
  size: number | undefined,
): Promise<readonly Buffer[]> {
  const bytes = coding ? await compressed(chunks, coding) : chunks.map((chunk) => Buffer.from(chunk));
  if (size === undefined) return bytes;
  const all = Buffer.concat(bytes);
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.subarray(index * size, (index + 1) * size),
  );
}

async function compressed(chunks: readonly string[], coding: Coding): Promise<readonly Buffer[]> {
  const [encoder, flush] = encoderFor(coding);
  const out: Buffer[] = [];
  let pending: Buffer[] = [];
  encoder.on('data', (chunk: Buffer) => pending.push(chunk));
  for (const chunk of chunks) {
    encoder.write(chunk);
    await new Promise<void>((resolve) => encoder.flush(flush, resolve));
    out.push(Buffer.concat(pending));
    pending = [];
  }
  encoder.end();
  await once(encoder, 'end');
  return [...out, Buffer.concat(pending)].filter(({ length }) => length > 0);
}

type Encoder = Transform & { flush(kind: number, done: () => void): void };

function encoderFor(coding: Coding): readonly [encoder: Encoder, flush: number] {
  const { Z_SYNC_FLUSH, BROTLI_OPERATION_FLUSH } = zlib.constants;
  if (coding === 'br') return [zlib.createBrotliCompress(), BROTLI_OPERATION_FLUSH];
  return [coding === 'gzip' ? zlib.createGzip() : zlib.createDeflate(), Z_SYNC_FLUSH];
}
