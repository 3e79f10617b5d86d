import { factExtractors } from './facts.js';

const critical = factExtractors.filter((extractor) => extractor.critical);

/** The facts of a text that may never be taken out. */
export function criticalFacts(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const extractor of critical) {
    for (const { kind, value } of extractor.extract(text)) found.add(`${kind} ${value}`);
  }
  return found;
}
