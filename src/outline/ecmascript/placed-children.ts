import type { Node } from 'web-tree-sitter';
import { docBefore } from '../doc-before.js';
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
