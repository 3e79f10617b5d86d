import type { Compute } from '../compute/compute.js';
import type { LongArguments } from '../compute/read-message.js';
import type { Tool } from './define-tool.js';

/** Messages of so many bytes are parsed in another thread. */
export const LONG_MESSAGE = 1024 * 1024;

/** Where a call's long arguments stand in its `_meta` on their way from the transport to the tool. */
const LONG = 'ctxopt/long';

/** Parses a long message off the main thread; undefined if it is no JSON, or cannot be parsed there. */
export type ReadLongMessage = (bytes: Uint8Array) => Promise<unknown>;

export function longMessageReader(compute: Compute, tools: readonly Tool[]): ReadLongMessage {
  const names = [...new Set(tools.flatMap((tool) => tool.long ?? []))];
  return async (bytes) => {
    try {
      // A copy, because what is moved to another thread is gone here.
      const read = await compute.run('readMessage', { bytes: new Uint8Array(bytes), names });
      return read && withLong(read.message, read.long);
    } catch {
      return undefined;
    }
  };
}

function withLong(message: unknown, long: LongArguments): unknown {
  if (Object.keys(long).length === 0) return message;
  const { params, ...rest } = message as { readonly params: { readonly _meta?: object } };
  return { ...rest, params: { ...params, _meta: { ...params._meta, [LONG]: long } } };
}

/** The long arguments of a call with this `_meta`. Whatever a client writes there is no bytes. */
export function longArgumentsIn(meta: Readonly<Record<string, unknown>> | undefined): LongArguments {
  const long: Record<string, Uint8Array> = {};
  for (const [name, value] of Object.entries({ ...(meta?.[LONG] as object | undefined) })) {
    if (value instanceof Uint8Array) long[name] = value;
  }
  return long;
}
