import { printable } from '../context/printable.js';

/** A text on one line, printable, blanks run together, cut between code points to at most that many UTF-16 units, a `…` included. */
export function oneLine(text: string, limit: number): string {
  // blanks are few, so that this much is enough to fill the limit but for an odd layout
  const line = printable(
    text
      .slice(0, 8 * limit)
      .replace(/\s+/g, ' ')
      .trim(),
  );
  if (line.length <= limit && text.length <= 8 * limit) return line;
  const cut = line.slice(0, limit - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
