import { createLoss } from './contrast-loss.js';

/**
 * One step of gradient descent: `step(left, right, rate)` takes as many texts (lists of words) a side as a batch has,
 * changes the table and returns the loss. Adagrad (J. Duchi et al., 2011) with one rate a row.
 */
export function createStep({ table, dimensions, batch, features }) {
  const { starts, rows: rowOf, shares } = features;
  const rows = table.length / dimensions;
  const squares = new Float32Array(rows).fill(1e-8);
  const gradient = new Float32Array(table.length);
  const touchedAt = new Int32Array(rows);
  const sides = [createSide(batch, dimensions), createSide(batch, dimensions)];
  const lossOf = createLoss(batch, dimensions);
  const sum = new Float64Array(dimensions);
  let time = 0;

  const encode = (texts, { units, lengths }) => {
    for (let i = 0; i < batch; i++) {
      sum.fill(0);
      for (const word of texts[i]) {
        for (let f = starts[word]; f < starts[word + 1]; f++) {
          const from = rowOf[f] * dimensions;
          const share = shares[f];
          for (let d = 0; d < dimensions; d++) sum[d] += share * table[from + d];
        }
      }
      let square = 1e-12;
      for (let d = 0; d < dimensions; d++) square += sum[d] * sum[d];
      lengths[i] = Math.sqrt(square);
      for (let d = 0; d < dimensions; d++) units[i * dimensions + d] = sum[d] / lengths[i];
    }
  };

  /** Adds up the gradient of each row, from that of the texts that it is in. */
  const propagate = (texts, { units, lengths, slopes }, touched) => {
    for (let i = 0; i < batch; i++) {
      const from = i * dimensions;
      let along = 0;
      for (let d = 0; d < dimensions; d++) along += units[from + d] * slopes[from + d];
      for (let d = 0; d < dimensions; d++) sum[d] = (slopes[from + d] - units[from + d] * along) / lengths[i];
      for (const word of texts[i]) {
        for (let f = starts[word]; f < starts[word + 1]; f++) {
          const row = rowOf[f];
          const share = shares[f];
          const to = row * dimensions;
          if (touchedAt[row] !== time) {
            touchedAt[row] = time;
            touched.push(row);
            gradient.fill(0, to, to + dimensions);
          }
          for (let d = 0; d < dimensions; d++) gradient[to + d] += share * sum[d];
        }
      }
    }
  };

  const descend = (row, rate) => {
    const from = row * dimensions;
    let square = 0;
    for (let d = 0; d < dimensions; d++) square += gradient[from + d] * gradient[from + d];
    squares[row] += square / dimensions;
    const scale = rate / Math.sqrt(squares[row]);
    for (let d = 0; d < dimensions; d++) table[from + d] -= scale * gradient[from + d];
  };

  return (left, right, rate) => {
    time++;
    encode(left, sides[0]);
    encode(right, sides[1]);
    const loss = lossOf(sides[0], sides[1]);
    const touched = [];
    propagate(left, sides[0], touched);
    propagate(right, sides[1], touched);
    for (const row of touched) descend(row, rate);
    return loss;
  };
}

/** The texts of one side as vectors of length 1, what their lengths were, and the slopes of the loss along them. */
function createSide(batch, dimensions) {
  return {
    units: new Float32Array(batch * dimensions),
    lengths: new Float32Array(batch),
    slopes: new Float32Array(batch * dimensions),
  };
}
