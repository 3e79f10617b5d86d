import { newDraft, wrong } from './draft.js';
import { type JsonObject, parseJson } from './parse-json.js';
import { skipSpace } from './scan-json.js';

/** One object of a file that holds one a line. */
export interface JsonLine {
  /** Counted from 1, blank lines included. */
  readonly number: number;
  readonly node: JsonObject;
}

/**
 * The objects of a file of JSON lines. A last line that is cut off is left out: its writer may be at work.
 * @throws CtxoptError `invalid_input` naming the place, for any other line that is no JSON object
 */
export function jsonLines(body: string): readonly JsonLine[] {
  const spans = [...lineSpans(body)];
  return spans.flatMap(({ number, start, end }, index) => {
    try {
      const node = parseJson(body, start, end);
      if (node.type !== 'object') throw wrong(newDraft(body), node, `line-${number}`, 'an object');
      return [{ number, node }];
    } catch (thrown) {
      if (index === spans.length - 1) return [];
      throw thrown;
    }
  });
}

/** Lines that are not blank; `start` is their first character that is no space. */
export function* lineSpans(body: string): Generator<{ number: number; start: number; end: number }> {
  let from = body.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let number = 1; from < body.length; number += 1) {
    const newline = body.indexOf('\n', from);
    const end = newline < 0 ? body.length : newline;
    const start = skipSpace(body, from, end);
    if (start < end) yield { number, start, end };
    from = end + 1;
  }
}
