import type { Transform } from 'node:stream';
import zlib from 'node:zlib';
import { contentDecoders } from '../content-decoders.js';

/** Bytes that may wait for a decoder that is slower than the network. */
const MAX_PENDING = 8 * 1024 * 1024;
/** Decoded bytes of a body that are read; a longer one is no answer of a model. */
const MAX_DECODED = 256 * 1024 * 1024;

export interface DecodedBytes {
  write(chunk: Buffer): void;
  /** A promise if bytes are still being decoded. */
  end(): Promise<void> | undefined;
}

/**
 * Undoes a content coding (RFC 9110, 8.4.1) off the main thread, and never holds back who writes.
 * @param sink gets the decoded bytes
 * @param giveUp is called if no more will come: another coding, damage, too much
 */
export function decodedBytes(
  coding: string | undefined,
  sink: (bytes: Buffer) => void,
  giveUp: () => void,
): DecodedBytes {
  const name = coding?.trim().toLowerCase() ?? '';
  let decoder: Transform | undefined;
  let isOver = false;
  let decoded = 0;
  const stop = () => {
    if (isOver) return;
    isOver = true;
    decoder?.destroy();
    giveUp();
  };
  const take = (bytes: Buffer) => {
    decoded += bytes.length;
    if (decoded > MAX_DECODED) stop();
    else if (!isOver) sink(bytes);
  };
  if (name === '' || name === 'identity') return { write: take, end: () => undefined };
  return {
    write: (chunk) => {
      if (isOver || chunk.length === 0) return;
      decoder ??= decoderFor(name, chunk[0]!)?.on('data', take).on('error', stop);
      if (!decoder || decoder.writableLength > MAX_PENDING) stop();
      else decoder.write(chunk);
    },
    end: () => {
      const last = decoder;
      if (!last || isOver) return undefined;
      return new Promise((resolve) => {
        last.once('end', resolve).once('close', resolve).end();
      });
    },
  };
}

/** How each gives what it has of a body that was cut off; zstd has no such way. */
const FLUSHES: Readonly<Record<string, number>> = {
  gzip: zlib.constants.Z_SYNC_FLUSH,
  'x-gzip': zlib.constants.Z_SYNC_FLUSH,
  deflate: zlib.constants.Z_SYNC_FLUSH,
  br: zlib.constants.BROTLI_OPERATION_FLUSH,
};

function decoderFor(coding: string, firstByte: number): Transform | undefined {
  // With zlib's header, as the standard says, or without, as some servers send it.
  const isBare = coding === 'deflate' && (firstByte & 0x0f) !== 8;
  const create = isBare ? zlib.createInflateRaw : contentDecoders.get(coding);
  const finishFlush = FLUSHES[coding];
  return create?.(finishFlush === undefined ? {} : { finishFlush });
}
