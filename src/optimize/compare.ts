import { priceAt } from '../billing/price-at.js';
import { type Context, type PartKind, partsOf, type Role } from '../context/context.js';
import { HANDLES, type Handle } from '../context/handle.js';
import type { Model } from '../tokens/models.js';
import type { Tokenizer } from '../tokens/tokenizer.js';
import { partTokens } from './analysis/part-tokens.js';
import { contextDiff, type PartDiff, textDiff } from './comparison/comparison-diff.js';
import { type FactLoss, type Verdict, verdictOn } from './comparison/verdict.js';
import { factExtractors } from './facts.js';

export interface CompareOptions {
  readonly tokenizer: Tokenizer;
  /** For the cost; none is given without. */
  readonly model?: Model;
  /** The original behind a handle in the after side, if it is kept: what is in it counts as retrievable, not as gone. */
  readonly resolve?: (handle: Handle) => string | undefined;
}

/** What became of a context that was shortened. Plain data. */
export interface Comparison {
  readonly tokenizer: { readonly id: string; readonly exact: boolean };
  /** Tokens. */
  readonly before: number;
  /** Tokens. */
  readonly after: number;
  /** US dollars as uncached input of the model. */
  readonly cost?: { readonly model: string; readonly before: number; readonly after: number };
  /** Tokens by role and kind of part, where both sides are contexts. */
  readonly kinds?: readonly KindChange[];
  /** One a kind of fact that the before side has, critical ones first. */
  readonly facts: readonly FactLoss[];
  readonly verdict: Verdict;
  /** Why, the gravest reason first, for people. */
  readonly reasons: readonly string[];
  /** How they differ, line by line; bounded, so that it can be shown. */
  readonly diff: readonly PartDiff[];
}

export interface KindChange {
  readonly role: Role;
  readonly kind: PartKind;
  readonly before: number;
  readonly after: number;
}

/** How many facts that are gone, or only retrievable, are shown of a kind, and how long. */
const SAMPLES = { count: 5, length: 100 };

/** Compares two texts, or two bodies as they stand. Near-linear in the length of both and of the originals named. */
export function compare(before: string, after: string, options: CompareOptions): Comparison {
  const { count } = options.tokenizer;
  return {
    ...comparison(
      { texts: [before], tokens: count(before) },
      { texts: [after], tokens: count(after) },
      options,
    ),
    diff: textDiff(before, after),
  };
}

/** Compares two contexts part by part: facts inside of JSON strings are seen better, and tokens are told by kind. */
export function compareContexts(before: Context, after: Context, options: CompareOptions): Comparison {
  const kinds = kindChanges(before, after, options.tokenizer);
  const sideOf = (context: Context, side: 'before' | 'after'): Side => ({
    texts: partsOf(context).map((part) => part.text),
    tokens: kinds.reduce((sum, row) => sum + row[side], 0),
  });
  return {
    ...comparison(sideOf(before, 'before'), sideOf(after, 'after'), options),
    kinds,
    diff: contextDiff(before, after),
  };
}

interface Side {
  readonly texts: readonly string[];
  readonly tokens: number;
}

function comparison(
  before: Side,
  after: Side,
  { tokenizer, model, resolve }: CompareOptions,
): Omit<Comparison, 'diff'> {
  const sums = { before: before.tokens, after: after.tokens };
  const dollars = (tokens: number) => (model ? (tokens * priceAt(model, tokens).input) / 1e6 : 0);
  const facts = losses(before.texts, after.texts, originalsNamedIn(after.texts, resolve));
  return {
    tokenizer: { id: tokenizer.id, exact: tokenizer.exact },
    ...sums,
    ...(model
      ? { cost: { model: model.title, before: dollars(sums.before), after: dollars(sums.after) } }
      : {}),
    facts,
    ...verdictOn(facts),
  };
}

/** The originals of all handles in the texts, and of those in these, each once. */
function originalsNamedIn(texts: readonly string[], resolve: CompareOptions['resolve']): readonly string[] {
  const originals = new Map<string, string | undefined>();
  const unread = [...texts];
  for (let text = unread.pop(); text !== undefined; text = unread.pop()) {
    for (const handle of text.match(HANDLES) ?? []) {
      if (originals.has(handle)) continue;
      const original = resolve?.(handle as Handle);
      originals.set(handle, original);
      if (original !== undefined) unread.push(original);
    }
  }
  return [...originals.values()].filter((original) => original !== undefined);
}

function losses(
  before: readonly string[],
  after: readonly string[],
  originals: readonly string[],
): readonly FactLoss[] {
  return factExtractors.flatMap(({ name, critical, extract }) => {
    const valuesIn = (texts: readonly string[]) =>
      new Set(texts.flatMap((text) => extract(text).map((fact) => fact.value)));
    const had = valuesIn(before);
    if (had.size === 0) return [];
    const has = valuesIn(after);
    const missing = [...had].filter((value) => !has.has(value));
    const kept = missing.length > 0 ? valuesIn(originals) : has;
    const gone = missing.filter((value) => !kept.has(value));
    const shown = gone.length > 0 ? gone : missing;
    return {
      kind: name,
      critical,
      before: had.size,
      gone: gone.length,
      retrievable: missing.length - gone.length,
      samples: shown.slice(0, SAMPLES.count).map((value) => value.slice(0, SAMPLES.length)),
    };
  });
}

function kindChanges(before: Context, after: Context, tokenizer: Tokenizer): readonly KindChange[] {
  const rows = new Map<string, { role: Role; kind: PartKind; before: number; after: number }>();
  for (const [side, context] of [
    ['before', before],
    ['after', after],
  ] as const) {
    for (const part of partsOf(context)) {
      const { role, kind } = part;
      const row = rows.get(`${role} ${kind}`) ?? { role, kind, before: 0, after: 0 };
      row[side] += partTokens(part, tokenizer.count);
      rows.set(`${role} ${kind}`, row);
    }
  }
  return [...rows.values()].sort((a, b) => b.before - a.before);
}
