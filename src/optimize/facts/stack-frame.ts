import { defineCriticalFacts, type Located } from '../fact.js';
import { headsOf } from '../gate/plain-text.js';
import { isFileName, located } from './located.js';

/** How many lines a message may stand above its stack frame. */
const REACH = 30;

const HEADER = /^(?:[\w.]*(?:Error|Exception)\b|(?:error|panic)\b|Caused by|Uncaught|Unhandled|Exception in)/;
/** The first words of a frame: JavaScript, Java and C# `at`, vitest's `❯`. */
const FRAME = /^(?:at|❯) \S/;
const PYTHON_FRAME = /^File "([^"]+)", line (\d+)/;

const CUE =
  /^[^\S\n\r\u2028\u2029]*(?:at|❯) |File "|goroutine|panicked at|:in [`']| in \S+?(?::| on line )\d/m;

/**
 * Where an error was raised, with its message: the frame nearest to it in a stack of JavaScript, Java (and that of each
 * `Caused by`), C#, Python, Go, Rust, Ruby or PHP. Frames inside the runtime are stepped over.
 */
export const stackFrame = defineCriticalFacts({
  name: 'stack-frame',
  *find(plain) {
    if (!CUE.test(plain)) return;
    const lines = headsOf(plain);
    let header = { at: -REACH, text: '' };
    let inStack = false;
    for (const [at, line] of lines.entries()) {
      const trimmed = line.trim();
      if (HEADER.test(trimmed)) header = { at, text: trimmed };
      if (FRAME.test(trimmed)) {
        const place = inStack ? undefined : frameLocation(trimmed);
        if (place === undefined) continue;
        inStack = true;
        const isNear = at - header.at < REACH;
        yield isNear ? [located([place], header.text), header.at, at] : [located([place], ''), at];
        continue;
      }
      inStack = false;
      const found = python(lines, at) ?? go(lines, at) ?? rust(lines, at) ?? inLine(trimmed, at);
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

/** The last frame of a traceback, with the exception's line: the first one below it that is indented less. */
function python(lines: readonly string[], at: number): Located | undefined {
  const frame = PYTHON_FRAME.exec(lines[at]!.trim());
  if (!frame) return undefined;
  const indent = indentOf(lines[at]!);
  for (let below = at + 1; below <= at + 6 && below < lines.length; below++) {
    const line = lines[below]!;
    if (line.trim() === '' || indentOf(line) > indent) continue;
    if (indentOf(line) === indent) {
      if (PYTHON_FRAME.test(line.trim())) return undefined;
      continue;
    }
    return [located([frame[1], frame[2]], line), at, below];
  }
  return [located([frame[1], frame[2]], ''), at];
}

/** `goroutine 1 [running]:`, a function, and its place in a line of its own. */
function go(lines: readonly string[], at: number): Located | undefined {
  if (!/^goroutine \d+ \[[^\]]*\]:$/.test(lines[at]!)) return undefined;
  const place = /^\t(\S+\.go:\d+)/.exec(lines[at + 2] ?? '')?.[1];
  const above = lines[at - 2]?.startsWith('panic: ') ? at - 2 : undefined;
  if (place === undefined || above === undefined) return undefined;
  return [located([place], lines[above]!), above, at - 1, at, at + 1, at + 2];
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
