import type { Part } from './context.js';

/** Tokens of one request as its provider billed them. The prompt is the first three together. */
export interface Usage {
  /** Neither read from the prompt cache nor written to it. */
  readonly input: number;
  readonly cacheWrite: number;
  /** Of `cacheWrite`, what lives for an hour; absent where the provider does not tell it apart. */
  readonly cacheWriteHour?: number;
  readonly cacheRead: number;
  readonly output: number;
}

/** A request to the model, with all that stood in the window before it. */
export interface RequestEvent {
  readonly kind: 'request';
  /** Of the session's file, from 1. */
  readonly line: number;
  /** Milliseconds since 1970; absent where the file does not say. */
  readonly time?: number;
  readonly model?: string;
  readonly usage?: Usage;
  /** How long what it wrote to the cache lives at most, in milliseconds; absent if it wrote nothing. */
  readonly cacheLife?: number;
}

/** Parts that came into the window. */
export interface PartsEvent {
  readonly kind: 'parts';
  readonly line: number;
  readonly parts: readonly Part[];
  /** Whether they are the summary that a compaction left. */
  readonly isSummary: boolean;
}

/** The client emptied the window; a summary follows. */
export interface CompactionEvent {
  readonly kind: 'compaction';
  readonly line: number;
  readonly time?: number;
  /** `auto`, `manual`, as the client names it. */
  readonly trigger?: string;
}

export type SessionEvent = RequestEvent | PartsEvent | CompactionEvent;

/** One agent's context window over time. */
export interface SessionWindow {
  /** `main`, or the name of a side chain's agent. */
  readonly id: string;
  readonly events: readonly SessionEvent[];
}

/** What an agent's client recorded of a session: every window that it had, the main agent's first. */
export interface AgentSession {
  readonly windows: readonly SessionWindow[];
}
