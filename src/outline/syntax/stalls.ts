/** Lines that only continue the next one, and openings of comments that nothing closes, which no text by hand has. */
const CONTINUATIONS = /(?:\\\r?\n[ \t]*){1000}/;
const UNCLOSED = 100;

/**
 * Whether a text would stall a grammar's scanner, which asks for no clock: many continued lines, or many comments that
 * are opened and never closed, all of which it reads anew for each token that it tries.
 */
export function stalls(text: string): boolean {
  if (CONTINUATIONS.test(text)) return true;
  let at = text.lastIndexOf('*/');
  for (let count = 0; count < UNCLOSED; count++) {
    at = text.indexOf('/*', at + 2);
    if (at === -1) return false;
  }
  return true;
}
