/**
 * What ctxopt optimizes: messages made of parts, each part one string of the body it was decoded from. Everything
 * here is immutable; to change a part is to make a new one with another `text`.
 */
export type Role = 'system' | 'user' | 'assistant' | 'tool';

/**
 * - `text`: words of a role. `system`: system prompt. `tool_definition`: a tool's schema.
 * - `tool_call`: what the assistant asked of a tool (its input as JSON). `tool_result`: what the tool answered.
 * - `opaque`: anything else (images, thinking, unknown blocks): counted, never changed.
 */
export type PartKind = 'text' | 'system' | 'tool_definition' | 'tool_call' | 'tool_result' | 'opaque';

/**
 * The tool call that a `tool_call` or `tool_result` part belongs to, as far as the body tells. A `tool_definition` has
 * one too, with the tool's name and no `callId`.
 */
export interface ToolRef {
  /** Joins a call with its result; `''` if the body names none. */
  readonly callId: string;
  /** The tool's name; for a result it is looked up from its call, `''` if that is not in the body. */
  readonly name: string;
  /** The call's input, parsed; for a result it is its call's. */
  readonly input?: Readonly<Record<string, unknown>>;
  readonly isError?: boolean;
}

/** Where a part stands in the body, in UTF-16 code units, and the text it had there. */
export interface Source {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** How the text stands there: as a JSON string literal, as one inside of another, or as itself. */
  readonly encoding: 'json-string' | 'json-string-in-json-string' | 'raw';
}

export interface Part {
  /** Unique within its context and the same in every decode of the same body, e.g. `messages.3.content.0`. */
  readonly id: string;
  readonly kind: PartKind;
  readonly role: Role;
  readonly text: string;
  readonly source: Source;
  /** False for what may be read and counted but never rewritten. */
  readonly editable: boolean;
  readonly tool?: ToolRef;
}

export interface Message {
  readonly role: Role;
  readonly parts: readonly Part[];
}

export interface Context {
  /** The name of the format it was decoded by. */
  readonly format: string;
  /** The model that the body names, if it does. */
  readonly model?: string;
  readonly messages: readonly Message[];
  /**
   * How many of the leading parts (in order of `partsOf`) must not change, because a prompt cache holds them:
   * everything up to the last cache breakpoint, or what the caller says. 0 if neither names any.
   */
  readonly frozen: number;
}

/** All parts of a context, in order. */
export function partsOf(context: Context): readonly Part[] {
  return context.messages.flatMap((message) => message.parts);
}

/**
 * The same context with its parts replaced, one for one and in order.
 * @throws RangeError if `parts` is not as long as `partsOf(context)`
 */
export function withParts(context: Context, parts: readonly Part[]): Context {
  let next = 0;
  const messages = context.messages.map((message) => {
    const own = parts.slice(next, next + message.parts.length);
    next += message.parts.length;
    return { ...message, parts: own };
  });
  if (next !== parts.length) throw new RangeError(`a context of ${next} parts was given ${parts.length}`);
  return { ...context, messages };
}

/** The same context with all but its last `fresh` messages frozen, and what was frozen before. */
export function frozenBefore(context: Context, fresh: number): Context {
  const held = context.messages.slice(0, Math.max(0, context.messages.length - fresh));
  const parts = held.reduce((count, message) => count + message.parts.length, 0);
  return { ...context, frozen: Math.max(context.frozen, parts) };
}

/** Whether a part's text differs from what stands in the body. */
export function isChanged(part: Part): boolean {
  return part.text !== part.source.text;
}
