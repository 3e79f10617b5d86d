// Which rules draw the facts of which kind of input. What is JSON has the facts of JSON, whatever printed it.
import { gitFacts } from './git.js';
import { jsonFacts } from './json.js';
import { listingFacts } from './listing.js';
import { logFacts } from './log.js';
import { messageFacts } from './messages.js';
import { outputFacts } from './output.js';
import { pageFacts } from './page.js';

const OF_ONE_TEXT = {
  logs: logFacts,
  tests: outputFacts,
  build: outputFacts,
  json: pageFacts,
  git: gitFacts,
  listing: listingFacts,
  misc: (text) => {
    const facts = outputFacts(text);
    return [
      ...facts,
      ...pageFacts(text).filter(
        ({ places: [{ line }] }) => !facts.some(({ places: [place] }) => place.line === line),
      ),
    ];
  },
  page: pageFacts,
};

/** Facts that need not stand in the text, if what they were taken from can be had by its handle. */
const SOFT = new Set(['entry', 'read', 'sample']);

/** Whether a fact of this kind must stand in the text itself. */
export function isHard(kind) {
  return !SOFT.has(kind);
}

/**
 * The facts of an input.
 * @param {string} kind the input's
 * @param {readonly { at: string, role: string, text: string, tool?: object }[]} parts its texts, as `load` gives them
 * @returns {readonly import('../places.js').Fact[]}
 */
export function factsOf(kind, parts) {
  const rule = OF_ONE_TEXT[kind];
  if (!rule) return messageFacts(parts);
  return parts.flatMap(({ at, text }) => {
    const found = /^\s*[[{]/.test(text) ? jsonFacts(text) : [];
    return (found.length > 0 ? found : rule(text)).map((fact) => ({ ...fact, at }));
  });
}
