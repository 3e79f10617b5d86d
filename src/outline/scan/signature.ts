import type { Stretch } from '../grammar.js';

const LIMIT = 200;
const SHORT = 80;

/** A stretch of the source to be quoted: without blanks around it, and cut at a blank if it is longer than 200 UTF-16 units. */
export function signatureOf(source: string, { start, end }: Stretch): string {
  if (end - start <= LIMIT) return source.slice(start, end).trim();
  const head = source.slice(start, start + LIMIT);
  const blank = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\n'), head.lastIndexOf(','));
  return (blank > SHORT ? head.slice(0, blank + 1) : head).trim();
}

/** The whole of a definition that stands on one line and says as much as a note about its body would; else `undefined`. */
export function oneLine(source: string, { start, end }: Stretch): string | undefined {
  if (end - start > SHORT) return undefined;
  const whole = source.slice(start, end);
  return whole.includes('\n') ? undefined : whole;
}
