import type { SessionStory } from './session-story.js';

/** How much something is. */
export interface Amount {
  readonly tokens: number;
  /** Of all tokens of the context, 0 to 1. */
  readonly share: number;
  /** Of the model's window, 0 to 1 and more; absent if the model is not known. */
  readonly window?: number;
  /** US dollars for sending it once as uncached input; absent if the model is not known. */
  readonly cost?: number;
}

/** The parts that have a role, a kind or a tool in common. */
export interface Slice extends Amount {
  readonly name: string;
  readonly parts: number;
}

/** Tokens that go into something that a context can do without, or does better otherwise. Findings overlap. */
export interface Finding {
  /** The pass that would take it out, or `oversized-results`, `minified`. */
  readonly kind: string;
  /** For people: `superseded reads`. */
  readonly title: string;
  readonly tokens: number;
  readonly parts: number;
  /** The largest, at most three. `where` names a part, e.g. `Bash npm test at line-7.message.content.0.content`. */
  readonly examples: readonly { readonly where: string; readonly tokens: number }[];
}

export interface Recommendation {
  /** What to do, a sentence for a person or a model. */
  readonly advice: string;
  /** Tokens, measured on this very context. */
  readonly saves: number;
  /** By how many tokens it may be more or less, where it was scaled from a sample; absent where all was measured. */
  readonly within?: number;
  /** Of all tokens of the context. */
  readonly share: number;
  /** The call or command that does it; absent if there is none. */
  readonly call?: string;
}

/**
 * How a context too large to run everything alone was measured. Findings of passes are what level balanced takes out, each
 * after those before it, so these do not overlap. Level lossless was scaled from a sample.
 */
export interface Sampled {
  /** Results of tools that the sample looked into, and how many there are. */
  readonly parts: number;
  readonly of: number;
  /** Tokens that it looked at, and their share of those of all these results. */
  readonly tokens: number;
  readonly share: number;
}

/** Where the tokens of a context go. Plain data. */
export interface Analysis {
  /** The format's name. */
  readonly format: string;
  readonly messages: number;
  readonly parts: number;
  readonly tokenizer: { readonly id: string; readonly exact: boolean };
  readonly model?: { readonly id: string; readonly title: string; readonly window: number };
  readonly total: Amount;
  /** US dollars for sending it once from a prompt cache; absent if the model is not known. */
  readonly cachedCost?: number;
  /** Tokens before the last cache mark, which no optimization may touch. */
  readonly frozen: number;
  /** Images and other media, whose tokens are estimates. */
  readonly media: number;
  /** Each list from the largest; together each is all tokens, but for `byTool`, which leaves out what no tool has part in. */
  readonly byRole: readonly Slice[];
  readonly byKind: readonly Slice[];
  readonly byTool: readonly Slice[];
  readonly findings: readonly Finding[];
  /** Absent where everything was measured on all of the context. */
  readonly sampled?: Sampled;
  /** From the one that saves most. */
  readonly recommendations: readonly Recommendation[];
  /** What happened in the session; absent where the context is no record of one. */
  readonly story?: SessionStory;
}
