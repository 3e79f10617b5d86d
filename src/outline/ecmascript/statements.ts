import type { Stretch } from '../grammar.js';

export interface Statement extends Stretch {
  /** The last `{ … }` that is not inside other brackets, its braces included (also the closing one that is missing). */
  readonly braces: Stretch | undefined;
}

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
  let depth = 0;
  let from = -1;
  let indent = 0;
  let open = -1;
  let braces: Stretch | undefined;
  let lastCode = start;
  let lineStart = lineStartOf(code, start);
  let fresh = true;

  const close = (to: number) => {
    const unclosed = depth > 0 && open >= from ? { start: open, end: to + 1 } : undefined;
    if (from >= 0) statements.push({ start: from, end: to, braces: unclosed ?? braces });
    from = -1;
    depth = 0;
    braces = undefined;
  };

  for (let at = start; at < end; at++) {
    const char = code[at]!;
    if (char === '\n') {
      lineStart = at + 1;
      fresh = true;
      continue;
    }
    if (char === ' ' || char === '\t' || char === '\r' || char === '\uFEFF') continue;
    if (fresh && from >= 0 && at - lineStart <= indent) {
      const declares = matchesAt(DECLARATION, code, at);
      const begins =
        depth === 0
          ? beginsHere(code, at, from, lastCode, declares)
          : resync && (declares || beginsMember(code, at, indent));
      if (begins) close(lastCode);
    }
    const sameLine = !fresh && depth === 0 && from >= 0 && code[lastCode - 1] === '}';
    if (sameLine && matchesAt(DECLARATION, code, at)) close(lastCode);
    fresh = false;
    if (from < 0) {
      if (char === ';' || char === '}' || char === ')' || char === ']') continue;
      from = at;
      indent = at - lineStart;
    }
    lastCode = at + 1;
    if (char === '(' || char === '[' || char === '{') {
      if (depth === 0 && char === '{') open = at;
      depth++;
    } else if (char === ')' || char === ']' || char === '}') {
      depth = Math.max(0, depth - 1);
      if (depth === 0 && char === '}' && open >= from) braces = { start: open, end: at + 1 };
    } else if (char === ';' && depth === 0) close(at + 1);
  }
  if (depth > 0 && !resync) return undefined;
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

function lineStartOf(code: string, at: number): number {
  return code.lastIndexOf('\n', at - 1) + 1;
}
