import { CtxoptError } from '../errors.js';

/** A place in a body, in UTF-16 code units from its start, and the number of its line, from 1. */
export interface KnownLine {
  readonly offset: number;
  readonly number: number;
}

const FIRST_LINE: KnownLine = { offset: 0, number: 1 };

/**
 * The error for a body that is not what it looks like.
 * @param offset where, in UTF-16 code units from the body's start
 * @param what what stands there and what was expected, e.g. `messages[3].content is a number; a string was expected`
 * @param known a place before it, from which its line is counted
 */
export function invalidInput(
  body: string,
  offset: number,
  what: string,
  known: KnownLine = FIRST_LINE,
): CtxoptError {
  return new CtxoptError(
    'invalid_input',
    `${what} (${placeOf(body, offset, known)}).`,
    'Mend that place, or give the input as plain text.',
  );
}

/** `line 3, column 17`, both from 1. */
function placeOf(body: string, offset: number, known: KnownLine): string {
  let line = known.number;
  for (let at = body.indexOf('\n', known.offset); at >= 0 && at < offset; at = body.indexOf('\n', at + 1)) {
    line += 1;
  }
  const lineStart = offset === 0 ? 0 : body.lastIndexOf('\n', offset - 1) + 1;
  return `line ${line}, column ${offset - lineStart + 1}`;
}
