import { defineCriticalFacts, type Located } from '../fact.js';
import { headsOf } from '../gate/plain-text.js';
import { libraryOf } from '../stacks/library-of.js';
import { isFileName, located } from './located.js';

/** How many lines a message may stand above its stack frame. */
const REACH = 30;

const HEADER = /^(?:[\w.]*(?:Error|Exception)\b|(?:error|panic)\b|Caused by|Uncaught|Unhandled|Exception in)/;
/** The first words of a frame: JavaScript, Java and C# `at`, vitest's `❯`. */
const FRAME = /^(?:at|❯) \S/;
const PYTHON_FRAME = /^File "([^"]+)", line (\d+)/;
const GO_PLACE = /^\t(\S+\.go:\d+)/;

const CUE =
  /^[^\S\n\r\u2028\u2029]*(?:at|❯) |File "|goroutine|panicked at|:in [`']| in \S+?(?::| on line )\d/m;

/**
 * Where an error was raised, with its message: the frame nearest to it in a stack of JavaScript, Java (and that of each
 * `Caused by`), C#, Python, Go, Rust, Ruby or PHP. Frames inside the runtime are stepped over. Where that frame is a
 * library's, as of an assertion, the nearest one outside of libraries too, but in Rust, Ruby and PHP.
 */
export const stackFrame = defineCriticalFacts({
  name: 'stack-frame',
  *find(plain) {
    if (!CUE.test(plain)) return;
    const lines = headsOf(plain);
    let header = { at: -REACH, text: '' };
    let shown: 'none' | 'library' | 'own' = 'none';
    let ownPython: PythonFrame | undefined;
    for (const [at, line] of lines.entries()) {
      const trimmed = line.trim();
      if (HEADER.test(trimmed)) header = { at, text: trimmed };
      if (FRAME.test(trimmed)) {
        const isLibrary = shown !== 'none' && libraryOf(line) !== undefined;
        const place = shown === 'own' || isLibrary ? undefined : frameLocation(trimmed);
        if (place === undefined) continue;
        shown = libraryOf(line) === undefined ? 'own' : 'library';
        const isNear = at - header.at < REACH;
        yield isNear ? [located([place], header.text), header.at, at] : [located([place], ''), at];
        continue;
      }
      shown = 'none';
      const frame = PYTHON_FRAME.exec(trimmed);
      if (frame) {
        const found = python(lines, at, frame, ownPython);
        yield* found;
        if (found.length > 0) ownPython = undefined;
        else if (libraryOf(line) === undefined) ownPython = { at, frame };
        continue;
      }
      if (trimmed.startsWith('Traceback (')) ownPython = undefined;
      yield* go(lines, at);
      const found = rust(lines, at) ?? inLine(trimmed, at);
      if (found) yield found;
    }
  },
});

/** `file:line[:column]` of a stack frame; undefined if it names none, or one inside the runtime. */
function frameLocation(frame: string): string | undefined {
  const match = /:(?:line )?(\d+)(?::(\d+))?\)?$/.exec(frame);
  if (!match) return undefined;
  const before = frame.slice(0, match.index);
  const file = before.slice(Math.max(before.lastIndexOf('('), before.lastIndexOf(' ')) + 1);
  if (/^(?:node:|\/rustc\/)/.test(file) || !isFileName(file)) return undefined;
  return [file, match[1], match[2]].filter(Boolean).join(':');
}

interface PythonFrame {
  readonly at: number;
  readonly frame: RegExpExecArray;
}

/**
 * The last frame of a traceback, with the exception's line: the first one below it that is indented less. If it is a library's,
 * `own` too, the last one that is none. Nothing of another frame.
 */
function python(
  lines: readonly string[],
  at: number,
  frame: RegExpExecArray,
  own: PythonFrame | undefined,
): readonly Located[] {
  const indent = indentOf(lines[at]!);
  for (let below = at + 1; below <= at + 6 && below < lines.length; below++) {
    const line = lines[below]!;
    if (line.trim() === '' || indentOf(line) > indent) continue;
    if (indentOf(line) === indent) {
      if (PYTHON_FRAME.test(line.trim())) return [];
      continue;
    }
    const last: Located = [located([frame[1], frame[2]], line), at, below];
    if (!own || indentOf(lines[own.at]!) !== indent || libraryOf(lines[at]!) === undefined) return [last];
    return [last, [located([own.frame[1], own.frame[2]], line), own.at, at, below]];
  }
  return [[located([frame[1], frame[2]], ''), at]];
}

/** `goroutine 1 [running]:`, and functions with their places in lines of their own. */
function* go(lines: readonly string[], at: number): Iterable<Located> {
  if (!/^goroutine \d+ \[[^\]]*\]:$/.test(lines[at]!)) return;
  const above = lines[at - 2]?.startsWith('panic: ') ? at - 2 : undefined;
  if (above === undefined) return;
  const head = [above, at - 1, at, at + 1, at + 2];
  for (let below = at + 2; below < at + REACH; below += 2) {
    // What stands for folded frames has one line.
    if (/^\s*… /.test(lines[below - 1] ?? '')) below++;
    const place = GO_PLACE.exec(lines[below] ?? '')?.[1];
    if (place === undefined) return;
    const isOwn = libraryOf(`${lines[below - 1]}\n${lines[below]}`) === undefined;
    if (below === at + 2) yield [located([place], lines[above]!), ...head];
    else if (isOwn) yield [located([place], lines[above]!), ...head, below - 1, below];
    if (isOwn) return;
  }
}

/** `thread 'main' panicked at src/a.rs:3:5:` with the message below it, or before the place as older ones print it. */
function rust(lines: readonly string[], at: number): Located | undefined {
  const line = lines[at]!.trim();
  const match = /^thread '[^']*'(?: \(\d+\))? panicked at (?:(.*), )?(\S+\.rs:\d+:\d+):?$/.exec(line);
  if (!match) return undefined;
  const [, message, place] = match;
  if (message !== undefined) return [located([place], message), at];
  const below = lines[at + 1];
  return below === undefined ? [located([place], ''), at] : [located([place], below), at, at + 1];
}

/** Ruby's `app.rb:3:in 'load': message`, PHP's `Fatal error: message in a.php:3` (or `on line 3`). */
function inLine(line: string, at: number): Located | undefined {
  const ruby = /^(\S+\.\w+):(\d+):(in [`'].*)$/.exec(line);
  if (ruby && ruby[3]!.includes(': ')) return [located([ruby[1], ruby[2]], ruby[3]!), at];
  const php = /^((?:PHP )?(?:Fatal|Parse) error: .*) in (\S+)(?::| on line )(\d+)$/.exec(line);
  return php ? [located([php[2], php[3]], php[1]!), at] : undefined;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
