import { brief, CtxoptError } from '../errors.js';
import type { ViewSource } from './view-body.js';

/** Lines that are named. */
const MOST_LINES = 8;

/** Lines from one with the name on that the hint asks for. */
const REACH = 40;

/**
 * Why no symbol can be given of a text in no language that is known here, with the lines in which its name stands: the
 * text may define it all the same.
 */
export function unknownLanguage({ display, text }: ViewSource, name: string): CtxoptError {
  const bare = name.split(/[.:#/]/).at(-1)!;
  const found = linesWith(text, bare);
  const named = found.slice(0, MOST_LINES);
  const more = found.length > named.length ? ` and ${found.length - named.length} more` : '';
  return new CtxoptError(
    'not_found',
    `${display} is in no language known here, so what it defines cannot be said.`,
    named[0] === undefined
      ? `${brief(bare)} does not stand in it.`
      : `${brief(bare)} stands in line ${named.join(', ')}${more}: ask for lines, e.g. lines:"${named[0]}-${named[0] + REACH}".`,
  );
}

/** The numbers, from 1, of the lines in which a word stands by itself. */
function linesWith(text: string, word: string): readonly number[] {
  if (word === '') return [];
  const escaped = word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const pattern = new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`);
  return text.split('\n').flatMap((line, index) => (pattern.test(line) ? [index + 1] : []));
}
