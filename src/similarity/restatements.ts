import { claimKey } from './claim-key.js';
import type { Embedder } from './embedder.js';
import { isStatement, namesSomething, standsAlone } from './is-statement.js';

/** A sentence that may say again what an earlier one said. */
export interface Claim {
  readonly text: string;
  /** {@link keyOf} the text. */
  readonly key: string | undefined;
  /** The paragraph that it stands in, by which a reader knows what it speaks of. */
  readonly surroundings: string;
  /** The heading over it, or `''`. */
  readonly heading: string;
  /** The index of the sentence right before it in its paragraph, if there is one. */
  readonly previous?: number;
}

/** Two claims, by their indices, that say the same. */
export interface Restatement {
  /** The earlier one; never itself the `at` of another pair. */
  readonly of: number;
  readonly at: number;
}

/** Least cosine of two sentences, and of what they stand in. */
const BAR = { sentence: 0.4, surroundings: 0.5 };
/** Sentences of one claim that a later one is compared with. */
const MOST_ORIGINALS = 8;

/**
 * Later sentences that say what an earlier one said in other words. Two sentences are one claim only if the embedder finds them
 * alike and their {@link claimKey} is the same, for a cosine alone merges opposites. One that can be understood only by what
 * stands before it follows the sentence before it; one that names nothing must stand in like surroundings and under no
 * other heading, for "the value is read once" may be said of many values. Instructions and questions are never merged. Deterministic. The sentences to be compared
 * are found by a hash of their keys, as in a hash join, so this is linear in their length; only they are embedded.
 */
export async function restatements(
  claims: readonly Claim[],
  embedder: Embedder,
): Promise<readonly Restatement[]> {
  const groups = groupsByKey(claims);
  const alike = await comparison(
    claims,
    [...groups.values()].filter((group) => group.length > 1),
    embedder,
  );
  const originals = new Map<string, number[]>();
  const merged = new Map<number, number>();
  for (const [at, key] of keysInOrder(groups)) {
    const earlier = originals.get(key) ?? [];
    const of = earlier.find((other) => alike(other, at) && follows(claims, merged, other, at));
    if (of !== undefined) merged.set(at, of);
    else if (earlier.length < MOST_ORIGINALS) originals.set(key, [...earlier, at]);
  }
  return Array.from(merged, ([at, of]) => ({ of, at }));
}

/** Whether a sentence stands alone, or the one before it says again what stands before the other. */
function follows(
  claims: readonly Claim[],
  merged: ReadonlyMap<number, number>,
  of: number,
  at: number,
): boolean {
  if (standsAlone(claims[at]!.text) && standsAlone(claims[of]!.text)) return true;
  const { previous } = claims[at]!;
  return (
    previous !== undefined &&
    merged.get(previous) !== undefined &&
    merged.get(previous) === claims[of]!.previous
  );
}

/** What a sentence has in common with all that say the same; undefined if it is not to be merged with any. */
export function keyOf(sentence: string): string | undefined {
  return (isStatement(sentence) && claimKey(sentence)) || undefined;
}

function groupsByKey(claims: readonly Claim[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  claims.forEach(({ key }, at) => {
    if (key === undefined) return;
    const group = groups.get(key);
    if (group) group.push(at);
    else groups.set(key, [at]);
  });
  return groups;
}

function keysInOrder(groups: ReadonlyMap<string, readonly number[]>): readonly (readonly [number, string])[] {
  const places: [number, string][] = [];
  for (const [key, group] of groups) if (group.length > 1) for (const at of group) places.push([at, key]);
  return places.sort(([a], [b]) => a - b);
}

async function comparison(
  claims: readonly Claim[],
  groups: readonly (readonly number[])[],
  embedder: Embedder,
): Promise<(a: number, b: number) => boolean> {
  const vectors = new Map<string, Float32Array>();
  for (const group of groups) {
    for (const at of group) {
      vectors.set(claims[at]!.text, NONE);
      if (!namesSomething(claims[at]!.text)) vectors.set(claims[at]!.surroundings, NONE);
    }
  }
  const texts = [...vectors.keys()];
  (await embedder.embed(texts)).forEach((vector, at) => {
    vectors.set(texts[at]!, vector);
  });
  const near = (a: string, b: string, bar: number) =>
    a === b || cosine(vectors.get(a)!, vectors.get(b)!) >= bar;
  return (a, b) => {
    const [left, right] = [claims[a]!, claims[b]!];
    if (!near(left.text, right.text, BAR.sentence)) return false;
    const isNamed = namesSomething(left.text) && namesSomething(right.text);
    if (isNamed) return true;
    const isElsewhere = left.heading !== '' && right.heading !== '' && left.heading !== right.heading;
    return !isElsewhere && near(left.surroundings, right.surroundings, BAR.surroundings);
  };
}

const NONE = new Float32Array();

/** Of two vectors of length 1, or all zero. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!;
  return sum;
}
