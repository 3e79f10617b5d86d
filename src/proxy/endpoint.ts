import type { WireName } from './taps/tap.js';

/** Whose dialect is spoken: of bodies, of errors, of credentials. */
export type Provider = 'anthropic' | 'openai' | 'ollama';

export type Operation = 'chat' | 'text_completion' | 'embeddings' | 'count_tokens' | 'models';

/** A kind of request that the proxy knows more of than its bytes. What is no endpoint is forwarded all the same. */
export interface Endpoint {
  /** Kebab-case, as it stands in reports: `anthropic-messages`. */
  readonly name: string;
  readonly provider: Provider;
  readonly operation: Operation;
  /**
   * @param method as it came: `POST`
   * @param pathname without the query, and without what selected the upstream: `/v1/messages`
   */
  matches(method: string, pathname: string): boolean;
  /** Which of `src/formats` reads the body; absent where nothing may be rewritten. */
  readonly format?: string;
  /** Which tap reads model and usage from a copy of the response. */
  readonly tap?: WireName;
}
