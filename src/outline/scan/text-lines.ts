/** A line without its line end. */
export interface TextLine {
  readonly text: string;
  /** UTF-16 offset of its first character. */
  readonly start: number;
}

/** The lines of a text; a byte order mark is no part of the first. */
export function textLines(text: string): TextLine[] {
  const lines: TextLine[] = [];
  for (let start = text.startsWith('\uFEFF') ? 1 : 0; start < text.length; ) {
    const lineFeed = text.indexOf('\n', start);
    const end = lineFeed === -1 ? text.length : lineFeed;
    lines.push({ text: text.slice(start, text[end - 1] === '\r' ? end - 1 : end), start });
    start = end + 1;
  }
  return lines;
}

/** Behind the last character of a line that is no blank. */
export function endOf({ text, start }: TextLine): number {
  return start + text.trimEnd().length;
}
