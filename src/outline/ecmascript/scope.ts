import type { Node } from 'web-tree-sitter';
import type { OutlineImport, OutlineSymbol } from '../outline.js';

/** What one walk over a file reads from and gathers. */
export interface Scope {
  readonly source: string;
  readonly imports: OutlineImport[];
  /** Names declared in the file that an `export { … }` or `module.exports` elsewhere in it gives out. */
  readonly exportedNames: Set<string>;
  /** `exports.a = exports.b = void 0`, which compilers write ahead of the real assignments. */
  readonly placeholders: OutlineSymbol[];
  /** Bodies around what is read. The walk ends at `DEPTH_LIMIT`, however deep the input is. */
  readonly depth: number;
  /** Definitions in a block: the walk itself, for those that find a block inside a statement. */
  readonly definitionsIn: (block: Node, scope: Scope, kind: BlockKind) => OutlineSymbol[];
}

/**
 * - `module`: every declaration counts (a file, a namespace, a function that wraps a file).
 * - `branch`: an `if`, `try` or loop, of which only functions, classes and exports count.
 * - `callback`: of a top-level call such as `describe`; functions, classes and further such calls count.
 */
export type BlockKind = 'module' | 'branch' | 'callback';

export const DEPTH_LIMIT = 12;

export function deeper(scope: Scope): Scope {
  return { ...scope, depth: scope.depth + 1 };
}
