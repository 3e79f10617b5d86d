import type { IncomingMessage } from 'node:http';

/** How long the rest of a refused body is taken in and dropped, so that its sender gets to read the answer, in milliseconds. */
const DRAIN = 5_000;

/**
 * The body of a request.
 * @param limit in bytes
 * @returns undefined if it is longer, declared or not; the rest of it is then dropped as it comes
 * @throws Error if the sender goes away
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const refuse = () => {
      request.off('data', take).resume();
      const timer = setTimeout(() => request.destroy(), DRAIN).unref();
      request.once('close', () => clearTimeout(timer)).once('end', () => clearTimeout(timer));
      resolve(undefined);
    };
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) refuse();
      else chunks.push(chunk);
    };
    request.once('error', reject).once('close', () => reject(new Error('the sender went away')));
    if (Number(request.headers['content-length']) > limit) return refuse();
    request.on('data', take).once('end', () => resolve(Buffer.concat(chunks)));
  });
}
