import { countLines } from './lines.js';
import type { Outline, OutlineSymbol } from './outline.js';

const HEAD_LINES = 20;
const TAIL_LINES = 10;
const LINE_LIMIT = 200;

/** Text of no known language: its first and last lines, each cut to 200 UTF-16 units. */
export function outlineText(text: string): Outline {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  if (lines.at(-1) === '') lines.pop();
  const base = { language: 'text', lines: countLines(text), imports: [] };
  if (lines.length <= HEAD_LINES + TAIL_LINES)
    return { ...base, symbols: stretch('head', lines, 0, lines.length, 0) };
  const tail = lines.length - TAIL_LINES;
  const head = stretch('head', lines, 0, HEAD_LINES, tail - HEAD_LINES);
  return { ...base, symbols: [...head, ...stretch('tail', lines, tail, lines.length, 0)] };
}

function stretch(
  name: 'head' | 'tail',
  lines: readonly string[],
  from: number,
  to: number,
  elided: number,
): OutlineSymbol[] {
  if (from === to) return [];
  const signature = lines.slice(from, to).map(cut).join('\n');
  return [
    {
      kind: 'text',
      name,
      signature,
      startLine: from + 1,
      endLine: to,
      elided,
      exported: false,
      children: [],
    },
  ];
}

function cut(line: string): string {
  const text = line.trimEnd();
  const more = text.length - LINE_LIMIT;
  return more <= 0 ? text : `${text.slice(0, LINE_LIMIT)}… ${more} more characters`;
}
