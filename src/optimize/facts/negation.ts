import { defineFacts } from '../fact.js';
import { matchesOf } from '../gate/plain-text.js';
import { wordsAround } from './words-around.js';

const CUES =
  /\b(?:must|never|not|cannot|no longer|unless|except|without|forbidden|prohibited|(?:do|does|did|is|are|was|were|has|have|had|ca|could|wo|would|should|must|need)n['’]t)\b/gi;

const MOST = { before: 3, after: 6 };

/** What is forbidden, denied or demanded: a word such as `not`, `must` or `unless` with the words around it, in lower case. */
export const negation = defineFacts({
  name: 'negation',
  find(line) {
    const found: string[] = [];
    for (const match of matchesOf(CUES, line)) {
      const { before, after } = wordsAround(line, [match.index, match.index + match[0].length], MOST);
      const words = [...before, match[0].toLowerCase(), ...after];
      if (words.length > 2) found.push(words.join(' '));
    }
    return found;
  },
});
