/** Lines of a text: a line feed at the very end begins no further line. 0 for the empty text. */
export function countLines(text: string): number {
  return text === '' || text.endsWith('\n') ? lineFeedsIn(text) : lineFeedsIn(text) + 1;
}

export function lineFeedsIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** Looks up the 1-based line of an offset. Building takes one pass, a look-up O(log n). */
export function lineIndex(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
