import { defineFacts } from '../fact.js';
import { collapse, linesOf } from '../plain-text.js';

/** How many lines a message may stand above its stack frame, or below it in Python. */
const REACH = 30;

/**
 * Where a tool says that something is wrong, with its message: `src/a.ts:3:5 error TS2322: …`. Compilers and linters
 * (tsc, eslint, biome, gcc, clang, go, rustc, mypy, pytest), Python tracebacks, and the top frame of a JavaScript, Java or C#
 * stack. Warnings are left to the other extractors.
 */
export const errorLocation = defineFacts({
  name: 'error-location',
  critical: true,
  *find(text) {
    const lines = linesOf(text);
    let file = '';
    let header = { at: -REACH, text: '', error: false };
    let inStack = false;
    for (const [at, line] of lines.entries()) {
      const trimmed = line.trim();
      const head =
        /^(?:[\w.]*(?:Error|Exception)\b|(?:error|warning|panic)\b|Caused by|Uncaught|Exception in)/.exec(
          trimmed,
        );
      if (head) header = { at, text: trimmed, error: !trimmed.startsWith('warning') };
      const message = at - header.at < REACH ? header.text : '';

      const frame = FRAME.test(trimmed) ? frameLocation(trimmed) : undefined;
      if (frame !== undefined && !inStack) yield withMessage(frame, message);
      if (frame !== undefined || !FRAME.test(trimmed)) inStack = frame !== undefined;
      if (frame !== undefined) continue;

      if (isFileName(trimmed)) file = trimmed;
      const row = /^\s+(\d+):(\d+)\s+error\s/.exec(line);
      if (row && file) yield withMessage(`${file}:${row[1]}:${row[2]}`, line.slice(row[0].length));

      const python = /^File "([^"]+)", line (\d+)/.exec(trimmed);
      if (python) yield withMessage(`${python[1]}:${python[2]}`, pythonMessage(lines, at));

      const rust = /^--> (\S.*):(\d+):(\d+)$/.exec(trimmed);
      if (rust && header.error) yield withMessage(`${rust[1]}:${rust[2]}:${rust[3]}`, message);

      yield* inParentheses(line);
      yield* afterColons(line);
    }
  },
});

/** The first words of a stack frame: JavaScript, Java and C# `at`, vitest's `❯`. */
const FRAME = /^(?:at|❯) \S/;

/** `src/a.ts(3,5): error TS2322: …`, as by tsc, csc and cl. */
function* inParentheses(line: string): Iterable<string> {
  const match = /\((\d+)(?:,(\d+))?(?:,\d+,\d+)?\)\s?: ((?:fatal )?error\b)/.exec(line);
  if (!match) return;
  const file = line.slice(0, match.index).trimEnd().split(/\s/).at(-1)!;
  const place = [file, match[1], match[2]].filter(Boolean).join(':');
  yield withMessage(place, line.slice(match.index + match[0].length - match[3]!.length));
}

/** `src/a.ts:3:5: error: …` and its kin; the first such place in the line. */
function* afterColons(line: string): Iterable<string> {
  for (const match of line.matchAll(/:(\d+)(?::(\d+))?/g)) {
    const file = line
      .slice(Math.max(0, match.index - 300), match.index)
      .split(/[\s("'`]/)
      .at(-1)!;
    if (!isFileName(file)) continue;
    const rest = line.slice(match.index + match[0].length);
    const separator = /^(?::| -)? /.exec(rest)?.[0] ?? '';
    const message = rest.slice(separator.length).trim();
    if (!separator || !message || /^(?:warning|note|info|hint|help)\b/i.test(message)) continue;
    const said =
      /^(?:(?:fatal )?error\b|[A-Z]\w*(?:Error|Exception)\b|[EF]\d{3,4} |lint\/|parse |in [`'])/.test(
        message,
      );
    const generic = separator === ': ' && (match[2] !== undefined || file.endsWith('_test.go'));
    if (said || generic) return yield withMessage(`${file}${match[0]}`, message);
  }
}

/** `file:line[:column]` of a stack frame; undefined if it names none, or one inside the runtime. */
function frameLocation(frame: string): string | undefined {
  const match = /:(?:line )?(\d+)(?::(\d+))?\)?$/.exec(frame);
  if (!match) return undefined;
  const before = frame.slice(0, match.index);
  const file = before.slice(Math.max(before.lastIndexOf('('), before.lastIndexOf(' ')) + 1);
  if (file.startsWith('node:') || !isFileName(file)) return undefined;
  return [file, match[1], match[2]].filter(Boolean).join(':');
}

/** The exception's line: the first one below the frame that is indented less. */
function pythonMessage(lines: readonly string[], at: number): string {
  const indent = indentOf(lines[at]!);
  const below = lines.slice(at + 1, at + 5).find((line) => line.trim() !== '' && indentOf(line) < indent);
  return below ?? '';
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function isFileName(text: string): boolean {
  return (
    text.length < 300 && /(?:\.[A-Za-z]\w{0,9}|[Mm]akefile|Dockerfile)$/.test(text) && !/\s|:\/\//.test(text)
  );
}

function withMessage(place: string, message: string): string {
  return collapse(`${place} ${message.replace(/━+/g, '')}`, 240);
}
