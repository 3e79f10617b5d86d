import { libraryOf } from './library-of.js';

/** A frame of a stack trace. */
export interface Frame {
  /** Its lines as they stand. */
  readonly lines: readonly string[];
  /** Equal for frames that are the same place in the code, whatever their number and arguments. */
  readonly key: string;
  /** Whose code it is, if not the user's own. */
  readonly library: string | undefined;
  /** Whether it names a place in a file. */
  readonly isPlaced: boolean;
}

/** Longer lines are no frames. */
const MAX_LINE = 1000;

/** JavaScript, Java and C#; Ruby; PHP. */
const LINE =
  /^\s+at \S.*(?:\)|:\d+(?::\d+)?|<anonymous>|:line \d+)$|^\s*(?:\d+: )?from \S.*:\d+:in [`'].*'$|^#\d+ (?:\S.*\(\d+\): .*|\[internal function\]: .*|\{main\})$/;
const PYTHON = /^\s+File "[^"]+", line \d+, in \S/;
/** Code below a frame of Python, and the marks under it. */
const PYTHON_CODE = /^ {4,}(?!File ")\S/;
/** A function of Go with its arguments, and its place below it. */
const GO = /^(?:created by )?[\w./*()[\]{}-]+(?:\(.*\)| in goroutine \d+)$/;
const GO_PLACE = /^\t\S+\.go:\d+(?: \+0x[0-9a-f]+)?$/;
const RUST = /^ +\d+: +(?:0x[0-9a-f]+ - )?\S.*$/;
const RUST_PLACE = /^ +at \S+:\d+(?::\d+)?$/;

/** The frame that begins in a line, if one does. */
export function frameAt(lines: readonly string[], at: number): Frame | undefined {
  const size = sizeAt(lines, at);
  if (size === 0) return undefined;
  const own = lines.slice(at, at + size);
  const text = own.join('\n');
  return {
    lines: own,
    key: text.replace(/^#\d+ |^ *\d+: |\(0x[^)]*\)|\(\{0x[^)]*\)| \+0x[0-9a-f]+$/gm, ''),
    library: libraryOf(text),
    isPlaced: /:(?:line )?\d+\)?$|\(\d+\): |, line \d+, in |\.go:\d+/m.test(text) && !/\(?node:/.test(text),
  };
}

/** How many lines the frame has that begins in a line; 0 if none does. */
function sizeAt(lines: readonly string[], at: number): number {
  const line = withoutReturn(lines[at]!);
  if (line.length > MAX_LINE) return 0;
  const next = withoutReturn(lines[at + 1] ?? '');
  if (LINE.test(line)) return 1;
  if (PYTHON.test(line)) {
    if (!PYTHON_CODE.test(next)) return 1;
    return /^\s+[~^]+\s*$/.test(lines[at + 2] ?? '') ? 3 : 2;
  }
  if (GO_PLACE.test(next) && GO.test(line)) return 2;
  if (!RUST.test(line)) return 0;
  if (RUST_PLACE.test(next)) return 2;
  return line.includes('::') ? 1 : 0;
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
