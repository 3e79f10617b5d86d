/** Holds weights back, on features of unit variance: questions are few. */
const RIDGE = 0.03;

/** Steps of Newton's method; half as many are enough. */
const STEPS = 20;

/**
 * The weights of a conditional logit that make what was chosen most likely. Newton's method on a convex loss, so that the
 * same choices always give the same weights.
 * @param {readonly { vectors: readonly (readonly number[])[], chosen: readonly number[], known: readonly number[] }[]} choices
 * each of some vectors, all of one length, which of them are right, and what is already known to speak for each
 */
export function fitLogit(choices) {
  const some = choices.filter(({ chosen }) => chosen.length > 0);
  const spread = deviations(choices.flatMap(({ vectors }) => vectors));
  const length = spread.length;
  let weights = spread.map(() => 0);
  for (let step = 0; step < STEPS; step++) {
    const gradient = weights.map((weight, i) => RIDGE * weight * spread[i] ** 2);
    const curvature = weights.map((_, i) => weights.map((_, j) => (i === j ? RIDGE * spread[i] ** 2 : 0)));
    for (const { vectors, chosen, known } of some) {
      const shares = softmax(vectors.map((vector, at) => known[at] + dot(vector, weights)));
      const mean = weights.map((_, i) =>
        vectors.reduce((sum, vector, at) => sum + shares[at] * vector[i], 0),
      );
      for (let i = 0; i < length; i++) {
        const right = chosen.reduce((sum, at) => sum + vectors[at][i], 0) / chosen.length;
        gradient[i] += (mean[i] - right) / some.length;
      }
      for (const [at, vector] of vectors.entries())
        for (let i = 0; i < length; i++)
          for (let j = 0; j < length; j++)
            curvature[i][j] += (shares[at] * (vector[i] - mean[i]) * (vector[j] - mean[j])) / some.length;
    }
    weights = descended(weights, solve(curvature, gradient), (tried) => lossOf(some, tried, spread));
  }
  return weights;
}

/** A step of Newton's method, or a part of it: a whole one may go too far. */
function descended(weights, change, loss) {
  const before = loss(weights);
  for (let part = 1; part > 1e-6; part /= 2) {
    const after = weights.map((weight, i) => weight - part * change[i]);
    if (loss(after) < before) return after;
  }
  return weights;
}

function lossOf(choices, weights, spread) {
  const held = weights.reduce((sum, weight, i) => sum + (RIDGE / 2) * (weight * spread[i]) ** 2, 0);
  return choices.reduce((sum, { vectors, chosen, known }) => {
    const shares = softmax(vectors.map((vector, at) => known[at] + dot(vector, weights)));
    const surprise = chosen.reduce((total, at) => total - Math.log(shares[at]), 0);
    return sum + surprise / chosen.length / choices.length;
  }, held);
}

function deviations(vectors) {
  return vectors[0].map((_, i) => {
    const mean = vectors.reduce((sum, vector) => sum + vector[i], 0) / vectors.length;
    return Math.sqrt(vectors.reduce((sum, vector) => sum + (vector[i] - mean) ** 2, 0) / vectors.length);
  });
}

function softmax(values) {
  const most = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const powers = values.map((value) => Math.exp(value - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

/** Gaussian elimination; the matrix is symmetric and positive definite. */
function solve(matrix, values) {
  const rows = matrix.map((row, i) => [...row, values[i]]);
  for (let i = 0; i < rows.length; i++)
    for (let below = i + 1; below < rows.length; below++) {
      const factor = rows[below][i] / rows[i][i];
      for (let j = i; j <= rows.length; j++) rows[below][j] -= factor * rows[i][j];
    }
  const found = [];
  for (let i = rows.length - 1; i >= 0; i--) {
    const known = rows[i].slice(i + 1, -1).reduce((sum, value, j) => sum + value * found[j], 0);
    found.unshift((rows[i].at(-1) - known) / rows[i][i]);
  }
  return found;
}
