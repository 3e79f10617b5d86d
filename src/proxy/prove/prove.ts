import { billOf, sumOf } from '../../billing/bill.js';
import { priceOf } from '../../billing/price-at.js';
import type { Prompt } from '../../billing/prompt.js';
import type { CountTokens } from '../../billing/prompt-block.js';
import type { Usage } from '../../context/agent-session.js';
import { copyOf, stringOf } from '../../context/exact-bytes.js';
import { CtxoptError } from '../../errors.js';
import { createStore } from '../../store/create-store.js';
import type { Store } from '../../store/store.js';
import { findModel, type Model } from '../../tokens/models.js';
import { tokenizerFor } from '../../tokens/tokenizer-for.js';
import type { RewriterOptions } from '../passage.js';
import { DEFAULT_POLICY, type ProjectPolicy } from '../project-policy.js';
import { createRewriter } from '../rewriter.js';
import { withNativeOptions } from '../with-native-options.js';
import { counterFor, tokensIn } from './prompt-of.js';
import type { RecordedTurn, Recording } from './recording.js';
import { replay } from './replay.js';

export interface Bill {
  /** Tokens of all requests, as the simulated provider bills them. */
  readonly usage: Usage;
  /** US dollars at list price. */
  readonly cost: number;
}

/** Tokens of all prompts as they were sent, by what they are. */
export interface Composition {
  /** Tools and system prompt. */
  readonly standing: number;
  /** Results of tools: what may be rewritten. */
  readonly results: number;
  /** Words, thinking and calls. */
  readonly words: number;
}

export interface Proof {
  readonly title: string;
  readonly level: string;
  readonly requests: number;
  readonly models: readonly string[];
  /** How tokens were counted, one for each model. */
  readonly tokenizers: readonly { readonly id: string; readonly exact: boolean }[];
  /** Milliseconds from the first request to the last. */
  readonly duration: number;
  readonly without: Bill;
  readonly with: Bill;
  /** US dollars; below 0 if it costs more with ctxopt. */
  readonly saved: number;
  readonly composition: Composition;
  /** Requests that went out changed, and passes that acted on any. */
  readonly changed: number;
  readonly passes: readonly string[];
  /** What stands under handles in the end, and could be fetched back. */
  readonly handles: { readonly originals: number; readonly tokens: number };
  /** As the provider billed the prompts, with the output of the other bills; absent unless the file says so for every request. */
  readonly billed?: Bill;
  readonly supposed: readonly string[];
  readonly warnings: readonly string[];
}

export interface ProveOptions extends Pick<RewriterOptions, 'compute' | 'embedder' | 'pruner'> {
  readonly policy: ProjectPolicy;
  /** In place of the models of the requests. */
  readonly model?: string;
  /** Told after each turn. */
  readonly progress?: (done: number, all: number) => void;
}

/** Milliseconds that a rewrite may take: here time never decides what comes of it. */
const LIMIT = 600_000;

/** What is sent with an API key; a subscription's requests would not be altered. */
const HEAD = {
  method: 'POST',
  path: '/',
  headers: { 'x-api-key': 'sk-ant-api03-recorded' },
  address: '127.0.0.1',
};

/**
 * Replays a recorded session turn by turn, as it was and through the rewriter, each against a simulated provider with a
 * prompt cache of its own, and adds up both bills.
 * @throws CtxoptError `invalid_input` if the price of a model is not known, or the provider would refuse a request
 */
export async function prove(recording: Recording, options: ProveOptions): Promise<Proof> {
  const turns = recording.turns.map((turn) => withModel(turn, options.model));
  const priced = turns.map(modelOf);
  const counters = new Map(turns.map(({ model }) => [model, counterFor(model)]));
  const counterOf = (model: string) => counters.get(model)!;
  const composition = { standing: 0, results: 0, words: 0 };
  const before = await replay(turns, { counterOf, onSent: (prompt) => addTo(composition, prompt) });
  const rewriting = await rewritten(turns, options, counterOf);
  const bill = (usages: readonly Usage[]): Bill => ({
    usage: sumOf(usages),
    cost: usages.reduce((sum, usage, index) => sum + billOf(usage, priceOf(priced[index]!, usage)), 0),
  });
  const bills = { without: bill(before), with: bill(rewriting.usages) };
  // Older clients wrote an answer down before its tokens were counted: the prompts are what is compared.
  const told = turns.flatMap(({ billed }, index) =>
    billed ? [{ ...billed, output: before[index]!.output }] : [],
  );
  const models = [...counters.keys()];
  return {
    title: recording.title,
    level: options.policy.level,
    requests: turns.length,
    models,
    tokenizers: models.map((model) => {
      const { id, exact } = tokenizerFor(model);
      return { id, exact };
    }),
    duration: turns.at(-1)!.at - turns[0]!.at,
    ...bills,
    saved: bills.without.cost - bills.with.cost,
    composition,
    changed: rewriting.changed,
    passes: rewriting.passes,
    handles: rewriting.handles,
    ...(told.length === turns.length && options.model === undefined ? { billed: bill(told) } : {}),
    supposed: recording.supposed,
    warnings: rewriting.warnings,
  };
}

