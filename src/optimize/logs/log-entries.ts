import { hasLocation, isCriticalLine } from '../gate/critical-line.js';
import { type LogTime, logTime } from './log-time.js';

/** A statement of a log: a line, and those below it that belong to it, such as a stack trace. */
export interface LogEntry {
  /** Index of its first line, and behind its last. */
  readonly start: number;
  readonly end: number;
  readonly time: LogTime | undefined;
  /** Whether it carries what a reader must not miss. */
  readonly isCritical: boolean;
  /** Whether it stays as it is whatever stands around it. */
  readonly isFixed: boolean;
}

/** UTF-16 units beyond which a line is not taken for a statement. */
const MAX_LINE = 4096;

/** What belongs to the statement above it. */
const CONTINUATION =
  /^(?:\s+\S|at \S|Caused by:|Traceback \(most recent|During handling of|(?:[a-z][\w$]*\.)+\w*(?:Exception|Error)\b|\w*(?:Error|Exception)(?:: |$)|[}\])]+[,;]?$)/;
/** A search hit: its place is what it is about. Two digits before the colon are a time rather than a file's name. */
const HIT = /^[^\s:]{0,200}[./][^\s:]{0,200}(?<!\d\d):\d+[:-]/;
/** A changed line or an item of a list; an entry of a folder; a test and how it went; a line of code and who wrote it. */
const LISTED =
  /^[-+] +[^\s\d]|^[-dlbcps](?:[r-][w-][xsStT-]){3}|^(?:[✓✔√]|ok \d|PASS\b|test \S+ \.\.\. )|^\^?[0-9a-f]{7,40} .{0,200}\d \+?-?\d{4} +\d+\) /;

/** The statements of a log in order, and its blank lines. */
export function logEntries(lines: readonly string[], isKept: (line: string) => boolean): readonly LogEntry[] {
  const entries: LogEntry[] = [];
  for (let start = 0; start < lines.length; ) {
    const line = lines[start]!;
    const isHead = line !== '' && !/^\s/.test(line);
    let end = start + 1;
    if (isHead) while (end < lines.length && CONTINUATION.test(lines[end]!) && !logTime(lines[end]!)) end++;
    const own = lines.slice(start, end);
    entries.push({
      start,
      end,
      time: logTime(line),
      isCritical: own.some((each) => isCriticalLine(each) || hasLocation(each)),
      isFixed:
        !isHead ||
        HIT.test(line) ||
        LISTED.test(line) ||
        own.some((each) => each.length > MAX_LINE || isKept(each)),
    });
    start = end;
  }
  return entries;
}
