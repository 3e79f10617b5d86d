import type { Part } from '../../context/context.js';

/**
 * What an image counts, about: Anthropic bills width × height / 750 after scaling it to at most 1.15 megapixels,
 * whatever its bytes.
 */
const MEDIA_TOKENS = 1600;

/** Shorter runs of base64 letters may be words, paths or ids. */
const MIN_PAYLOAD = 512;

/** Encoded data in an opaque part, if it is long: an image's bytes, a thinking block's signature. */
const RUN = /[A-Za-z0-9+/_-]+={0,2}/g;
const MEDIA = /"(?:image|document|image_url|input_audio|file)"/;

/** Whether a part holds an image, a document or the like as data. */
export function isMedia(part: Part): boolean {
  return (
    part.kind === 'opaque' && part.text.length >= MIN_PAYLOAD && MEDIA.test(part.text.slice(0, MIN_PAYLOAD))
  );
}

/** Tokens of a part. Encoded data in an opaque part is not billed as the text that it is written in. */
export function partTokens(part: Part, count: (text: string) => number): number {
  if (part.kind !== 'opaque' || part.text.length < MIN_PAYLOAD) return count(part.text);
  const words = part.text.replace(RUN, (run) => (run.length < MIN_PAYLOAD ? run : ''));
  return count(words) + (isMedia(part) ? MEDIA_TOKENS : 0);
}