/** The turns through the rewriter. */
async function rewritten(
  turns: readonly RecordedTurn[],
  options: ProveOptions,
  counterOf: (model: string) => CountTokens,
) {
  const kept = new Map<string, number>();
  const clock = { now: 0 };
  const store = createStore({ location: ':memory:', warn: () => {}, now: () => clock.now });
  const policyOf = () => options.policy;
  const rewriter = createRewriter({
    store: watched(store, (hash, text) => kept.set(hash, counterOf(turns[0]!.model)(text))),
    compute: options.compute,
    policyOf,
    limit: LIMIT,
    now: () => clock.now,
    ...(options.embedder ? { embedder: options.embedder } : {}),
    ...(options.pruner ? { pruner: options.pruner } : {}),
  });
  // What the provider would do itself is not simulated, but its cache.
  const marking = () => ({ ...options.policy, native: DEFAULT_POLICY.native });
  const rewrite = withNativeOptions(rewriter, marking, { compute: options.compute, limit: LIMIT });
  const passes = new Set<string>();
  const warnings = new Set<string>();
  let changed = 0;
  let done = 0;
  const through = async ({ endpoint, at }: RecordedTurn, body: Buffer) => {
    clock.now = at;
    const { signal } = new AbortController();
    const sent = await rewrite({ endpoint, head: HEAD, body, project: 'recorded', signal: () => signal });
    if (sent.body !== body) changed++;
    for (const pass of sent.passes) passes.add(pass);
    if (sent.warning !== undefined) warnings.add(sent.warning);
    options.progress?.(++done, turns.length);
    return sent.body;
  };
  try {
    const usages = await replay(turns, { rewrite: through, counterOf });
    const tokens = [...kept.values()].reduce((sum, count) => sum + count, 0);
    return {
      usages,
      changed,
      passes: [...passes],
      warnings: [...warnings],
      handles: { originals: kept.size, tokens },
    };
  } finally {
    await store.close();
  }
}

function withModel(turn: RecordedTurn, model: string | undefined): RecordedTurn {
  if (model === undefined) return turn;
  const named = (body: Buffer) => Buffer.from(JSON.stringify({ ...JSON.parse(body.toString()), model }));
  const { before, body } = turn;
  return { ...turn, model, body: () => named(body()), ...(before ? { before: () => named(before()) } : {}) };
}

function modelOf({ model, endpoint }: RecordedTurn): Model {
  const known = findModel(model);
  if (known?.provider === endpoint.provider) return known;
  throw new CtxoptError(
    'invalid_input',
    known
      ? `${known.title} is not asked by requests to ${endpoint.name}.`
      : `The prices of ${model === '' ? 'the model, which is not named,' : `"${model}"`} are not known.`,
    'Name a model of the same provider whose prices are to count: --model NAME',
  );
}

function addTo(composition: { standing: number; results: number; words: number }, { blocks }: Prompt): void {
  const results = tokensIn({ blocks: blocks.filter(({ kind }) => kind === 'tool_result') });
  const standing = tokensIn({ blocks: blocks.filter(({ section }) => section !== 'messages') });
  composition.results += results;
  composition.standing += standing;
  composition.words += tokensIn({ blocks }) - results - standing;
}

/** The store, which also tells what it was given to keep. */
function watched(store: Store, onKept: (hash: string, text: string) => void): Store {
  return {
    ...store,
    async putOriginal(text) {
      // Large bytes are moved away by keeping them.
      const copy = stringOf(copyOf(text));
      const hash = await store.putOriginal(text);
      onKept(hash, copy);
      return hash;
    },
  };
}
