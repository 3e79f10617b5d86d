export const sections = ['tools', 'system', 'messages'] as const;

/** In the order in which providers render them into one prompt. */
export type Section = (typeof sections)[number];

/** What can be cached only as a whole: a tool's definition, a block of a message. */
export interface PromptBlock {
  /** The same for the same content, cache marks left out. */
  readonly hash: string;
  readonly tokens: number;
  readonly section: Section;
  /** A run of `tool_use`, or of `tool_result`, is one position to look back over; `thinking` takes no mark. */
  readonly kind: 'other' | 'thinking' | 'tool_use' | 'tool_result';
  /** The client's cache mark: an entry shall end here, and live for the rules' time or for an hour. */
  readonly mark?: 'short' | 'hour';
  /** Whether a provider that caches by itself ends an entry here. */
  readonly endsTurn?: boolean;
}

/** A request's prompt as the cache sees it. */
export interface Prompt {
  readonly provider: 'anthropic' | 'openai';
  /** As in the request. Each model has a cache of its own. */
  readonly model: string;
  /** Whose cache it is: a workspace, an organization, a cache key. */
  readonly scope: string;
  readonly blocks: readonly PromptBlock[];
  /** Settings that are rendered before a section: another value is another prompt from there on. */
  readonly settings: Readonly<Partial<Record<Section, string>>>;
  /** Why the provider refuses the marks, if it does. */
  readonly fault?: string;
}
