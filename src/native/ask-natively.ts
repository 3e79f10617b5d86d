import { cacheBreakpoints, isMark } from './cache-breakpoints.js';
import { contextEditing } from './context-editing.js';
import { deferredTools } from './deferred-tools.js';
import type { NativeOption, NativeWanted } from './native-option.js';
import { withInsertions } from './with-insertions.js';

/** In this order: the marks come last, because tools that are deferred are no part of the prompt. */
const options: readonly NativeOption[] = [contextEditing, deferredTools, cacheBreakpoints];

/** No option is for a request that has neither of them. They begin with what is rare in prose, so they are found fast. */
const CONVERSATION_MARKS = ['"assistant"', '"tools"'];

export interface NativeRequest extends NativeWanted {
  /** JSON of an Anthropic Messages request, UTF-8. */
  readonly body: Uint8Array;
}

export interface AskedNatively {
  /** The very bytes that came if nothing was put in. */
  readonly body: Uint8Array;
  /** Names of the options that put something in. */
  readonly options: readonly string[];
  /** Values of `anthropic-beta` that these take. */
  readonly betas: readonly string[];
  /** Cache breakpoints that were put in. */
  readonly breakpoints: number;
}

/** Whether there may be an option for a request. No rewriting of its texts changes that. */
export function mayBeAsked(body: Buffer): boolean {
  return CONVERSATION_MARKS.some((mark) => body.includes(mark));
}

/** Asks a provider for what is wanted of it, in the request itself: every byte that came stays. */
export function askNatively(request: NativeRequest): AskedNatively {
  const { buffer, byteOffset, byteLength } = request.body;
  let bytes = Buffer.from(buffer, byteOffset, byteLength);
  const nothing = { body: request.body, options: [], betas: [], breakpoints: 0 };
  const acted: NativeOption[] = [];
  let breakpoints = 0;
  let text: string | undefined;
  for (const option of options) {
    text ??= bytes.toString('latin1');
    const insertions = option.ask(text, request);
    if (insertions.length === 0) continue;
    bytes = withInsertions(bytes, insertions);
    text = undefined;
    breakpoints += insertions.filter(isMark).length;
    acted.push(option);
  }
  if (acted.length === 0) return nothing;
  return {
    body: bytes,
    options: acted.map(({ name }) => name),
    betas: acted.flatMap(({ beta }) => beta ?? []),
    breakpoints,
  };
}
