import type { Part } from '../context/context.js';
import type { Format } from './format.js';
import { isOneValue } from './scan-json.js';
import { splice } from './splice.js';

/** UTF-16 code units and lines of a part at most, where it can be divided: passes hold the lines of one part at a time. */
const MOST = { length: 20 * 1024 * 1024, lines: 1_000_000 };

/** Anything: taken for what a tool printed, in one part; in several of whole lines where it is long and no JSON. */
export const text: Format = {
  name: 'text',
  title: 'plain text',
  detect: () => true,
  decode: (body) => ({
    format: 'text',
    messages: [{ role: 'tool', parts: partsIn(body) }],
    frozen: 0,
  }),
  encode: splice,
};

/** The line end between two parts belongs to neither, so that no pass takes it for blank space at an end. */
function partsIn(body: string): readonly Part[] {
  const ends = isOneValue(body) ? [] : inner(body);
  return [...ends, body.length].map((end, at) => partAt(body, at === 0 ? 0 : ends[at - 1]! + 1, end, at));
}

/** The line ends at which a text is divided. What stands behind the last of all is no line. */
function inner(body: string): readonly number[] {
  const ends: number[] = [];
  let start = 0;
  let lines = 0;
  let last = -1;
  for (let at = body.indexOf('\n'); at !== -1 && at < body.length - 1; at = body.indexOf('\n', at + 1)) {
    lines += 1;
    if (at - start > MOST.length && last >= start) {
      ends.push(last);
      start = last + 1;
      lines = 1;
    }
    if (lines === MOST.lines) {
      ends.push(at);
      start = at + 1;
      lines = 0;
    }
    last = at;
  }
  // A last part may be too long by its last line alone.
  if (body.length - start > MOST.length && last >= start) ends.push(last);
  return ends;
}

function partAt(body: string, start: number, end: number, at: number): Part {
  const text = body.slice(start, end);
  return {
    id: at === 0 ? 'text' : `text.${at}`,
    kind: 'text',
    role: 'tool',
    text,
    source: { start, end, text, encoding: 'raw' },
    editable: true,
  };
}
