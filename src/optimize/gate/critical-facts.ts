import { criticalExtractors } from '../facts.js';
import { hasPlainLines } from './plain-text.js';

/** The facts of a text that may never be taken out. */
export function criticalFacts(text: string): ReadonlySet<string> {
  return new Set(criticalLines(text).keys());
}

/**
 * The same with the lines of the text that they were read from, by number from 0: none where the text's plain form has
 * others, as that of JSON.
 */
export function criticalLines(text: string): ReadonlyMap<string, readonly number[]> {
  const isPlain = hasPlainLines(text);
  const found = new Map<string, readonly number[]>();
  for (const extractor of criticalExtractors) {
    for (const { kind, value, lines } of extractor.extract(text)) {
      found.set(`${kind} ${value}`, isPlain ? lines : []);
    }
  }
  return found;
}
