import type { Compute } from '../compute/compute.js';
import type { ConversationBody, FoundConversation } from '../compute/find-conversation.js';
import { toCtxoptError } from '../errors.js';
import { decisionsFor } from '../session/decisions.js';
import { type Edit, replay } from '../session/replay.js';
import { savedByAge } from '../session/saved-tokens.js';
import type { EmbedderChoice } from '../similarity/create-embedder.js';
import type { TokenPrunerChoice } from '../similarity/create-token-pruner.js';
import type { Decision, StandingDecision, Store } from '../store/store.js';
import type { RewriteRequest, Rewritten } from './exchange.js';
import type { RememberedDecisions } from './remember-decisions.js';

/** What a project wants of its requests. */
export interface RewritePolicy {
  readonly level: 'off' | 'lossless' | 'balanced' | 'aggressive';
  /** Whether traffic of subscriptions is altered too. */
  readonly subscriptions: boolean;
  readonly worth: WorthPolicy;
}

export interface WorthPolicy {
  /** Whether what the provider has probably cached is rewritten where that pays. */
  readonly cached: boolean;
  /** Turns that a conversation is expected to go on for; estimated if absent. */
  readonly turnsToCome?: number;
}

export interface RewriterOptions {
  readonly store: Pick<Store, 'decisions' | 'putDecisions' | 'putOriginal'>;
  readonly compute: Pick<Compute, 'run'>;
  readonly policyOf: (project: string) => RewritePolicy;
  /** Milliseconds after which what is new goes out as it came. Default: 1,500. */
  readonly limit?: number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  readonly embedder?: EmbedderChoice;
  readonly pruner?: TokenPrunerChoice;
}

/** The same, with what the process remembers beside the store. */
export interface RememberingOptions extends Omit<RewriterOptions, 'store'> {
  readonly store: RememberedDecisions & Pick<Store, 'putOriginal'>;
}

/** A request on its way through, and what is known of it so far. */
export interface Passage {
  readonly request: RewriteRequest;
  /** What it is optimized by, and read as. */
  readonly aids: {
    readonly level: 'lossless' | 'balanced' | 'aggressive';
    readonly embedder?: EmbedderChoice;
    readonly pruner?: TokenPrunerChoice;
  };
  readonly worth: WorthPolicy;
  readonly read: ConversationBody & { readonly body: Buffer };
  /** Aborted when the client is gone, or the time over. */
  readonly signal: AbortSignal;
  found?: FoundConversation;
  /** What the store had under its keys. */
  rows?: readonly StandingDecision[];
}

export interface PassageOutcome {
  /** Tokens of what follows the last part that may be rewritten. */
  readonly rest?: number;
  readonly warning?: string | undefined;
}

/** The request as it came, and what could be told of it. */
export function untouched({ request, found, read }: Passage, warning?: string): Rewritten {
  return {
    body: request.body,
    session: found?.session ?? read.session ?? '',
    ...(found?.model === undefined ? {} : { model: found.model }),
    passes: [],
    ...(warning === undefined ? {} : { warning }),
  };
}

/** The request with all that stands. */
export function assembled(
  passage: Passage,
  { keys, places }: FoundConversation,
  decisions: readonly Decision[],
  { rest, warning }: PassageOutcome,
): Rewritten {
  const standing = decisionsFor(keys, decisions);
  const edits = standing.flatMap((decision, index): Edit[] => {
    const text = decision?.text;
    return text === undefined ? [] : [{ ...places[index]!, text }];
  });
  const last = standing.at(-1);
  const counted = last !== undefined && rest !== undefined;
  const tokens = counted && {
    tokensBefore: last.before + rest,
    tokensAfter: last.after + rest,
    ...savedByAge(decisionsFor(keys, passage.rows ?? []), standing),
  };
  return {
    ...untouched(passage, warning),
    body: replay(passage.request.body, edits),
    ...tokens,
    passes: passesBehind(standing),
  };
}

/** The passes that made what goes out, in whichever request that was decided. */
function passesBehind(standing: readonly (Decision | undefined)[]): readonly string[] {
  return [...new Set(standing.flatMap((decision) => decision?.passes ?? []))];
}

export const TIME_OVER = 'the time was over';

/** Why something failed, for the log. */
export function reasonOf(thrown: unknown): string {
  const isOver = thrown instanceof Error && /^(?:Timeout|Abort)Error$/.test(thrown.name);
  return isOver ? TIME_OVER : toCtxoptError(thrown).message;
}
