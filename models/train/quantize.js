/**
 * A table of rows as eight-bit numbers and a scale a row, the largest number of a row being ±127; words sorted by
 * their hashes, as the model's layout wants them.
 *
 * @param hashes of the words, which have the table's first rows
 */
export function quantize(table, hashes, dimensions) {
  const rows = table.length / dimensions;
  const order = Array.from({ length: rows }, (_, row) => row);
  const sorted = order.slice(0, hashes.length).sort((a, b) => hashes[a] - hashes[b]);
  const scales = new Float32Array(rows);
  const values = new Int8Array(rows * dimensions);
  [...sorted, ...order.slice(hashes.length)].forEach((from, to) => {
    let largest = 0;
    for (let d = 0; d < dimensions; d++) largest = Math.max(largest, Math.abs(table[from * dimensions + d]));
    scales[to] = largest / 127;
    for (let d = 0; d < dimensions && largest > 0; d++)
      values[to * dimensions + d] = Math.round((table[from * dimensions + d] / largest) * 127);
  });
  return {
    dimensions,
    words: Uint32Array.from(sorted, (row) => hashes[row]),
    grams: rows - hashes.length,
    scales,
    values,
  };
}
