import type { StoreOptions } from './create-store.js';
import type { Store } from './store.js';

/** A store that is loaded with its first use: a server's start pays for none of it. */
export function createLazyStore(options: StoreOptions): Store {
  let loading: Promise<Store> | undefined;

  function store(): Promise<Store> {
    loading ??= import('./create-store.js').then(({ createStore }) => createStore(options));
    return loading;
  }

  return {
    putOriginal: async (text) => (await store()).putOriginal(text),
    getOriginal: async (prefix) => (await store()).getOriginal(prefix),
    recordUsage: async (event) => (await store()).recordUsage(event),
    usage: async (filter) => (await store()).usage(filter),
    status: async () => (await store()).status(),
    close: async () => (await loading)?.close(),
  };
}
