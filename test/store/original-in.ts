import { stringOf } from '../../src/context/exact-bytes.js';
import type { Original, Store } from '../../src/store/store.js';

/** The original whose hash begins so, its text as a string. */
export async function originalIn(
  store: Pick<Store, 'getOriginalBytes'>,
  prefix: string,
): Promise<Original | undefined> {
  const original = await store.getOriginalBytes(prefix);
  return original && { hash: original.hash, text: stringOf(original.text) };
}
