import type { Omission, OmittedBlock, Span } from '../output.js';
import { lineMatches } from './recognize-output.js';

/** Where in a program's output a rule applies. Linear. */
export function omissionSpans(omission: Omission, lines: readonly string[]): Iterable<Span> {
  const spans = allSpans(omission, lines);
  if (!omission.repeated) return spans;
  return repeatedSpans(Array.from(spans), lines, omission.repeated === 'last' ? 'last' : 'first');
}

function allSpans(omission: Omission, lines: readonly string[]): Iterable<Span> {
  if ('find' in omission) return omission.find(lines);
  return 'line' in omission ? matchingLines(omission.line, lines) : blocks(omission, lines);
}

function* matchingLines(pattern: RegExp, lines: readonly string[]): Iterable<Span> {
  for (let at = 0; at < lines.length; at++) {
    if (lineMatches(pattern, lines[at]!)) yield { start: at, end: at + 1 };
  }
}

function* blocks(block: OmittedBlock, lines: readonly string[]): Iterable<Span> {
  const endOf = blockEnd(block, lines);
  for (let at = 0; at < lines.length; ) {
    const end = lineMatches(block.from, lines[at]!) ? endOf(at) : undefined;
    if (end !== undefined) yield { start: at, end };
    at = end ?? at + 1;
  }
}

/** Gives the end of the block that starts at a line; undefined if it has none. Asked for later and later lines. */
function blockEnd(block: OmittedBlock, lines: readonly string[]): (start: number) => number | undefined {
  let next = 0;
  const seek = (start: number, isEnd: (line: string) => boolean) => {
    next = Math.max(next, start + 1);
    while (next < lines.length && !isEnd(lines[next]!)) next++;
    return next;
  };
  if ('while' in block) return (start) => seek(start, (line) => !lineMatches(block.while, line));
  const [last, after] = 'to' in block ? [block.to, 1] : [block.before, 0];
  return (start) => {
    const at = seek(start, (line) => lineMatches(last, line));
    return at < lines.length ? at + after : undefined;
  };
}

/** Of spans with the same text all but one. */
function repeatedSpans(
  spans: readonly Span[],
  lines: readonly string[],
  kept: 'first' | 'last',
): readonly Span[] {
  const texts = spans.map(({ start, end }) => lines.slice(start, end).join('\n').trimEnd());
  const place = new Map<string, number>();
  texts.forEach((text, at) => {
    if (kept === 'last' || !place.has(text)) place.set(text, at);
  });
  return spans.filter((_, at) => place.get(texts[at]!) !== at);
}
