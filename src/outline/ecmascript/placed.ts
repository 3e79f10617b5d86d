import type { Node } from 'web-tree-sitter';
import { firstSentence } from '../doc-comment.js';

/** Where a definition begins: at its decorators and modifiers, which may stand before its node. */
export interface Place {
  readonly start: number;
  /** 1-based. */
  readonly startLine: number;
  readonly doc: string | undefined;
  readonly exported: boolean;
}

export interface Placed extends Place {
  readonly node: Node;
}

/** Named children without the comments and decorators, which are told of in the place of the child they belong to. */
export function placedChildren(parent: Node, source: string, exported = false): Placed[] {
  const placed: Placed[] = [];
  let comments: Node[] = [];
  let decorator: Node | undefined;
  for (const node of parent.namedChildren) {
    const type = node.type;
    if (type === 'comment') {
      if (!decorator) comments.push(node);
    } else if (type === 'decorator') {
      decorator ??= node;
    } else {
      const first = decorator ?? node;
      placed.push({
        node,
        start: first.startIndex,
        startLine: first.startPosition.row + 1,
        doc: comments.length === 0 ? undefined : docBefore(first.startIndex, comments, source),
        exported,
      });
      comments = [];
      decorator = undefined;
    }
  }
  return placed;
}

/** The doc of the comments right before an offset: the last block comment, or the last run of line comments. */
function docBefore(start: number, comments: readonly Node[], source: string): string | undefined {
  let from = start;
  for (let i = comments.length - 1; i >= 0; i--) {
    const at = comments[i]!.startIndex;
    if (source.startsWith('/*', at)) {
      if (from !== start || gapAfterBlock(source.slice(at, start)) > 1) break;
      return source.startsWith('/**', at) || standsAlone(source, at)
        ? firstSentence(source.slice(at, start).trimEnd())
        : undefined;
    }
    if (!standsAlone(source, at) || !/^[^\n]*\r?\n[ \t]*$/.test(source.slice(at, from))) break;
    from = at;
  }
  return from === start ? undefined : firstSentence(source.slice(from, start).trimEnd());
}

/** Line feeds between the end of a block comment and the end of the text. */
function gapAfterBlock(text: string): number {
  return text.slice(text.lastIndexOf('*/') + 2).split('\n').length - 1;
}

/** Whether nothing but blanks stands before an offset on its line. */
function standsAlone(source: string, offset: number): boolean {
  let at = offset - 1;
  while (at >= 0 && (source[at] === ' ' || source[at] === '\t')) at--;
  return at < 0 || source[at] === '\n' || source[at] === '\uFEFF';
}
