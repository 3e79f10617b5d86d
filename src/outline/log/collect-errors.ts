import type { OutlineSymbol } from '../outline.js';
import { cut, logSymbol } from './log-symbol.js';

/** Lines of errors that are shown; the rest is counted. */
const SHOWN = 500;
/** Of an error, lines of its stack trace. */
const FRAMES_SHOWN = 10;

/** A line that tells of an error, and the lines that belong to it. */
interface ErrorEntry {
  readonly text: string;
  readonly startLine: number;
  endLine: number;
  readonly frames: string[];
}

/** Lines that are not shown. */
interface Rest {
  count: number;
  first: number;
  last: number;
}

/** Collects the errors of a log, so many as are shown: the first of each kind go before all others. */
export function collectErrors(): {
  add(text: string, line: number, kind: number): void;
  /** @returns whether the line belongs to the error right before it, as indented ones do */
  addFrame(text: string, line: number): boolean;
  count(): number;
  symbols(): readonly OutlineSymbol[];
} {
  const seen = new Set<number>();
  const firsts: ErrorEntry[] = [];
  const others: ErrorEntry[] = [];
  const rest: Rest = { count: 0, first: 0, last: 0 };
  let total = 0;
  let open: ErrorEntry | undefined;

  return {
    add: (text, line, kind) => {
      total++;
      open = { text: cut(text), startLine: line, endLine: line, frames: [] };
      const among = seen.has(kind) ? others : firsts;
      seen.add(kind);
      if (among.length < SHOWN) among.push(open);
      else leaveOut(rest, line);
    },
    addFrame: (text, line) => {
      if (!open || !/^\s+\S/.test(text)) {
        open = undefined;
        return false;
      }
      if (open.frames.length < FRAMES_SHOWN) open.frames.push(cut(text));
      open.endLine = line;
      return true;
    },
    count: () => total,
    symbols: () => {
      const room = SHOWN - firsts.length;
      for (const { startLine } of others.slice(room)) leaveOut(rest, startLine);
      return [
        ...firsts.map((entry) => symbolOf(entry, entry.frames)),
        ...others.slice(0, room).map((entry) => symbolOf(entry, [])),
        ...restSymbols(rest),
      ];
    },
  };
}

function leaveOut(rest: Rest, line: number): void {
  if (rest.count === 0 || line < rest.first) rest.first = line;
  if (line > rest.last) rest.last = line;
  rest.count++;
}

function symbolOf({ text, startLine, endLine }: ErrorEntry, frames: readonly string[]): OutlineSymbol {
  const symbol = logSymbol('error', text, [text, ...frames].join('\n'), startLine, endLine);
  return { ...symbol, elided: endLine - startLine - frames.length };
}

function restSymbols({ count, first, last }: Rest): OutlineSymbol[] {
  if (count === 0) return [];
  const said = `… ${count} more ${count === 1 ? 'line' : 'lines'} of errors or warnings`;
  return [logSymbol('error', '…', said, first, last)];
}
