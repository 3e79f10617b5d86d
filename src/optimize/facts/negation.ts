import { defineFacts } from '../fact.js';

const CUES =
  /\b(?:must|never|not|cannot|no longer|unless|except|without|forbidden|prohibited|(?:do|does|did|is|are|was|were|has|have|had|ca|could|wo|would|should|must|need)n['’]t)\b/gi;

/** Ends of a statement: of a sentence, a line, or a string in JSON. */
const BOUNDARY = /[.!?;](?=\s|$)|\n|"\s?[,:}\]]|[,:{[]\s?"/g;

const BEFORE = { words: 3, reach: 60 };
const AFTER = { words: 6, reach: 120 };

/**
 * What is forbidden, denied or demanded: a word such as `not`, `must` or `unless` with the words around it, in lower case.
 * A few words rather than the sentence, so that another line wrapping does not make another fact.
 */
export const negation = defineFacts({
  name: 'negation',
  critical: false,
  *find(text) {
    for (const match of text.matchAll(CUES)) {
      const end = match.index + match[0].length;
      const before = text
        .slice(Math.max(0, match.index - BEFORE.reach), match.index)
        .split(BOUNDARY)
        .at(-1)!;
      const after = text.slice(end, end + AFTER.reach).split(BOUNDARY, 1)[0]!;
      const words = [
        ...wordsOf(before).slice(-BEFORE.words),
        match[0],
        ...wordsOf(after).slice(0, AFTER.words),
      ];
      if (words.length > 2) yield words.join(' ').toLowerCase();
    }
  },
});

function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}_'’]+/gu) ?? [];
}
