/** Something that the model says, thinks or calls. */
export type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly text: string }
  | {
      readonly type: 'tool';
      readonly name: string;
      readonly input: ToolInput;
      /** Names of tools, where the provider itself searched for them. */
      readonly found?: readonly string[];
    };

/** A string is for OpenAI's custom tools, which take any text. */
export type ToolInput = Readonly<Record<string, unknown>> | string;

export type Coding = 'gzip' | 'br' | 'deflate';

/** What goes wrong with an answer. */
export type Failure =
  /** A provider's error; `retryAfter` as the header has it. */
  | { readonly kind: 'status'; readonly status: number; readonly type: string; readonly retryAfter?: string }
  | { readonly kind: 'reset'; readonly when: 'before_head' | 'after_head' | 'mid_body' }
  /** The body ends in good order after half of what it should hold. */
  | { readonly kind: 'truncated' }
  /** Half of the body is there, then it is no JSON any more. */
  | { readonly kind: 'invalid_json' }
  /** After half of a stream its `error` event. */
  | { readonly kind: 'error_event'; readonly type: string }
  /** The head never comes. */
  | { readonly kind: 'silence' };

/** How the model answers a request, and how the answer is sent. */
export interface Answer {
  readonly parts: readonly Part[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly coding?: Coding;
  /** Bytes of each chunk, whatever stands in them; else a chunk is an event, or the whole document. */
  readonly chunkSize?: number;
  /** Awaited before each chunk, counted from 0; a number is milliseconds. */
  readonly pause?: number | ((chunk: number) => Promise<unknown> | undefined);
  readonly failure?: Failure;
}

/** What a script sees of a request. */
export interface Asked {
  readonly path: string;
  /** As parsed from JSON; undefined if it is none. */
  readonly body: unknown;
  /** Which of the upstream's requests it is, from 0. */
  readonly index: number;
  /** Whether a model answers there, so that the answer's parts are told. */
  readonly isModel: boolean;
}

export type Script = (asked: Asked) => Answer | readonly Part[];

export const say = (text: string): Part => ({ type: 'text', text });
export const think = (text: string): Part => ({ type: 'thinking', text });
export const call = (name: string, input: ToolInput): Part => ({
  type: 'tool',
  name,
  input,
});
/** Anthropic's own search of the tools that were deferred. */
export const search = (query: string, ...found: readonly string[]): Part => ({
  type: 'tool',
  name: 'tool_search_tool_bm25',
  input: { query },
  found,
});

/** Answers the first request to a model with the first of these, and so on; the last one again and again. */
export function inTurn(...answers: readonly (Answer | readonly Part[])[]): Script {
  let turn = 0;
  return ({ isModel }) => (isModel ? answers[Math.min(turn++, answers.length - 1)]! : []);
}
