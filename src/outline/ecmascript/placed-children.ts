import type { Node } from 'web-tree-sitter';
import { firstSentence } from '../first-sentence.js';
import { lineFeedsIn } from '../lines.js';

/** Where a definition stands. It begins at its decorators and modifiers, which may be before its node. */
export interface Place {
  readonly start: number;
  readonly end: number;
  /** 1-based, inclusive. */
  readonly startLine: number;
  readonly endLine: number;
  readonly doc: string | undefined;
  readonly exported: boolean;
}

/** A node with its type, which is kept since each look into the tree costs a call. */
export interface Typed {
  readonly node: Node;
  readonly type: string;
}

export interface Placed extends Place, Typed {}

/** Named children without the comments and decorators, which are told of in the place of the child they belong to. */
export function placedChildren(parent: Node, source: string, exported = false): Placed[] {
  const placed: Placed[] = [];
  /** Where those begin that stand before what comes next. */
  let comments: number[] = [];
  let decorator: Node | undefined;
  for (const node of parent.namedChildren) {
    const start = node.startIndex;
    if (isComment(source, start)) {
      if (!decorator) comments.push(start);
      continue;
    }
    const type = node.type;
    if (type === 'decorator') {
      decorator ??= node;
      continue;
    }
    const first = decorator ?? node;
    const end = node.endIndex;
    placed.push({
      node,
      type,
      start: first.startIndex,
      end,
      startLine: first.startPosition.row + 1,
      endLine: node.startPosition.row + 1 + lineFeedsIn(source.slice(start, end)),
      doc: comments.length === 0 ? undefined : docBefore(first.startIndex, comments, source),
      exported,
    });
    comments = [];
    decorator = undefined;
  }
  return placed;
}

/** Nothing else begins like one, and asking the text is faster than asking the tree. */
function isComment(source: string, at: number): boolean {
  return source[at] === '/' && (source[at + 1] === '/' || source[at + 1] === '*');
}

/** The doc of the comments right before an offset: the last block comment, or the last run of line comments. */
function docBefore(start: number, comments: readonly number[], source: string): string | undefined {
  let from = start;
  for (let i = comments.length - 1; i >= 0; i--) {
    const at = comments[i]!;
    if (source.startsWith('/*', at)) {
      if (from !== start || gapAfterBlock(source.slice(at, start)) > mostGap(source, at)) break;
      return source.startsWith('/**', at) || standsAlone(source, at)
        ? firstSentence(source.slice(at, start).trimEnd())
        : undefined;
    }
    if (!standsAlone(source, at) || !/^[^\n]*\r?\n[ \t]*$/.test(source.slice(at, from))) break;
    from = at;
  }
  return from === start ? undefined : firstSentence(source.slice(from, start).trimEnd());
}

/**
 * Line feeds that may part a block comment from what it documents. Some styles leave a blank line after JSDoc; at the top
 * of a file that one is the file's own.
 */
function mostGap(source: string, at: number): number {
  return source.startsWith('/**', at) && source.search(/\S/) < at ? 2 : 1;
}

/** Line feeds between the end of a block comment and the end of the text. */
function gapAfterBlock(text: string): number {
  return text.slice(text.lastIndexOf('*/')).split('\n').length - 1;
}

/** Whether nothing but blanks stands before an offset on its line. */
function standsAlone(source: string, offset: number): boolean {
  let at = offset - 1;
  while (at >= 0 && (source[at] === ' ' || source[at] === '\t')) at--;
  return at < 0 || source[at] === '\n' || source[at] === '\uFEFF';
}
