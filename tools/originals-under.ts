import { byteLengthOf, type Text } from '../src/context/exact-bytes.js';

/** What handles stand for. */
export interface Originals {
  readonly found: Readonly<Record<string, Text>>;
  /** Handles that were not looked up, because the others have too much under them. */
  readonly unseen: number;
}

/**
 * Looks handles up one by one until what is under them takes more than so many bytes: a text may name any number of them.
 * @param get undefined for a handle that nothing is kept under
 */
export async function originalsUnder(
  handles: readonly string[],
  most: number,
  get: (handle: string) => Promise<Text | undefined>,
): Promise<Originals> {
  const found: Record<string, Text> = {};
  let size = 0;
  for (const [at, handle] of handles.entries()) {
    if (size > most) return { found, unseen: handles.length - at };
    const original = await get(handle);
    if (original === undefined) continue;
    found[handle] = original;
    size += byteLengthOf(original);
  }
  return { found, unseen: 0 };
}
