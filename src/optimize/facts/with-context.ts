import { wordsAround } from './words-around.js';

const MOST = { before: 4, after: 4 };

/**
 * A code with the words around the place where it was found, so that one does not pass for the same code of something else.
 * Words with a digit are left out: times and counts change where nothing else does.
 */
export function withContext(code: string, line: string, { 0: found, index }: RegExpExecArray): string {
  const { before, after } = wordsAround(line, [index, index + found.length], MOST);
  return [code, ...[...before, ...after].filter((word) => !/\d/.test(word))].join(' ');
}
