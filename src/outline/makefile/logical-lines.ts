import { type TextLine, textLines } from '../scan/text-lines.js';

/** A line with those that a backslash at its end joins to it. */
export interface LogicalLine {
  /** As written, line feeds and backslashes and all. */
  readonly text: string;
  /** UTF-16 offset. */
  readonly start: number;
  /** 1-based, inclusive. */
  readonly startLine: number;
  readonly endLine: number;
}

export function logicalLines(text: string): LogicalLine[] {
  const lines = textLines(text);
  const joined: LogicalLine[] = [];
  for (let i = 0; i < lines.length; i++) {
    const first = i;
    while (i + 1 < lines.length && goesOn(lines[i]!)) i++;
    const { start } = lines[first]!;
    const last = lines[i]!;
    const whole = text.slice(start, last.start + last.text.length);
    joined.push({ text: whole, start, startLine: first + 1, endLine: i + 1 });
  }
  return joined;
}

/** Whether an odd number of backslashes ends it. */
function goesOn({ text }: TextLine): boolean {
  let count = 0;
  while (text[text.length - 1 - count] === '\\') count++;
  return count % 2 === 1;
}
