import { isChanged, type Part } from '../../context/context.js';
import { HANDLES, type Handle, handleOf } from '../../context/handle.js';

/** The handles of one run and the originals behind them. */
export interface HandleBook {
  /** The handle of what stood in the body at a part. Hashed once, and only if asked for. */
  of(part: Part): Handle;
  /** Originals of those handles that really stand in changed parts. */
  namedIn(parts: readonly Part[]): ReadonlyMap<Handle, string>;
}

/** @param given the run's parts; the markers of those that came changed are known too */
export function handleBook(given: readonly Part[]): HandleBook {
  const handles = new Map<string, Handle>();
  const originals = new Map<Handle, string>();

  function of(part: Part): Handle {
    let handle = handles.get(part.id);
    if (handle === undefined) {
      handle = handleOf(part.source.text);
      handles.set(part.id, handle);
      originals.set(handle, part.source.text);
    }
    return handle;
  }

  for (const part of given) if (isChanged(part)) of(part);
  return {
    of,
    namedIn(parts) {
      const named = new Map<Handle, string>();
      for (const part of parts) {
        if (!isChanged(part)) continue;
        for (const found of part.text.match(HANDLES) ?? []) {
          const original = originals.get(found as Handle);
          if (original !== undefined) named.set(found as Handle, original);
        }
      }
      return named;
    },
  };
}
