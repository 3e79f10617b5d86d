import { type Context, isChanged, partsOf, type Source } from '../context/context.js';
import { CtxoptError } from '../errors.js';

/** What is written in place of `body[start, end)`. */
export interface Patch {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The strings of changed parts as they are to stand in the body, in order.
 * @throws CtxoptError `internal` if a part changed that must not
 */
export function patchesOf(context: Context): readonly Patch[] {
  const changed = partsOf(context).filter(isChanged);
  const frozen = changed.find(({ editable }) => !editable);
  if (frozen) {
    throw new CtxoptError(
      'internal',
      `${frozen.id} was changed, but must stay as it is.`,
      'This is a bug in ctxopt.',
    );
  }
  return changed
    .map(({ text, source }) => ({
      start: source.start,
      end: source.end,
      text: writtenAs(text, source.encoding),
    }))
    .sort((a, b) => a.start - b.start);
}

/**
 * The body with the strings of changed parts put in place of the old ones, and nothing else touched: what every
 * format's `encode` is.
 * @throws CtxoptError `internal` if a part changed that must not
 */
export function splice(body: string, context: Context): string {
  const pieces: string[] = [];
  let copied = 0;
  for (const { start, end, text } of patchesOf(context)) {
    pieces.push(body.slice(copied, start), text);
    copied = end;
  }
  pieces.push(body.slice(copied));
  return pieces.join('');
}

/** A text as it stands in a body. */
export function writtenAs(text: string, encoding: Source['encoding']): string {
  if (encoding === 'raw') return text;
  const literal = JSON.stringify(text);
  return encoding === 'json-string' ? literal : JSON.stringify(literal).slice(1, -1);
}
