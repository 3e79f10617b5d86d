import { lineTemplate } from '../../similarity/line-template.js';
import { collapse } from '../gate/plain-text.js';

/** How much of a line is looked through for its time and level, in code units. */
const HEAD = 160;

const TIME =
  /(?<![\d.:])\d{1,2}:\d\d:\d\d(?!\d)|\b\d{4}[-/.]\d\d[-/.]\d\d(?!\d)|\b\d{10,13}\b|^[EFWI]\d{4} |^\S+ \S+ +\d+ +\d+ [EFWIDV] |\blevel=/;

/**
 * Whether a line is the record of a log: it begins with a time, or says its level as `level=warn`. Such lines come by the
 * hundred from one statement.
 */
export function isLogRecord(line: string): boolean {
  return TIME.test(line.slice(0, HEAD));
}

/**
 * A message as a fact. That of a log record is its template, so that the same statement with other numbers is the same
 * fact; what any other tool prints is told apart by its numbers too.
 */
export function messageIn(line: string): string {
  return collapse(isLogRecord(line) ? lineTemplate(line) : line, 240);
}

/** `error: string;`, `warning: new Text(…),`: a key in a program rather than a message. */
export function isSourceKey(line: string): boolean {
  return /^(?:error|warning) ?:/.test(line) && (/[,;{([]$/.test(line) || !/:\s*\S+\s+\S/.test(line));
}

/** Whether a line names one of these levels where a log or a tool does, by the pattern of {@link levels}. */
export function levels(names: string, letters: string): RegExp {
  return new RegExp(
    [
      String.raw`(?:^|[\s[(|<:"'])(?:${names.toUpperCase()})(?=[\s\])|>:"',]|$)`,
      String.raw`\[(?:\w+:)?(?:${names})\]`,
      String.raw`\b(?:level|severity|lvl)=["']?(?:${names})\b`,
      String.raw`^[${letters}]\d{4} \d`,
      String.raw`[[(<|][${letters}][\])>|]|\d\d:\d\d\S* [${letters}] `,
      String.raw`^\S+ \S+ +\d+ +\d+ [${letters}] `,
    ].join('|'),
  );
}
