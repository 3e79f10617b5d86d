import { type Context, isChanged, partsOf } from '../context/context.js';
import { CtxoptError } from '../errors.js';

/**
 * The body with the strings of changed parts put in place of the old ones, and nothing else touched: what every
 * format's `encode` is.
 * @throws CtxoptError `internal` if a part changed that must not
 */
export function splice(body: string, context: Context): string {
  const changed = partsOf(context)
    .filter(isChanged)
    .sort((a, b) => a.source.start - b.source.start);
  const pieces: string[] = [];
  let copied = 0;
  for (const { id, text, source, editable } of changed) {
    if (!editable) {
      throw new CtxoptError(
        'internal',
        `${id} was changed, but must stay as it is.`,
        'This is a bug in ctxopt.',
      );
    }
    pieces.push(body.slice(copied, source.start), source.encoding === 'raw' ? text : JSON.stringify(text));
    copied = source.end;
  }
  pieces.push(body.slice(copied));
  return pieces.join('');
}
