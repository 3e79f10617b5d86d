import { gaussian } from './random.js';

/** Columns drawn beyond those wanted, and passes that sharpen the spectrum. */
const EXTRA = 24;
const PASSES = 2;

/**
 * The leading left singular vectors of a sparse matrix, each scaled by the square root of its singular value: `rows` ×
 * `dimensions`, row by row. Randomized subspace iteration (N. Halko, P.-G. Martinsson, J. Tropp, "Finding Structure
 * with Randomness", SIAM Review 2011, algorithms 4.4 and 5.1); the small symmetric problem by Jacobi rotations.
 */
export function leadingVectors(matrix, dimensions, random) {
  const { rows, columnCount } = matrix;
  const width = Math.min(dimensions + EXTRA, rows, columnCount);
  let right = Float32Array.from({ length: columnCount * width }, () => gaussian(random));
  let left = multiply(matrix, right, width);
  orthonormalize(left, rows, width);
  for (let pass = 0; pass < PASSES; pass++) {
    right = multiplyTransposed(matrix, left, width);
    orthonormalize(right, columnCount, width);
    left = multiply(matrix, right, width);
    orthonormalize(left, rows, width);
  }
  right = multiplyTransposed(matrix, left, width);
  const { values, vectors } = eigen(gram(right, columnCount, width), width);

  const result = new Float32Array(rows * dimensions);
  for (let d = 0; d < Math.min(dimensions, width); d++) {
    const scale = Math.max(values[d], 0) ** 0.25;
    for (let row = 0; row < rows; row++) {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += left[row * width + k] * vectors[k * width + d];
      result[row * dimensions + d] = sum * scale;
    }
  }
  return result;
}

/** matrix × dense */
function multiply({ rows, starts, columns, values }, dense, width) {
  const product = new Float32Array(rows * width);
  const sum = new Float64Array(width);
  for (let row = 0; row < rows; row++) {
    sum.fill(0);
    for (let at = starts[row]; at < starts[row + 1]; at++) {
      const value = values[at];
      const from = columns[at] * width;
      for (let k = 0; k < width; k++) sum[k] += value * dense[from + k];
    }
    product.set(sum, row * width);
  }
  return product;
}

/** transposed matrix × dense */
function multiplyTransposed({ rows, columnCount, starts, columns, values }, dense, width) {
  const product = new Float32Array(columnCount * width);
  for (let row = 0; row < rows; row++) {
    const from = row * width;
    for (let at = starts[row]; at < starts[row + 1]; at++) {
      const value = values[at];
      const to = columns[at] * width;
      for (let k = 0; k < width; k++) product[to + k] += value * dense[from + k];
    }
  }
  return product;
}

/** Makes the columns orthonormal: Q = A L⁻ᵀ, where A ᵀA = L Lᵀ (Cholesky QR, twice for stability). */
function orthonormalize(dense, rows, width) {
  for (let time = 0; time < 2; time++) {
    const lower = cholesky(gram(dense, rows, width), width);
    for (let row = 0; row < rows; row++) {
      const from = row * width;
      for (let k = 0; k < width; k++) {
        let value = dense[from + k];
        for (let j = 0; j < k; j++) value -= lower[k * width + j] * dense[from + j];
        dense[from + k] = value / lower[k * width + k];
      }
    }
  }
}

/** Dᵀ D */
function gram(dense, rows, width) {
  const result = new Float64Array(width * width);
  for (let row = 0; row < rows; row++) {
    const from = row * width;
    for (let i = 0; i < width; i++) {
      const value = dense[from + i];
      const to = i * width;
      for (let j = 0; j <= i; j++) result[to + j] += value * dense[from + j];
    }
  }
  for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) result[j * width + i] = result[i * width + j];
  return result;
}

function cholesky(square, width) {
  const lower = new Float64Array(width * width);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = square[i * width + j];
      for (let k = 0; k < j; k++) sum -= lower[i * width + k] * lower[j * width + k];
      const floor = 1e-12 * square[0] + Number.MIN_VALUE;
      lower[i * width + j] = i === j ? Math.sqrt(Math.max(sum, floor)) : sum / lower[j * width + j];
    }
  }
  return lower;
}

/** Eigenvalues, descending, and eigenvectors (in columns) of a symmetric matrix: cyclic Jacobi rotations. */
function eigen(square, width) {
  const a = Float64Array.from(square);
  const v = new Float64Array(width * width);
  for (let k = 0; k < width; k++) v[k * width + k] = 1;
  for (let sweep = 0; sweep < 30; sweep++) {
    let off = 0;
    for (let p = 0; p < width; p++) {
      for (let q = p + 1; q < width; q++) {
        const apq = a[p * width + q];
        off += apq * apq;
        if (apq !== 0) rotate(a, v, p, q, width);
      }
    }
    if (off < 1e-18 * a[0] * a[0]) break;
  }
  const order = Array.from({ length: width }, (_, k) => k).sort(
    (p, q) => a[q * width + q] - a[p * width + p],
  );
  const vectors = new Float64Array(width * width);
  order.forEach((from, to) => {
    for (let k = 0; k < width; k++) vectors[k * width + to] = v[k * width + from];
  });
  return { values: order.map((k) => a[k * width + k]), vectors };
}

function rotate(a, v, p, q, width) {
  const theta = (a[q * width + q] - a[p * width + p]) / (2 * a[p * width + q]);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < width; k++) {
    const [x, y] = [a[k * width + p], a[k * width + q]];
    a[k * width + p] = c * x - s * y;
    a[k * width + q] = s * x + c * y;
  }
  for (let k = 0; k < width; k++) {
    const [x, y] = [a[p * width + k], a[q * width + k]];
    a[p * width + k] = c * x - s * y;
    a[q * width + k] = s * x + c * y;
    const [vx, vy] = [v[k * width + p], v[k * width + q]];
    v[k * width + p] = c * vx - s * vy;
    v[k * width + q] = s * vx + c * vy;
  }
}
