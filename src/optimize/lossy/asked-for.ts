import type { Part } from '../../context/context.js';
import { searchTerms } from '../../repo/search-terms.js';
import type { PassEnv } from '../pass.js';

/** Terms from which words ask for something: fewer are a `yes`, or a `go on`. */
const LEAST_TERMS = 2;
/** Terms of a long message that count: its beginning says what it is about. */
const MOST_TERMS = 64;
/** Letters of a message that are looked at. */
const MOST_LETTERS = 20_000;

/** What a reader is after. */
export interface Asked {
  readonly text: string;
  /** Its `searchTerms`, each once. */
  readonly terms: readonly string[];
}

/**
 * What the caller says that it is after; else what the user said last with words of substance, in the frozen parts too.
 * Undefined if nobody asks for anything.
 */
export function askedFor(parts: readonly Part[], { query, prefix }: PassEnv): Asked | undefined {
  if (query !== undefined) {
    const asked = asking(query);
    if (asked.terms.length > 0) return asked;
  }
  for (const given of [parts, prefix]) {
    for (let at = given.length - 1; at >= 0; at--) {
      const part = given[at]!;
      if (part.role !== 'user' || part.kind !== 'text') continue;
      const asked = asking(withoutReminders(part.text.slice(0, MOST_LETTERS)));
      if (asked.terms.length >= LEAST_TERMS) return asked;
    }
  }
  return undefined;
}

function asking(text: string): Asked {
  return { text, terms: [...new Set(searchTerms(text))].slice(0, MOST_TERMS) };
}

/** Agents put reminders of their own among the user's words. */
function withoutReminders(text: string): string {
  const [first, ...rest] = text.split('<system-reminder>');
  const behind = rest.map((piece) => piece.split('</system-reminder>').slice(1).join(''));
  return [first, ...behind].join('');
}
