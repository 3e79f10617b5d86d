import { lineTemplate } from '../../similarity/line-template.js';
import { criticalFacts } from '../gate/critical-facts.js';
import { isCriticalLine } from '../gate/critical-line.js';
import { withWordMarks } from './colored-words.js';
import { isJump, overtyped, TERMINAL_CODES, type TerminalCode } from './terminal-codes.js';
import { isRedrawn, screenRows } from './terminal-screen.js';

/**
 * A tool's output as a terminal would show it in the end: no colors and cursor codes, of a progress line its final
 * state, of a spinner its last frame. A hyperlink's address is written behind its text. A frame that was drawn over
 * stays if it is not clearly progress, or if it carries an error. Idempotent; linear in the length of the text.
 *
 * @param isKept lines, as they are in `text`, to be left as they are
 */
export function terminalText(text: string, isKept: (line: string) => boolean = () => false): string {
  if (!NOISE.test(text)) return text;
  const drawn = withWordMarks(text.split('\n'));
  const lines =
    isRedrawn(text) && !drawn.some(isKept)
      ? lastFrame(text)
      : drawn.map((line) => (isKept(line) ? line : shownLine(line)));
  // Of spinner frames printed line by line only the last stays.
  return lines
    .filter((line, at) => isKept(line) || !isSameSpinner(line, lines[at + 1] ?? '', DRAWN_SPINNER))
    .join('\n');
}

/** What several progress lines show in the end, and before each the critical lines that it drew over and nothing says again. */
function lastFrame(text: string): readonly string[] {
  const rows = screenRows(text);
  const final = rows.map((row) => shownLine(row.text));
  const templates = new Set(final.map(lineTemplate));
  const facts = new Set(criticalFacts(final.join('\n')));
  const isNews = (line: string) => {
    const [template, own] = [lineTemplate(line), [...criticalFacts(line)]];
    if (templates.has(template) && own.every((fact) => facts.has(fact))) return false;
    templates.add(template);
    for (const fact of own) facts.add(fact);
    return true;
  };
  return rows.flatMap(({ drawnOver }, at) => [
    ...[...new Set(drawnOver)].reverse().filter(isNews).reverse(),
    final[at]!,
  ]);
}

function shownLine(line: string): string {
  return withoutFrames(overtyped(withoutEscapes(line)));
}

const NOISE = /[\x08\r\x1b\x9b\u2800-\u28ff◐◓◑◒◜◝◞◟]/;

const LINK = /^8;[^;]*;(?<url>.*)$/;

function withoutEscapes(line: string): string {
  if (!/[\x1b\x9b]/.test(line)) return line;
  let link: { readonly url: string; readonly from: number } | undefined;
  const addressUpTo = (end: number) =>
    link && !line.slice(link.from, end).includes(link.url) ? ` (${link.url})` : '';
  const plain = line.replace(TERMINAL_CODES, (...match) => {
    const code = match.at(-1) as TerminalCode;
    if (isJump(code)) return '\r';
    const url = LINK.exec(code.osc ?? '')?.groups?.url;
    if (url === undefined) return '';
    const offset = match.at(-3) as number;
    const address = addressUpTo(offset);
    link = url ? { url, from: offset + match[0].length } : undefined;
    return address;
  });
  return (plain + addressUpTo(line.length)).replace(/[\x1b\x9b]/g, '');
}

/** The line without the frames that a carriage return let the next one draw over. */
function withoutFrames(line: string): string {
  let end = line.length;
  while (line[end - 1] === '\r') end--;
  const ending = end < line.length ? '\r' : '';
  if (line.indexOf('\r') >= end || !line.includes('\r')) return line.slice(0, end) + ending;
  const frames = line.slice(0, end).split('\r');
  let next = frames.pop()!;
  let wordsOfNext = new Set(next.match(WORD));
  const kept = [next];
  for (const frame of frames.reverse()) {
    if (isDrawnOver(frame, next, wordsOfNext)) continue;
    kept.push(frame);
    next = frame;
    wordsOfNext = new Set(next.match(WORD));
  }
  return kept.reverse().join('\r') + ending;
}

function isDrawnOver(frame: string, next: string, wordsOfNext: ReadonlySet<string>): boolean {
  if (/^[ \t]*$/.test(frame)) return true;
  if (isCriticalLine(frame)) return false;
  if (isSameSpinner(frame, next, TYPED_SPINNER)) return true;
  const isSameSubject = () =>
    (frame.match(WORD) ?? []).every((word) => wordsOfNext.has(word) || MEASURES.has(word.toLowerCase()));
  return PROGRESS.test(frame) && isSameSubject();
}

const PROGRESS =
  /[%█▉▊▋▌▍▎▏░▒▓━╸╺\u2800-\u28ff]|\d ?\/ ?\d|\[[=#>. -]+\]|\d ?[kKMG]i?B\b|\beta\b|\d[kMG]? +\d/i;
/** Words and names; units, rates and time left are no part of what a progress line is about. */
const WORD = /(?<![\p{L}\d])\p{L}[\p{L}\d._-]+/gu;
const MEASURES = new Set(['kb', 'mb', 'gb', 'kib', 'mib', 'gib', 'bytes', 'it', 'eta', 'sec', 'ms', 'min']);

const DRAWN_SPINNER = /^[ \t]*[\u2800-\u28ff◐◓◑◒◜◝◞◟][ \t]*/;
/** Where a line was drawn over, a dash or a stroke is a spinner too. */
const TYPED_SPINNER = /^[ \t]*(?:[\u2800-\u28ff◐◓◑◒◜◝◞◟]|[-\\|/](?![^ \t]))[ \t]*/;

/** Whether both lines are a spinner and then the same words. */
function isSameSpinner(frame: string, next: string, spinner: RegExp): boolean {
  if (!spinner.test(frame) || !spinner.test(next)) return false;
  return frame.replace(spinner, '') === next.replace(spinner, '');
}
