import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';

type CreateDecoder = (options: { readonly chunkSize: number }) => Transform;

/** Node has zstd from 22.15 on, which the types of the oldest one that is served do not know. */
const { createZstdDecompress } = zlib as { readonly createZstdDecompress?: CreateDecoder };

const decoders: ReadonlyMap<string, CreateDecoder> = new Map<string, CreateDecoder>([
  ['gzip', zlib.createGunzip],
  ['x-gzip', zlib.createGunzip],
  ['deflate', zlib.createInflate],
  ['br', zlib.createBrotliDecompress],
  ...(createZstdDecompress ? [['zstd', createZstdDecompress] as [string, CreateDecoder]] : []),
]);

/** Bytes that are decoded at a time. */
const CHUNK = 64 * 1024;

export interface DecodeLimits {
  /** Longest decoded body, in bytes. */
  readonly limit: number;
  /** Is asked for each piece, by its bytes, whether it can be kept. */
  readonly hasRoom: (bytes: number) => boolean;
}

/**
 * A body without its content encoding.
 * @param encoding the `content-encoding` as it came; undefined if there is none
 * @returns the very buffer if it was not encoded; undefined if it cannot be decoded, or kept
 */
export async function decodeBody(
  bytes: Buffer,
  encoding: string | undefined,
  { limit, hasRoom }: DecodeLimits,
): Promise<Buffer | undefined> {
  const applied = (encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  // One encoding on another is what nobody sends; decoding without bound is what a bomb asks for.
  if (applied.length === 0) return bytes;
  const decoder = applied.length === 1 ? decoders.get(applied[0]!)?.({ chunkSize: CHUNK }) : undefined;
  if (!decoder) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    decoder.end(bytes);
    for await (const chunk of decoder as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > limit || !hasRoom(chunk.length)) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks);
}
