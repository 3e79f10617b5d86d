import type { DeferTools } from './deferred-tools.js';
import type { Insertion } from './with-insertions.js';

/** What a request's provider is to be asked for, beyond what the client asks. */
export interface NativeWanted {
  /** Anthropic clears old tool results itself. */
  readonly contextEditing: boolean;
  /** Anthropic shows the model only some tools, and lets it search for the others. */
  readonly deferTools: false | DeferTools;
  /** Anthropic keeps the prompt in its cache. */
  readonly promptCaching: boolean;
}

/** One of a provider's own ways to make a conversation cost less. */
export interface NativeOption {
  /** As it stands among the names of passes. */
  readonly name: string;
  /** The `anthropic-beta` that it takes. */
  readonly beta?: string;
  /**
   * @param body JSON of an Anthropic Messages request, one code unit a byte
   * @returns what to put into it; nothing if that is not wanted, or the client or the model rule it out
   */
  ask(body: string, wanted: NativeWanted): readonly Insertion[];
}
