import type { NativeWanted } from '../native/native-option.js';
import type { RewritePolicy } from './passage.js';

/** Everything that a project decides about its requests. */
export interface ProjectPolicy extends RewritePolicy {
  /** Whether requests with an API key that mark nothing for the provider's prompt cache are given marks. */
  readonly promptCaching: boolean;
  readonly thresholds: Thresholds;
  readonly limits: Limits;
  readonly native: NativeOptions;
}

/** What raises an alert. */
export interface Thresholds {
  /** US dollars that the project may cost a day (UTC). */
  readonly dailyCost?: number;
  /** Share of the model's context window that a request may take, above 0 up to 1. */
  readonly windowShare?: number;
  /** URL that alerts are posted to: `https`, or `http` on this machine. */
  readonly webhook?: string;
  /** Whether it may be `http` on another machine, where others can read what is sent. */
  readonly insecureWebhook?: boolean;
}

/** Of each key; of a project's requests that show none, which come from this machine. */
export interface Limits {
  readonly requestsPerMinute?: number;
  /** Input tokens that were not read from a prompt cache: a pace, which many requests at once may pass, and then wait. */
  readonly inputTokensPerMinute?: number;
}

/** The provider's own ways to keep a context small, switched on where its API and the model have them. */
export type NativeOptions = Pick<NativeWanted, 'contextEditing' | 'deferTools'>;

/** From where on the provider's documentation says that it is worth it. */
export const DEFER_ABOVE = 10_000;

/** Of a project that says nothing else. */
export const DEFAULT_POLICY: ProjectPolicy = {
  level: 'lossless',
  subscriptions: false,
  promptCaching: true,
  worth: { cached: true },
  thresholds: {},
  limits: {},
  native: { contextEditing: false, deferTools: false },
};
