import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';

export type CreateDecoder = (options: {
  readonly chunkSize?: number;
  readonly finishFlush?: number;
}) => Transform;

/** Node has zstd from 22.15 on, which the types of the oldest one that is served do not know. */
const { createZstdDecompress } = zlib as { readonly createZstdDecompress?: CreateDecoder };

/** What undoes a content coding (RFC 9110, 8.4.1), by its name in lower case. */
export const contentDecoders: ReadonlyMap<string, CreateDecoder> = new Map<string, CreateDecoder>([
  ['gzip', zlib.createGunzip],
  ['x-gzip', zlib.createGunzip],
  ['deflate', zlib.createInflate],
  ['br', zlib.createBrotliDecompress],
  ...(createZstdDecompress ? [['zstd', createZstdDecompress] as [string, CreateDecoder]] : []),
]);
