import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/** A request's body was found to be longer than is taken. */
export class BodyTooLong extends Error {
  override readonly name = 'BodyTooLong';
}

/**
 * A request's body as a stream of its own: when the upstream has enough of it, for instance because it answered early,
 * the rest is dropped, and the client's connection lives on to read the answer.
 * @param limit in bytes; the stream fails with {@link BodyTooLong} beyond
 * @param onSize is told how many bytes have come so far
 */
export function uploadOf(request: IncomingMessage, limit: number, onSize: (bytes: number) => void): Readable {
  let size = 0;
  const upload = new Readable({
    read() {
      request.resume();
    },
    destroy(error, done) {
      request.off('data', take).off('end', finish).resume();
      done(error);
    },
  });
  const take = (chunk: Buffer) => {
    size += chunk.length;
    onSize(size);
    if (size > limit) upload.destroy(new BodyTooLong());
    else if (!upload.push(chunk)) request.pause();
  };
  const finish = () => upload.push(null);
  request.on('data', take).once('end', finish);
  request.once('close', () => {
    if (!request.readableEnded && !upload.destroyed) upload.destroy(new Error('the client went away'));
  });
  return upload;
}
