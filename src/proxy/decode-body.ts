import { contentDecoders } from './content-decoders.js';

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
  const decoder = applied.length === 1 ? contentDecoders.get(applied[0]!)?.({ chunkSize: CHUNK }) : undefined;
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
