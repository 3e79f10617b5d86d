import type { Part } from '../context/context.js';
import { movable, type Text } from '../context/exact-bytes.js';
import { HANDLES } from '../context/handle.js';
import { optimizeResults, type PartRange } from '../optimize/optimize-results.js';
import { newResults } from '../session/conversation.js';
import { countDecisions } from '../session/count-decisions.js';
import { decisionsFor, sessionSeen } from '../session/decisions.js';
import type { KeyedPart } from '../session/part-keys.js';
import type { Decision, StandingDecision } from '../store/store.js';
import { remembering } from '../tokens/remembering.js';
import { tokenizerFor } from '../tokens/tokenizer-for.js';
import { type AidsWanted, aidsFor } from './aids-for.js';
import { type ConversationBody, type FoundConversation, findConversation } from './find-conversation.js';

export interface RewriteJob extends ConversationBody, Omit<AidsWanted, 'budget'> {
  /** When to look at no further result, in milliseconds since the epoch. */
  readonly deadline: number;
}

/** What the store has under the keys of a conversation and of its session. */
export type AskKnown = (found: FoundConversation) => Promise<readonly StandingDecision[]>;

export interface RewriteJobResult {
  /** Of what had none, in order; of the session too if it had none. */
  readonly decisions: readonly Decision[];
  /** What the handles in the new texts name: to be kept before these are given out. */
  readonly originals: readonly Text[];
  /** What handles name in decisions that were not used for a while: the store may have deleted it since. */
  readonly named: readonly Text[];
  /** Whether some results were not looked at because the time was over. */
  readonly isOver: boolean;
  /** Tokens of what follows the last part that may be rewritten; absent if there is no such part, as nothing is counted then. */
  readonly rest?: number;
}

/** Milliseconds for which the store keeps what was used. */
const KEPT_FOR = 60_000;

/** Decides what becomes of those results of tools in a request that nothing was decided for yet. */
export async function rewriteRequest(job: RewriteJob, ask: AskKnown): Promise<RewriteJobResult> {
  const { conversation, found } = findConversation(job);
  const { keyed } = conversation;
  const rows = await ask(found);
  if (keyed.length === 0) return { decisions: [], originals: [], named: [], isOver: false };
  const standing = decisionsFor(found.keys, rows);
  const wasSeen = rows.some(({ key }) => key === found.sessionKey);
  const fresh = newResults(conversation, standing, wasSeen).map((index) => keyed[index]!);
  const parts = withDecisions(conversation.parts, keyed, standing);
  // The passes count what is counted again in the end.
  const tokenizer = remembering(tokenizerFor(found.model));
  const { aids } = await aidsFor(job);
  const results = resultsOf(fresh);
  const optimized = await optimizeResults(onlyEditable(parts, fresh), results, {
    level: job.level,
    tokenizer,
    aids,
    isOver: () => Date.now() > job.deadline,
  });
  const missed = results[optimized.looked]?.start ?? parts.length;
  const looked = new Set(fresh.map(({ at }) => at).filter((at) => at < missed));
  const last = standing.findLastIndex((decision) => decision !== undefined);
  const { decisions, rest } = countDecisions(
    optimized.parts,
    keyed,
    last + 1,
    standing[last],
    tokenizer,
    (at) => (looked.has(at) ? (optimized.passes.get(at) ?? []) : undefined),
  );
  return {
    decisions: wasSeen ? decisions : [...decisions, sessionSeen(found.sessionKey)],
    originals: Array.from(optimized.originals.values(), movable),
    named: namedBefore(conversation.parts, keyed, standing),
    isOver: optimized.looked < results.length,
    rest,
  };
}

/** The parts as they went out. */
export function withDecisions(
  parts: readonly Part[],
  keyed: readonly KeyedPart[],
  standing: readonly (Decision | undefined)[],
): readonly Part[] {
  const now = [...parts];
  for (const [index, decision] of standing.entries()) {
    const { at } = keyed[index]!;
    if (decision?.text !== undefined) now[at] = { ...now[at]!, text: decision.text };
  }
  return now;
}

/** The parts, of which only the keyed ones may be rewritten. */
export function onlyEditable(parts: readonly Part[], keyed: readonly KeyedPart[]): readonly Part[] {
  const free = new Set(keyed.map(({ at }) => at));
  return parts.map((part, at) => (!part.editable || free.has(at) ? part : { ...part, editable: false }));
}

function namedBefore(
  parts: readonly Part[],
  keyed: readonly KeyedPart[],
  standing: readonly (StandingDecision | undefined)[],
): readonly Text[] {
  const usedBefore = Date.now() - KEPT_FOR;
  return standing.flatMap((decision, index) => {
    const isNaming = decision?.text !== undefined && decision.text.match(HANDLES) !== null;
    return isNaming && decision.usedAt <= usedBefore ? [movable(parts[keyed[index]!.at]!.source.text)] : [];
  });
}

function resultsOf(keyed: readonly KeyedPart[]): readonly PartRange[] {
  return [...new Map(keyed.map((one) => [one.start, one])).values()];
}
