import { lineIndex } from '../lines.js';
import type { CodeSyntax } from './code-syntax.js';
import { scanCode } from './scan-code.js';

/** A statement, or a definition with a body in braces. Offsets are UTF-16 units, ends exclusive. */
export interface Block {
  readonly start: number;
  /** Where what stands before the body ends, without blanks, comments and the separator. */
  readonly headEnd: number;
  /** Where all of it ends. */
  end: number;
  /** Where its body's brace stands; absent for a plain statement. */
  readonly body?: number;
  /** Where the comments between the statement before and this one begin. */
  readonly comments: readonly number[];
  readonly children: Block[];
}

export interface Blocks {
  readonly blocks: readonly Block[];
  /** Where brackets do not match, for people; absent if all do. */
  readonly note?: string;
}

/**
 * The statements of a text, and those in their bodies, in one pass without recursion. Brackets in a statement that are
 * never closed are read over in a second one.
 */
export function readBlocks(text: string, syntax: CodeSyntax): Blocks {
  const first = read(text, syntax, new Set());
  const isMended = first.unmatched.length > 0 && first.unmatched.length < BRACKET_LIMIT;
  const { blocks } = isMended ? read(text, syntax, new Set(first.unmatched)) : first;
  if (first.limit !== undefined)
    return { blocks, note: `read up to line ${lineIndex(text)(first.limit)}: too many statements` };
  const [wrong] = [first.stray, first.unclosed, ...first.unmatched.slice(0, 1)]
    .filter((at) => at !== undefined)
    .toSorted((a, b) => a - b);
  return wrong === undefined
    ? { blocks }
    : { blocks, note: `brackets do not match: see line ${lineIndex(text)(wrong)}` };
}

/** Blocks within so many others are not told apart. */
const DEPTH_LIMIT = 24;
/** Brackets open at once, and unmatched ones, that are kept track of. */
const BRACKET_LIMIT = 200_000;

/** Statements that are kept, so that none but a generated file is cut, and none takes a gigabyte. */
const BLOCK_LIMIT = 500_000;

interface Reading {
  readonly blocks: readonly Block[];
  /** Up to where the text was read; absent if to its end. */
  readonly limit?: number;
  /** Offsets of brackets in statements that have no end. */
  readonly unmatched: readonly number[];
  /** The first body without an end, and the first closing bracket without a beginning. */
  readonly unclosed: number | undefined;
  readonly stray: number | undefined;
}

interface Bracket {
  readonly opener: string;
  readonly at: number;
}

/** A block whose body is open, or the file itself. */
interface Body {
  readonly block: Block;
  readonly brackets: Bracket[];
  /** How many of the brackets are of a kind. */
  readonly open: Record<string, number>;
}

const OPENERS: Readonly<Record<string, string>> = { '}': '{', ')': '(', ']': '[' };

function read(text: string, syntax: CodeSyntax, ignored: ReadonlySet<number>): Reading {
  const bodies: Body[] = [bodyOf({ start: 0, headEnd: 0, end: text.length, comments: [], children: [] })];
  const root = bodies[0]!.block;
  const unmatched: number[] = [];
  let stray: number | undefined;
  let count = 0;
  let limit: number | undefined;
  /** Where the statement at hand begins, or -1; where it ends as far as it is seen; the comments before it. */
  let begun = -1;
  let ended = -1;
  let comments: number[] = [];
  let seen = text.startsWith('\uFEFF') ? 1 : 0;

  /** Takes what lies before an offset for a part of the statement. */
  const take = (before: number): void => {
    const end = withoutBlanks(text, seen, before);
    if (end === seen) return;
    if (begun === -1) begun = behindBlanks(text, seen, before);
    ended = end;
  };
  const takeToken = (start: number, end: number): void => {
    if (begun === -1) begun = start;
    ended = end;
  };
  const reset = (): void => {
    begun = -1;
    comments = [];
  };
  const add = (body?: number): Block => {
    const [headEnd, end] = body === undefined ? [ended, ended] : [ended, text.length];
    const block = { start: begun, headEnd, end, ...(body !== undefined && { body }), comments, children: [] };
    bodies.at(-1)!.block.children.push(block);
    count++;
    reset();
    return block;
  };
  const forget = ({ at }: Bracket): void => {
    if (unmatched.length < BRACKET_LIMIT) unmatched.push(at);
  };

  for (const { type, start, end } of scanCode(text, syntax)) {
    take(start);
    const char = text[start]!;
    const body = bodies.at(-1)!;
    if (type === 'comment' || (type === 'string' && syntax.descriptions && begun === -1)) {
      if (begun === -1) comments.push(start);
    } else if (type === 'string') takeToken(start, end);
    else if (type === 'open' && !ignored.has(start)) {
      const inside = syntax.interpolation?.includes(text[start - 1] ?? ' ');
      if (char === '{' && body.brackets.length === 0 && bodies.length <= DEPTH_LIMIT && !inside) {
        if (begun === -1) takeToken(start, start);
        bodies.push(bodyOf(add(start)));
      } else {
        takeToken(start, end);
        if (body.brackets.length < BRACKET_LIMIT) body.brackets.push({ opener: char, at: start });
        if (body.brackets.at(-1)!.at === start) body.open[char]!++;
      }
    } else if (type === 'close') {
      const opener = OPENERS[char]!;
      if (body.open[opener]! > 0) {
        takeToken(start, end);
        body.open[opener]!--;
        for (let last = body.brackets.pop()!; last.opener !== opener; last = body.brackets.pop()!) {
          body.open[last.opener]!--;
          forget(last);
        }
      } else if (opener === '{' && bodies.length > 1) {
        body.brackets.forEach(forget);
        if (begun !== -1) add();
        reset();
        body.block.end = end;
        bodies.pop();
      } else stray ??= start;
    } else if (type === 'separator' && body.brackets.length === 0 && begun !== -1)
      if (char !== '\n' || !goesOn(text, ended, start, syntax)) add();
    seen = end;
    if (count === BLOCK_LIMIT) {
      limit = end;
      break;
    }
  }
  take(limit ?? text.length);
  for (const { brackets } of bodies) brackets.forEach(forget);
  if (begun !== -1) add();
  return {
    blocks: root.children,
    unmatched,
    unclosed: bodies[1]?.block.body,
    stray,
    ...(limit !== undefined && { limit }),
  };
}

function bodyOf(block: Block): Body {
  return { block, brackets: [], open: { '{': 0, '(': 0, '[': 0 } };
}

/** How far the line after next is looked for. */
const BLANKS_LIMIT = 1_000;

/** Whether the statement goes on behind a line feed. */
function goesOn(
  text: string,
  ended: number,
  lineFeed: number,
  { continued, unfinished }: CodeSyntax,
): boolean {
  if (unfinished?.includes(text[ended - 1] ?? ' ')) return true;
  if (!continued) return false;
  continued.lastIndex = behindBlanks(text, lineFeed + 1, lineFeed + BLANKS_LIMIT);
  return continued.test(text);
}

function withoutBlanks(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isBlank(text, at - 1)) at--;
  return at;
}

function behindBlanks(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isBlank(text, at)) at++;
  return at;
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || (code >= 9 && code <= 13);
}
