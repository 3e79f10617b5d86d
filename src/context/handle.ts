import { createHash } from 'node:crypto';
import { exactBytes } from './exact-bytes.js';

/** `ctx:` and the first 12 hexadecimal digits of an original's hash. */
export type Handle = `ctx:${string}`;

const HANDLE_DIGITS = 12;

/** Matches every handle in a text. Global: use with `matchAll` or `replace`, not with `test`. */
export const HANDLES = /\bctx:[0-9a-f]{12,64}\b/g;

/**
 * SHA-256 of the text's UTF-8 bytes, 64 hexadecimal digits. Text that is not well-formed Unicode is hashed in the
 * bytes of {@link exactBytes}, so that no two different strings share their bytes.
 */
export function hashOf(text: string): string {
  return createHash('sha256').update(exactBytes(text)).digest('hex');
}

export function handleOf(text: string): Handle {
  return handleOfHash(hashOf(text));
}

/** @param hash a text's `hashOf` */
export function handleOfHash(hash: string): Handle {
  return `ctx:${hash.slice(0, HANDLE_DIGITS)}`;
}

/** Whether a whole string is a handle, possibly with fewer or more digits than `handleOf` gives. */
export function isHandle(text: string): text is Handle {
  return /^ctx:[0-9a-f]{8,64}$/.test(text);
}

/**
 * The note that stands where something was taken out, e.g. `[ctxopt: 120 repeated lines, ctx:0123456789ab]`.
 * One form for every pass, so that a model learns it once and a second run leaves it alone.
 */
export function marker(what: string, handle: Handle): string {
  return `[ctxopt: ${what}, ${handle}]`;
}

/** Matches every marker in a text. Global, like {@link HANDLES}. */
export const MARKERS = /\[ctxopt: [^[\]\n]*, ctx:[0-9a-f]{12,64}\]/g;
