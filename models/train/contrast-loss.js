/** 1 / temperature. */
const SHARPNESS = 10;
/** A wrong partner with a smaller share of the probability than this pushes nothing away. */
const NEGLIGIBLE = 3e-4;

/**
 * The loss of a batch, where the text `i` of the left side belongs to the text `i` of the right one: the mean cross
 * entropy of the partner among the batch, in both directions. Sets the `slopes` of both sides.
 */
export function createLoss(batch, dimensions) {
  const scores = new Float32Array(batch * batch);
  const rowSums = new Float64Array(batch);
  const columnSums = new Float64Array(batch);

  return (left, right) => {
    rowSums.fill(0);
    columnSums.fill(0);
    for (let i = 0; i < batch; i++) {
      const row = i * batch;
      for (let j = 0; j < batch; j += 4)
        fourDots(left.units, i * dimensions, right.units, j * dimensions, dimensions, scores, row + j);
      for (let j = 0; j < batch; j++) {
        const e = Math.exp(SHARPNESS * (scores[row + j] - 1));
        scores[row + j] = e;
        rowSums[i] += e;
        columnSums[j] += e;
      }
    }
    left.slopes.fill(0);
    right.slopes.fill(0);
    let loss = 0;
    for (let i = 0; i < batch; i++) {
      const own = scores[i * batch + i];
      loss -= (Math.log(own / rowSums[i]) + Math.log(own / columnSums[i])) / (2 * batch);
      for (let j = 0; j < batch; j++) {
        const e = scores[i * batch + j];
        const share = (e / rowSums[i] + e / columnSums[j]) / 2 - (i === j ? 1 : 0);
        if (Math.abs(share) >= NEGLIGIBLE)
          pull(left, i * dimensions, right, j * dimensions, dimensions, (SHARPNESS / batch) * share);
      }
    }
    return loss;
  };
}

/** The dot products of one vector with four in a row: each of its numbers is read once for all. */
function fourDots(left, a, right, b0, dimensions, scores, to) {
  const b1 = b0 + dimensions;
  const b2 = b1 + dimensions;
  const b3 = b2 + dimensions;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let d = 0; d < dimensions; d++) {
    const x = left[a + d];
    s0 += x * right[b0 + d];
    s1 += x * right[b1 + d];
    s2 += x * right[b2 + d];
    s3 += x * right[b3 + d];
  }
  scores[to] = s0;
  scores[to + 1] = s1;
  scores[to + 2] = s2;
  scores[to + 3] = s3;
}

function pull(left, a, right, b, dimensions, weight) {
  const { units: leftUnits, slopes: leftSlopes } = left;
  const { units: rightUnits, slopes: rightSlopes } = right;
  for (let d = 0; d < dimensions; d++) {
    leftSlopes[a + d] += weight * rightUnits[b + d];
    rightSlopes[b + d] += weight * leftUnits[a + d];
  }
}
