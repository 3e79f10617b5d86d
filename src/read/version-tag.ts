import { brief, CtxoptError } from '../errors.js';

/** `v:` and the first 10 hexadecimal digits of a content hash: names what a file held, not the file. */
export type VersionTag = `v:${string}`;

const DIGITS = 10;

/** @param hash a text's `hashOf`, 64 hexadecimal digits */
export function versionTag(hash: string): VersionTag {
  return `v:${hash.slice(0, DIGITS)}`;
}

/**
 * The digits of a tag as a caller quotes it, with or without `v:`; more digits than a tag has are welcome.
 * @throws CtxoptError `invalid_input`
 */
export function parseVersionTag(text: string): string {
  const digits = /^\s{0,9}(?:v:)?([0-9a-f]{10,64})\s{0,9}$/i.exec(text.slice(0, 100))?.[1];
  if (digits !== undefined) return digits.toLowerCase();
  throw new CtxoptError(
    'invalid_input',
    `"${brief(text)}" is no version tag.`,
    'Quote the tag that ends the first line of an earlier read, e.g. v:3f9a1c0b2d, or leave "since" out.',
  );
}
