import { criticalLines } from './critical-facts.js';

/** UTF-16 units of a line that are quoted. */
const LINE_LIMIT = 300;

/**
 * The lines of a text from one on, by number from 0, that hold a critical fact: each as its number from 1, a tab and its
 * beginning.
 */
export function linesWithFacts(text: string, from: number): readonly string[] {
  const lines = text.split('\n');
  const found = new Set<number>();
  for (const numbers of criticalLines(text).values()) for (const at of numbers) if (at >= from) found.add(at);
  return [...found]
    .sort((one, other) => one - other)
    .map((at) => `${at + 1}\t${lines[at]!.replace(/\r$/, '').slice(0, LINE_LIMIT)}`);
}
