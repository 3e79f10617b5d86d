/** A text by its lines, each with its line end. A line end does not open another line: `'a\n'` has one, `''` none. */
export interface SourceLines {
  readonly count: number;
  /** Lines `start` to `end`, 1-based and inclusive, exactly as they stand in the text. */
  slice(start: number, end: number): string;
}

export function sourceLines(text: string): SourceLines {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  if (starts.at(-1) === text.length) starts.pop();
  return {
    count: starts.length,
    slice: (start, end) => text.slice(starts[start - 1] ?? text.length, starts[end] ?? text.length),
  };
}
