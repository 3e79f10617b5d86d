import type { IncomingMessage } from 'node:http';
import { SHARED, sharedBytes } from './shared-bytes.js';

/** How long the rest of a refused body is taken in and dropped, so that its sender gets to read the answer, in milliseconds. */
const DRAIN = 5_000;

/** Why a body was not read: the rest of one too long is dropped as it comes; one that found no room is to be read yet, all of it. */
export type Unread = 'too long' | 'no room';

/**
 * The body of a request, a long one in memory that threads can share.
 * @param limit in bytes, declared or not
 * @param hasRoom is asked for each piece that comes, by its bytes, whether it can be kept
 * @throws Error if the sender goes away
 */
export function readBody(
  request: IncomingMessage,
  limit: number,
  hasRoom: (bytes: number) => boolean = () => true,
): Promise<Buffer | Unread> {
  return new Promise((resolve, reject) => {
    const declared = Number(request.headers['content-length']);
    const stop = () => request.off('data', take).off('end', finish);
    const refuse = () => {
      stop().resume();
      const timer = setTimeout(() => request.destroy(), DRAIN).unref();
      request.once('close', () => clearTimeout(timer)).once('end', () => clearTimeout(timer));
      resolve('too long');
    };
    const leave = () => {
      stop().pause().unshift(gathered.whole());
      resolve('no room');
    };
    const take = (chunk: Buffer) => {
      if (gathered.length + chunk.length > limit) return refuse();
      gathered.add(chunk);
      if (!hasRoom(chunk.length)) leave();
    };
    const finish = () => resolve(gathered.whole());
    request.once('error', reject).once('close', () => {
      if (!request.readableEnded) reject(new Error('the sender went away'));
    });
    if (declared > limit) return refuse();
    const gathered = gather(declared);
    request.on('data', take).once('end', finish);
  });
}

interface Gathered {
  readonly length: number;
  add(chunk: Buffer): void;
  whole(): Buffer;
}

/**
 * Where a body's length is declared, each piece goes to its place as it comes, so that nothing is left to do for all of them at
 * once. There is none before some of it has come, of a long one as much as is worth sharing: to declare costs its sender
 * nothing.
 * @param declared bytes; NaN if they are not
 */
function gather(declared: number): Gathered {
  const chunks: Buffer[] = [];
  let place: Buffer | undefined;
  let length = 0;
  const due = declared < SHARED ? 0 : SHARED;
  return {
    get length() {
      return length;
    },
    add(chunk) {
      const isDue = declared > chunk.length && length + chunk.length >= due;
      if (isDue) place ??= joined(chunks.splice(0), declared);
      if (place) chunk.copy(place, length);
      else chunks.push(chunk);
      length += chunk.length;
    },
    whole() {
      if (place) return place.subarray(0, length);
      return chunks.length === 1 && length < SHARED ? chunks[0]! : joined(chunks, length);
    },
  };
}

/** @param size of the memory that they are put at the beginning of, in bytes */
function joined(chunks: readonly Buffer[], size: number): Buffer {
  const bytes = size < SHARED ? Buffer.allocUnsafeSlow(size) : sharedBytes(size);
  let length = 0;
  for (const chunk of chunks) length += chunk.copy(bytes, length);
  return bytes;
}
