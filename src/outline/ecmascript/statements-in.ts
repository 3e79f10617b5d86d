import type { Stretch } from '../grammar.js';
import { BLANK } from './code-of.js';

export interface Statement extends Stretch {
  /** Every `{ … }` that is not inside another, its braces included (also a closing one that is missing). */
  readonly blocks: readonly Stretch[];
  /** The last block that is not inside other brackets either. */
  readonly braces: Stretch | undefined;
}

const OPENING = { '}': '{', ')': '(', ']': '[' } as const;

const DECLARATION =
  /(?:export|import|declare|abstract|async|function|class|interface|type|enum|const|let|var|namespace|module|exports)\b|@[\w$]/y;
const STATEMENT = /(?:if|for|while|do|try|switch|return|throw|break|continue|using|static|get|set)\b/y;
/** Words that go on with the statement of the line before. */
const CONTINUES =
  /(?:extends|implements|else|catch|finally|instanceof|in|of|as|satisfies|from|is|keyof|infer)\b/y;
const BEGINS = /[\w$@#*'"`[(!+~-]/;
const UNFINISHED =
  /[=,(&|?:+\-*%<.[{~^]$|=>$|\b(?:extends|implements|return|export|default|declare|abstract|async|type|readonly|static|public|private|protected|keyof|typeof|new)$/;

/**
 * Splits code into statements (or class members) by brackets, semicolons, line breaks and indentation, without
 * parsing it. Linear. A bracket that is never closed ends where a declaration begins on a line no deeper indented
 * than its statement.
 * @param code what `codeOf` made of a text
 */
export function statementsIn(code: string, stretch: Stretch): Statement[] {
  return split(code, stretch, false) ?? split(code, stretch, true) ?? [];
}

function split(code: string, { start, end }: Stretch, resync: boolean): Statement[] | undefined {
  const statements: Statement[] = [];
  let from = -1;
  let indent = 0;
  /** Brackets that are open, and how many of them are braces. */
  const brackets: string[] = [];
  let braceDepth = 0;
  let open = -1;
  let blocks: Stretch[] = [];
  let braces: Stretch | undefined;
  let lastCode = start;
  let lineStart = lineStartOf(code, start);
  /** Where the line begins to be written on, be it a comment; -1 before that. */
  let margin = -1;
  let fresh = true;

  const endBlock = (to: number) => {
    const block = { start: open, end: to };
    blocks.push(block);
    if (brackets.length === 0) braces = block;
  };
  /** Closes a bracket; those inside it that are still open are left behind, and one that closes nothing is ignored. */
  const closeBracket = (opening: string, to: number) => {
    if (opening !== '{') {
      if (brackets.at(-1) === opening) brackets.pop();
    } else if (braceDepth > 0) {
      while (brackets.pop() !== '{');
      if (--braceDepth === 0) endBlock(to);
    }
  };
  const close = (to: number) => {
    if (braceDepth > 0) {
      brackets.length = brackets.indexOf('{');
      endBlock(to + 1);
    }
    if (from >= 0) statements.push({ start: from, end: to, blocks, braces });
    from = -1;
    brackets.length = braceDepth = 0;
    blocks = [];
    braces = undefined;
  };

  for (let at = start; at < end; at++) {
    const char = code[at]!;
    if (char === '\n') {
      lineStart = at + 1;
      margin = -1;
      fresh = true;
      continue;
    }
    if (char === ' ' || char === '\t' || char === '\r' || char === '\uFEFF') continue;
    if (margin < 0) margin = at - lineStart;
    if (char === BLANK) continue;
    if (fresh && from >= 0 && margin <= indent) {
      const declares = matchesAt(DECLARATION, code, at);
      const begins =
        brackets.length === 0
          ? beginsHere(code, at, from, lastCode, declares)
          : resync && (declares || beginsMember(code, at, indent));
      if (begins) close(lastCode);
    }
    const sameLine = !fresh && brackets.length === 0 && from >= 0 && code[lastCode - 1] === '}';
    if (sameLine && matchesAt(DECLARATION, code, at)) close(lastCode);
    fresh = false;
    if (from < 0) {
      if (char === ';' || char === '}' || char === ')' || char === ']') continue;
      from = at;
      indent = margin;
    }
    lastCode = at + 1;
    if (char === '{' || char === '(' || char === '[') {
      if (char === '{' && braceDepth++ === 0) open = at;
      brackets.push(char);
    } else if (char === '}' || char === ')' || char === ']') closeBracket(OPENING[char], at + 1);
    else if (char === ';' && brackets.length === 0) close(at + 1);
  }
  if (brackets.length > 0 && !resync) return undefined;
  close(lastCode);
  return statements;
}

function beginsHere(code: string, at: number, from: number, lastCode: number, declares: boolean): boolean {
  if (/^@/.test(code[from]!) && onlyDecorators(code.slice(from, lastCode))) return false;
  if (UNFINISHED.test(code.slice(Math.max(from, lastCode - 12), lastCode))) return false;
  if (declares || matchesAt(STATEMENT, code, at)) return true;
  return BEGINS.test(code[at]!) && !matchesAt(CONTINUES, code, at);
}

/** Inside a class, where every line that is indented like a member and begins like one is one. */
function beginsMember(code: string, at: number, indent: number): boolean {
  return indent > 0 && BEGINS.test(code[at]!) && !matchesAt(CONTINUES, code, at);
}

/** `@a @b(…)` and nothing else, so that the declaration is still to come. */
function onlyDecorators(text: string): boolean {
  const bare = text
    .slice(0, 10_000)
    .replace(/\([^()]*\)/g, '')
    .replace(/\([^()]*\)/g, '');
  return (
    /^(?:@[\w$.]+\s*)+$/.test(bare) ||
    (/^@/.test(bare) && text.endsWith(')') && !/\b(?:class|function)\b/.test(bare))
  );
}

function matchesAt(pattern: RegExp, code: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(code);
}

/** UTF-16 units that the beginning of a line is looked for in: no deeper indentation tells anything. */
const LINE_LIMIT = 10_000;

function lineStartOf(code: string, at: number): number {
  const from = Math.max(0, at - LINE_LIMIT);
  return from + code.slice(from, at).lastIndexOf('\n') + 1;
}
