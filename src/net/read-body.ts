import type { IncomingMessage } from 'node:http';
import { SHARED, sharedBytes } from './shared-bytes.js';

/** How long the rest of a refused body is taken in and dropped, so that its sender gets to read the answer, in milliseconds. */
const DRAIN = 5_000;

/**
 * The body of a request, a long one in memory that threads can share.
 * @param limit in bytes
 * @returns undefined if it is longer, declared or not; the rest of it is then dropped as it comes
 * @throws Error if the sender goes away
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const declared = Number(request.headers['content-length']);
    const refuse = () => {
      request.off('data', take).resume();
      const timer = setTimeout(() => request.destroy(), DRAIN).unref();
      request.once('close', () => clearTimeout(timer)).once('end', () => clearTimeout(timer));
      resolve(undefined);
    };
    const take = (chunk: Buffer) => {
      if (gathered.length + chunk.length > limit) refuse();
      else gathered.add(chunk);
    };
    request.once('error', reject).once('close', () => {
      if (!request.readableEnded) reject(new Error('the sender went away'));
    });
    if (declared > limit) return refuse();
    const gathered = declared >= SHARED ? gatherKnown(declared) : gatherUnknown();
    request.on('data', take).once('end', () => resolve(gathered.whole()));
  });
}

interface Gathered {
  readonly length: number;
  add(chunk: Buffer): void;
  whole(): Buffer;
}

/** Each piece goes to its place as it comes, so that nothing is left to do for all of them at once. */
function gatherKnown(declared: number): Gathered {
  const bytes = sharedBytes(declared);
  let length = 0;
  return {
    get length() {
      return length;
    },
    add(chunk) {
      length += chunk.copy(bytes, length);
    },
    whole: () => bytes.subarray(0, length),
  };
}

function gatherUnknown(): Gathered {
  const chunks: Buffer[] = [];
  let length = 0;
  return {
    get length() {
      return length;
    },
    add(chunk) {
      length += chunk.length;
      chunks.push(chunk);
    },
    whole() {
      if (length < SHARED) return Buffer.concat(chunks);
      const known = gatherKnown(length);
      chunks.forEach(known.add);
      return known.whole();
    },
  };
}
