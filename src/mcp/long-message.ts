import { ProtocolErrorCode } from '@modelcontextprotocol/server';
import type { Compute } from '../compute/compute.js';
import type { LongArguments } from '../compute/read-message.js';
import { toCtxoptError } from '../errors.js';
import type { Tool } from './define-tool.js';

/** Messages of so many bytes are parsed in another thread. */
export const LONG_MESSAGE = 1024 * 1024;

/** Where a call's long arguments stand in its `_meta` on their way from the transport to the tool. */
const LONG = 'ctxopt/long';

/** What a long message is, or why it cannot be taken: a JSON-RPC error's code and message. */
export type LongMessage = { readonly message: unknown } | { readonly code: number; readonly reason: string };

/** Parses a long message off the main thread, to which its bytes are moved. Never rejects. */
export type ReadLongMessage = (bytes: Uint8Array) => Promise<LongMessage>;

export function longMessageReader(compute: Compute, tools: readonly Tool[]): ReadLongMessage {
  const names = [...new Set(tools.flatMap((tool) => tool.long ?? []))];
  return async (bytes) => {
    try {
      const read = await compute.run('readMessage', { bytes, names });
      if (read) return { message: withLong(read.message, read.long) };
      return { code: ProtocolErrorCode.ParseError, reason: 'This is no JSON.' };
    } catch (thrown) {
      const { code, message, hint } = toCtxoptError(thrown);
      const isTheirs = code === 'too_large';
      return {
        code: isTheirs ? ProtocolErrorCode.InvalidRequest : ProtocolErrorCode.InternalError,
        reason: `${message} ${hint}`,
      };
    }
  };
}

function withLong(message: unknown, long: LongArguments): unknown {
  if (Object.keys(long).length === 0) return message;
  const { params, ...rest } = message as { readonly params: { readonly _meta?: object } };
  // Where the message is written out again, as the SDK does over HTTP, the bytes would be a number each.
  const hidden = Object.defineProperty({ ...long }, 'toJSON', { value: () => undefined });
  return { ...rest, params: { ...params, _meta: { ...params._meta, [LONG]: hidden } } };
}

/** The long arguments of a call with this `_meta`. Whatever a client writes there is no bytes. */
export function longArgumentsIn(meta: Readonly<Record<string, unknown>> | undefined): LongArguments {
  const long: Record<string, Uint8Array> = {};
  for (const [name, value] of Object.entries({ ...(meta?.[LONG] as object | undefined) })) {
    if (value instanceof Uint8Array) long[name] = value;
  }
  return long;
}
