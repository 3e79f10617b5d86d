import { CtxoptError } from '../errors.js';

/**
 * The error for a body that is not what it looks like.
 * @param offset where, in UTF-16 code units from the body's start
 * @param what what stands there and what was expected, e.g. `messages[3].content is a number; a string was expected`
 */
export function invalidInput(body: string, offset: number, what: string): CtxoptError {
  return new CtxoptError(
    'invalid_input',
    `${what} (${placeOf(body, offset)}).`,
    'Mend that place, or give the input as plain text.',
  );
}

/** `line 3, column 17`, both from 1. */
function placeOf(body: string, offset: number): string {
  let line = 1;
  let lineStart = 0;
  for (let at = body.indexOf('\n'); at >= 0 && at < offset; at = body.indexOf('\n', at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return `line ${line}, column ${offset - lineStart + 1}`;
}
