import { invalidInput } from './invalid-input.js';
import { type JsonObject, type ParseOptions, parseJson } from './parse-json.js';
import { skipSpace } from './scan-json.js';

/** One object of a file that holds one a line. */
export interface JsonLine {
  /** Counted from 1, blank lines included. */
  readonly number: number;
  readonly node: JsonObject;
}

export interface JsonLinesOptions {
  /** As in `parseJson`. */
  readonly into?: ReadonlySet<string>;
  /** Told of each line that is passed over: an `invalid_input` naming the place. */
  readonly onBroken?: (error: unknown) => void;
}

/**
 * The objects of a file of JSON lines, one at a time, so that a large file's are never in memory together. A line that
 * is no JSON object is passed over, as the clients that write such files do when they read them: a copy may begin or
 * end within a line, and a client that died leaves half a line anywhere.
 */
export function* jsonLines(body: string, { into, onBroken }: JsonLinesOptions = {}): Generator<JsonLine> {
  for (const { number, start, end } of lineSpans(body)) {
    const node = objectAt(body, { start, end, line: number, ...(into ? { into } : {}) }, onBroken);
    if (node) yield { number, node };
  }
}

function objectAt(
  body: string,
  options: ParseOptions & { readonly start: number; readonly line: number },
  onBroken: JsonLinesOptions['onBroken'],
): JsonObject | undefined {
  try {
    const node = parseJson(body, options);
    if (node.type === 'object') return node;
    const known = { offset: options.start, number: options.line };
    throw invalidInput(body, node.start, `Here stands a JSON ${node.type}; an object was expected`, known);
  } catch (thrown) {
    onBroken?.(thrown);
    return undefined;
  }
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

/**
 * The lines by which a format of JSON lines is told: those that begin an object. Ends at the first that does not, but
 * for a first line, which may be the rest of one that was cut off.
 */
export function* objectSpans(body: string): Generator<{ start: number; end: number }> {
  let isFirst = true;
  for (const span of lineSpans(body)) {
    if (body[span.start] === '{') yield span;
    else if (!isFirst) return;
    isFirst = false;
  }
}
