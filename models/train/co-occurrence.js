import { BREAK } from './corpus.js';

/**
 * How strongly words attract each other: the positive pointwise mutual information of each word (row) with each of the
 * first `contexts` words (column), as a sparse matrix in rows. Neighbors up to `window` words away count by their
 * closeness; the two sides of a pair count as one neighborhood. Context counts are smoothed by the power 0.75 (O. Levy
 * et al., "Improving Distributional Similarity with Lessons Learned from Word Embeddings", TACL 2015).
 *
 * @param stream rows of words (0 to `rows` - 1), plus 1; 0 for a break or an unknown word
 */
export function ppmi({ stream, pairs, pairWords, rows, contexts, window, pairWeight, least }) {
  const counts = new Float32Array(rows * contexts);
  countNeighbors(stream, counts, contexts, window);
  for (const pair of pairs) countPair(pairWords, pair, counts, contexts, pairWeight);

  const rowSums = new Float64Array(rows);
  const columnSums = new Float64Array(contexts);
  let nonZero = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < contexts; column++) {
      const count = counts[row * contexts + column];
      rowSums[row] += count;
      columnSums[column] += count;
      if (count >= least) nonZero++;
    }
  }
  const smoothed = columnSums.map((sum) => sum ** 0.75);
  const total = smoothed.reduce((sum, value) => sum + value, 0);

  const starts = new Uint32Array(rows + 1);
  const columns = new Uint16Array(nonZero);
  const values = new Float32Array(nonZero);
  let filled = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < contexts; column++) {
      const count = counts[row * contexts + column];
      if (count < least) continue;
      const information = Math.log((count * total) / (rowSums[row] * smoothed[column]));
      if (information <= 0) continue;
      columns[filled] = column;
      values[filled++] = information;
    }
    starts[row + 1] = filled;
  }
  return {
    rows,
    columnCount: contexts,
    starts,
    columns: columns.slice(0, filled),
    values: values.slice(0, filled),
  };
}

function countNeighbors(stream, counts, contexts, window) {
  for (let at = 0; at < stream.length; at++) {
    const word = stream[at];
    if (word === BREAK) continue;
    for (let distance = 1; distance <= window && at + distance < stream.length; distance++) {
      const other = stream[at + distance];
      if (other === BREAK) continue;
      const weight = 1 / distance;
      if (other <= contexts) counts[(word - 1) * contexts + other - 1] += weight;
      if (word <= contexts) counts[(other - 1) * contexts + word - 1] += weight;
    }
  }
}

function countPair(words, { start, middle, end }, counts, contexts, pairWeight) {
  const weight = pairWeight / Math.max(middle - start, end - middle);
  for (let a = start; a < middle; a++) {
    const left = words[a];
    if (left === BREAK) continue;
    for (let b = middle; b < end; b++) {
      const right = words[b];
      if (right === BREAK) continue;
      if (right <= contexts) counts[(left - 1) * contexts + right - 1] += weight;
      if (left <= contexts) counts[(right - 1) * contexts + left - 1] += weight;
    }
  }
}
