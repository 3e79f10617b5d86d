import { endOf, type TextLine, textLines } from '../scan/text-lines.js';

/** One instruction with what continues it. Offsets are UTF-16 units, ends exclusive; lines are 1-based, inclusive. */
export interface Instruction {
  /** In upper case. */
  readonly keyword: string;
  /** Its arguments, split at blanks outside quotes, quotes kept. */
  readonly words: readonly string[];
  readonly start: number;
  /** Without the mark that it goes on. */
  readonly firstLineEnd: number;
  readonly end: number;
  readonly startLine: number;
  readonly endLine: number;
  /** Where the comments before it begin. */
  readonly comments: readonly number[];
}

const COMMENT = /^\s*#/;
const DIRECTIVE = /^\s*#\s*(?:syntax|escape|check)\s*=\s*(\S+)/i;
const KEYWORD = /^\s*([A-Za-z]+)(?=\s|$)/;
const HEREDOC = /(?<!<)<<(-?)(["']?)([A-Za-z_]\w*)\2/g;
const WITH_HEREDOCS = /^(?:RUN|COPY|ADD)$/;

/** The instructions of a Dockerfile in order. Lines that are none are skipped. */
export function readInstructions(text: string): Instruction[] {
  const lines = textLines(text);
  const instructions: Instruction[] = [];
  const mark = markIn(lines);
  let comments: number[] = [];
  for (let i = 0; i < lines.length; ) {
    const line = lines[i]!;
    const keyword = KEYWORD.exec(line.text)?.[1]?.toUpperCase();
    if (keyword === undefined) {
      if (COMMENT.test(line.text) && !DIRECTIVE.test(line.text))
        comments.push(line.start + line.text.search(/\S/));
      i++;
      continue;
    }
    const last = lastContinued(lines, i, mark);
    const end = WITH_HEREDOCS.test(keyword) ? behindHeredocs(lines, i, last) : last;
    instructions.push({
      keyword,
      words: wordsOf(lines.slice(i, last + 1), mark).slice(1),
      start: line.start + line.text.search(/\S/),
      firstLineEnd: line.start + withoutMark(line.text, mark).trimEnd().length,
      end: endOf(lines[end]!),
      startLine: i + 1,
      endLine: end + 1,
      comments,
    });
    comments = [];
    i = end + 1;
  }
  return instructions;
}

/** What a line ends with that goes on: a backslash, or what a directive at the top says. */
function markIn(lines: readonly TextLine[]): string {
  for (const { text } of lines) {
    const directive = DIRECTIVE.exec(text);
    if (!directive) break;
    if (/escape/i.test(directive[0])) return directive[1]!;
  }
  return '\\';
}

function goesOn(line: string, mark: string): boolean {
  return line.trimEnd().endsWith(mark);
}

function withoutMark(line: string, mark: string): string {
  return goesOn(line, mark) ? line.trimEnd().slice(0, -mark.length) : line;
}

/** The last line of an instruction. Comments and blank lines within are a part of it. */
function lastContinued(lines: readonly TextLine[], first: number, mark: string): number {
  let last = first;
  if (!goesOn(lines[first]!.text, mark)) return last;
  for (let i = first + 1; i < lines.length; i++) {
    const { text } = lines[i]!;
    if (COMMENT.test(text) || text.trim() === '') continue;
    last = i;
    if (!goesOn(text, mark)) break;
  }
  return last;
}

/** The line that closes the last heredoc opened on some lines; the last of the file if one is never closed. */
function behindHeredocs(lines: readonly TextLine[], first: number, last: number): number {
  let at = last;
  for (const { text } of lines.slice(first, last + 1)) {
    for (const [, dash, , word] of text.matchAll(HEREDOC)) {
      do at++;
      while (at < lines.length && closing(lines[at]!.text, dash!) !== word);
    }
  }
  return Math.min(at, lines.length - 1);
}

function closing(line: string, dash: string): string {
  return dash === '' ? line : line.replace(/^\t+/, '');
}

const WORDS_READ = 10_000;

function wordsOf(lines: readonly TextLine[], mark: string): string[] {
  const plain = lines.filter(({ text }, i) => i === 0 || !COMMENT.test(text));
  const joined = plain
    .map(({ text }) => withoutMark(text, mark))
    .join(' ')
    .slice(0, WORDS_READ);
  return joined.match(/(?:[^\s"']|"[^"]*"?|'[^']*'?)+/g) ?? [];
}
