import type { Node } from 'web-tree-sitter';

/** Nodes within nodes that are looked through. */
const DEPTH_LIMIT = 30;

/** The node that all those around it only wrap, as the grammar does for every level of precedence. */
export function innermost(node: Node): Node {
  let at = node;
  for (let depth = 0; depth < DEPTH_LIMIT; depth++) {
    const only = at.namedChildCount === 1 ? at.namedChild(0) : null;
    if (!only || only.startIndex !== at.startIndex || only.endIndex !== at.endIndex) return at;
    at = only;
  }
  return at;
}
