import { criticalExtractors } from '../facts.js';

/** The facts of a text that may never be taken out. */
export function criticalFacts(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const extractor of criticalExtractors) {
    for (const { kind, value } of extractor.extract(text)) found.add(`${kind} ${value}`);
  }
  return found;
}
