import { cosine } from '../../similarity/restatements.js';

/** The cosine of each vector to one of them; all of length 1, or zero. */
export function vectorLikeness(vectors: readonly Float32Array[]): (one: number) => Float64Array {
  return (one) => Float64Array.from(vectors, (vector) => Math.max(0, cosine(vector, vectors[one]!)));
}

/** The cosine of each set of terms to one of them. Takes as long as there are equal terms. */
export function termLikeness(given: readonly (readonly string[])[]): (one: number) => Float64Array {
  const sets = given.map((terms) => new Set(terms));
  const holders = new Map<string, number[]>();
  sets.forEach((terms, at) => {
    for (const term of terms) {
      const known = holders.get(term);
      if (known) known.push(at);
      else holders.set(term, [at]);
    }
  });
  return (one) => {
    const shared = new Float64Array(sets.length);
    for (const term of sets[one]!) for (const at of holders.get(term)!) shared[at]! += 1;
    return shared.map((count, at) => (count === 0 ? 0 : count / Math.sqrt(sets[at]!.size * sets[one]!.size)));
  };
}
