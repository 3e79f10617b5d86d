import type { Text } from '../context/exact-bytes.js';
import type { ExchangeStore } from './exchange-record.js';
import type { KeyStore } from './proxy-key.js';

/** A text that was taken out of a context or shown as a file's version, kept so that it can be given back exactly. */
export interface Original {
  /** Its `hashOf`, 64 hexadecimal digits. */
  readonly hash: string;
  readonly text: string;
}

/** An {@link Original} whose text is still in its `exactBytes`. */
export interface OriginalBytes {
  readonly hash: string;
  readonly text: Uint8Array;
}

/** What one call of a tool put into the model's window, and what it stands against. All counts in `o200k_base` tokens. */
export interface UsageEvent {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** One per server process, a UUID. */
  readonly session: string;
  /** The workspace's first root, an absolute path. */
  readonly project: string;
  readonly tool: string;
  /** How the tool was used: `outline`, `symbol`, `lines`, `full`, `diff`, `unchanged`, `original`, `map`, `answer`, `optimize`, `report`, `error`. */
  readonly view: string;
  /** The file read, relative to the project where it lies in it; absent if there was none. */
  readonly file?: string;
  /** Content hash of that file, so that a second read of the same version claims no second saving. */
  readonly version?: string;
  /** Tokens that a client without ctxopt would have put into the window for this; 0 where nothing may be claimed. */
  readonly baseline: number;
  /** Tokens that the result put into the window. */
  readonly returned: number;
  /** Tokens of the request's arguments. */
  readonly sent: number;
}

export interface UsageFilter {
  readonly session?: string;
  readonly project?: string;
  /** Only events at or after this, milliseconds since the epoch. */
  readonly since?: number;
}

/**
 * What became of one part of a conversation that passed the proxy: taken once, and repeated on every later turn, so that
 * the provider finds its cached prompt again.
 */
export interface Decision {
  /** Names the conversation up to the part, the part included: 32 hexadecimal digits. */
  readonly key: string;
  /** Names what the conversation must go on to for this to hold, in as many digits; `key` itself if it holds in any case. */
  readonly until: string;
  /** What stands in the part's place; absent if it goes out as it came. */
  readonly text?: string;
  /** The passes that made it so; absent where none had its say, for want of time or because something failed. */
  readonly passes?: readonly string[];
  /** Tokens of the conversation up to here as it came, and as it went out. */
  readonly before: number;
  readonly after: number;
}

export interface StandingDecision extends Decision {
  /** When it was last asked for, in milliseconds since the epoch, a minute coarse. */
  readonly usedAt: number;
}

/** What a store is, for statistics and `ctxopt doctor`. */
export interface StoreStatus {
  readonly backend: 'sqlite' | 'memory';
  /** The database's path, or `:memory:`. */
  readonly location: string;
  /** What is wrong and what to do, for a person; absent when all is well. */
  readonly warning?: string;
}

export interface KeepOptions {
  /** Whether to reject, with `store_failed`, where the text could be kept for this process only. */
  readonly isShared?: boolean;
}

export interface LookOptions {
  /** Whether nothing goes out by what is found, so that it does not count as used. */
  readonly isUnused?: boolean;
}

/**
 * Keeps originals, decisions, usage and exchanges. Every promise that resolves means the row is acknowledged and survives `kill -9`
 * (in a store that is on disk).
 */
export interface Store extends ExchangeStore, KeyStore {
  /** Keeps a text; keeping it again is free. Resolves to its hash. Large bytes may be moved away from the caller. */
  putOriginal(text: Text, options?: KeepOptions): Promise<string>;
  /** The original whose hash begins with `prefix` (8–64 hex digits); undefined if none or more than one does. */
  getOriginalBytes(prefix: string): Promise<OriginalBytes | undefined>;
  /**
   * All decisions under any of these keys, in no order. Unless the options say otherwise they count as used now, and so do the
   * originals whose handles stand in their texts.
   */
  decisions(keys: readonly string[], options?: LookOptions): Promise<readonly StandingDecision[]>;
  /**
   * Keeps decisions. Where there is one of the same `key` and `until` already, that one stands: the first writer wins,
   * also among processes. Resolves to those that stand, one for each given and in their order.
   */
  putDecisions(decisions: readonly Decision[]): Promise<readonly Decision[]>;
  recordUsage(event: UsageEvent): Promise<void>;
  /** Events in order of time. */
  usage(filter: UsageFilter): Promise<readonly UsageEvent[]>;
  status(): Promise<StoreStatus>;
  close(): Promise<void>;
}
