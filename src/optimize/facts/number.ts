import { defineFacts } from '../fact.js';

/** Not inside a word, a date, a time, a path or a longer number, nor the line number of a listing. */
const NUMBERS = /(?:(?<![\w.:/\\#-])|(?<=[a-z"'] ?[:=]))-?\d+(?:\.\d+)*(?![\w:/\\→\t-]|\.\d)/gi;

/** Numbers and versions that stand alone: `1234`, `-0.5`, `1.2.3`. Commas divide, since in minified JSON they do. */
export const number = defineFacts({
  name: 'number',
  find(line) {
    const numbers: readonly string[] = line.match(NUMBERS) ?? [];
    return numbers.filter((found) => found.length <= 40);
  },
});
