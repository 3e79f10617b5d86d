import { headOf, type Lined } from '../scan/block-symbol.js';
import type { Block } from '../scan/read-blocks.js';

export interface Statement {
  /** With the attributes before it. */
  readonly block: Block;
  /** What stands before its body, without the attributes, on one line. */
  readonly head: string;
}

/** Statements, those that are nothing but attributes put to the ones below them. */
export function statementsOf(at: Lined, blocks: readonly Block[]): readonly Statement[] {
  const statements: Statement[] = [];
  let attributes: Block | undefined;
  for (const block of blocks) {
    const head = headOf(at, block);
    if (block.body === undefined && /^\[.*\]$/.test(head) && !/^\[[^\]]*\]\s*\$/.test(head)) {
      attributes ??= block;
      continue;
    }
    statements.push(
      attributes
        ? { head, block: { ...block, start: attributes.start, comments: attributes.comments } }
        : { head, block },
    );
    attributes = undefined;
  }
  return statements;
}
