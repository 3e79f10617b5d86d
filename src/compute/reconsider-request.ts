import type { Part } from '../context/context.js';
import { movable, type Text } from '../context/exact-bytes.js';
import { partTokens } from '../optimize/analysis/part-tokens.js';
import { runPasses } from '../optimize/run/run-passes.js';
import { passesOn } from '../optimize/run/step.js';
import { countDecisions } from '../session/count-decisions.js';
import { againAt, decisionsFor } from '../session/decisions.js';
import { wonSoFar } from '../session/won-so-far.js';
import { turnsToCome, type Worth, worthOf } from '../session/worth.js';
import type { Decision } from '../store/store.js';
import { findModel } from '../tokens/models.js';
import { tokenizerFor } from '../tokens/tokenizer-for.js';
import { type AidsWanted, aidsFor } from './aids-for.js';
import { type ConversationBody, findConversation } from './find-conversation.js';
import { onlyEditable, withDecisions } from './rewrite-request.js';

export interface ReconsiderJob extends ConversationBody, Omit<AidsWanted, 'budget'> {
  /** All that stands for the conversation, those taken a moment ago included. */
  readonly decisions: readonly Decision[];
  /** Milliseconds since the conversation was last sent, and that the provider's cache lives without use. */
  readonly idle: number;
  readonly cacheLife: number;
  /** How many turns the conversation is expected to go on for; estimated if absent. */
  readonly turnsToCome?: number;
}

export interface Reconsidered {
  /** In place of those of the same keys, from the first that changes on. */
  readonly decisions: readonly Decision[];
  readonly originals: readonly Text[];
  readonly worth: Worth;
  /** Tokens that each turn sends less, and turns that were expected. */
  readonly saved: number;
  readonly turnsToCome: number;
}

/**
 * Looks again at all results of a conversation, now that it is known what followed them: files read again, text
 * repeated, listings that nobody came back to. Undefined if to rewrite what the provider has cached does not pay, or if thinking
 * is bound to what was sent: also to what stands behind it, in an answer that this client has not got.
 */
export async function reconsiderRequest(job: ReconsiderJob): Promise<Reconsidered | undefined> {
  const { conversation, found } = findConversation(job);
  const { keyed, answer, bound, turns } = conversation;
  if (bound > 0) return undefined;
  const standing = decisionsFor(found.keys, job.decisions);
  const sent = withDecisions(conversation.parts, keyed, standing);
  const tokenizer = tokenizerFor(found.model);
  const model = findModel(found.model ?? '');
  const { aids } = await aidsFor(job);
  const tokens = sent.map((part) => partTokens(part, (text) => tokenizer.count(text)));
  const won = job.turnsToCome === undefined ? { won: wonSoFar(sent, keyed, standing) } : {};
  const coming = job.turnsToCome ?? turnsToCome(turns, sum(tokens), model?.window);
  const free = onlyEditable(conversation.parts, keyed);

  /** What it comes to if nothing changes before the part at `from`. */
  async function attempt(from: number) {
    const options = { level: job.level, tokenizer, aids };
    const { parts, handles, run } = await runPasses(free.slice(from), sent.slice(0, from), options);
    const now = [...sent.slice(0, from), ...parts];
    const saves = now.map(
      (part, at) => tokens[at]! - (part.text === sent[at]!.text ? tokens[at]! : tokenizer.count(part.text)),
    );
    return { now, saves, originals: handles.namedIn(parts), run };
  }

  function worthFrom(from: number, now: readonly Part[], saves: readonly number[]) {
    const first = firstChange(now, sent, from);
    const saved = sum(saves.slice(from));
    const behind = Math.max(0, sum(tokens.slice(first, answer)) - sum(saves.slice(first, answer)));
    const { idle, cacheLife } = job;
    const price = model && { price: model.price };
    return {
      first,
      saved,
      worth: worthOf({ behind, saved, ...price, ...won, turnsToCome: coming, idle, cacheLife }),
    };
  }

  let tried = await attempt(0);
  const starts = [0, ...keyed.map(({ start }) => start)];
  const net = (from: number) => {
    const { worth } = worthFrom(from, tried.now, tried.saves);
    return worth.pays ? worth.gain - worth.cost : Number.NEGATIVE_INFINITY;
  };
  const isExpired = worthFrom(0, tried.now, tried.saves).worth.expired;
  const best = isExpired ? 0 : starts.reduce((a, b) => (net(b) > net(a) ? b : a), 0);
  if (best > firstChange(tried.now, sent, 0)) tried = await attempt(best);
  const { first, saved, worth } = worthFrom(best, tried.now, tried.saves);
  if (!worth.pays) return undefined;

  const from = keyed.findIndex(({ at }) => at >= first);
  const { decisions } = countDecisions(
    tried.now,
    keyed,
    from,
    standing[from - 1],
    tokenizer,
    (at) => passesOn(tried.run, conversation.parts[at]!.id),
    againAt(found.keys.at(-1)!),
  );
  return {
    decisions,
    originals: Array.from(tried.originals.values(), movable),
    worth,
    saved,
    turnsToCome: coming,
  };
}

function firstChange(now: readonly Part[], sent: readonly Part[], from: number): number {
  const at = now.findIndex((part, index) => index >= from && part.text !== sent[index]!.text);
  return at < 0 ? now.length : at;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
