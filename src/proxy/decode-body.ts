import { promisify } from 'node:util';
import * as zlib from 'node:zlib';

type Decode = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

/** Node has zstd from 22.15 on, which the types of the oldest one that is served do not know. */
const { zstdDecompress } = zlib as { readonly zstdDecompress?: typeof zlib.gunzip };

const decoders: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ['gzip', promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip)],
  ['x-gzip', promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip)],
  ['deflate', promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.inflate)],
  ['br', promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress)],
  ...(zstdDecompress
    ? [['zstd', promisify<Buffer, zlib.ZlibOptions, Buffer>(zstdDecompress)] as [string, Decode]]
    : []),
]);

/**
 * A body without its content encoding.
 * @param encoding the `content-encoding` as it came; undefined if there is none
 * @param limit longest decoded body, in bytes
 * @returns the very buffer if it was not encoded; undefined if it cannot be decoded
 */
export async function decodeBody(
  bytes: Buffer,
  encoding: string | undefined,
  limit: number,
): Promise<Buffer | undefined> {
  const applied = (encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  // One encoding on another is what nobody sends; decoding without bound is what a bomb asks for.
  if (applied.length === 0) return bytes;
  const decode = applied.length === 1 ? decoders.get(applied[0]!) : undefined;
  try {
    return await decode?.(bytes, { maxOutputLength: limit });
  } catch {
    return undefined;
  }
}
