import { isHandle } from '../context/handle.js';
import { brief, CtxoptError } from '../errors.js';
import type { Original, Store } from './store.js';

/**
 * The original that a handle names.
 * @param handle as it stands in a marker; case and surrounding blanks do not matter
 * @throws CtxoptError `invalid_input` if it is no handle, `not_found` if the store has none or several for it
 */
export async function originalOf(store: Pick<Store, 'getOriginal'>, handle: string): Promise<Original> {
  const named = handle.trim().toLowerCase();
  if (!isHandle(named)) {
    throw new CtxoptError(
      'invalid_input',
      `"${brief(handle)}" is no handle.`,
      'Give it as it stands in the marker: ctx: and 12 hexadecimal digits.',
    );
  }
  const original = await store.getOriginal(named.slice('ctx:'.length));
  if (original) return original;
  throw new CtxoptError(
    'not_found',
    `${named} names no original here, or more than one.`,
    'Give all its digits; if it comes from another machine or an emptied store, read the source again.',
  );
}
