import type { Node } from 'web-tree-sitter';
import type { OutlineImport } from '../outline.js';

/** Something that a node defines. */
export interface Definition {
  readonly kind: string;
  /** As a caller would say it after the parent's name. */
  readonly name: string;
  /** What the signature leaves out: it ends where this begins. Without one, all of the definition is its signature. */
  readonly body?: Node | null | undefined;
  /** Nodes that are looked into for the members: mostly the body; none if left out. */
  readonly members?: readonly (Node | null | undefined)[];
  /** Where it stands, if not where the node does: for one of several that a node defines. */
  readonly at?: Pick<Node, 'startIndex' | 'endIndex'>;
  /** What its signature quotes, if it does not begin where the definition does: UTF-16 offsets. */
  readonly signature?: Pick<Node, 'startIndex' | 'endIndex'>;
  /** Where its signature ends, UTF-16 offset, if neither at the body nor at the end. */
  readonly signatureEnd?: number;
  /** What its doc comment is if none stands before it, with delimiters: a docstring. */
  readonly doc?: string | undefined;
  readonly exported: boolean;
}

/** What a statement such as `private` says of definitions in its block: of those named, else of all that follow. */
export interface Visibility {
  readonly exports: boolean;
  readonly names?: readonly string[];
}

/**
 * What a node is to the outline: `inside`, if its children are to be looked at as if they stood in its place; the node
 * in it that it only decorates, which then begins where the outer one does; what it says of others; what it defines; or
 * nothing.
 */
export type Step =
  | 'inside'
  | { readonly wraps: Node }
  | Visibility
  | Definition
  | readonly Definition[]
  | undefined;

/** Where a node stands. */
export interface Scope {
  readonly source: string;
  /** The definition around it. */
  readonly parent: Pick<Definition, 'kind' | 'name' | 'exported'> | undefined;
  /** Whether the last `Visibility` before it in its block, or in one that only wraps it, is that of what is exported. */
  readonly visible: boolean;
  /** Levels of nodes around it, whether they define something or not. */
  readonly depth: number;
}

/** What of a grammar's tree the outline shows. */
export interface Syntax {
  /** Grammars to try, in order; see `grammarNamed`. */
  readonly grammars: readonly [string, ...string[]];
  /** Types of nodes that are comments. */
  readonly comments: ReadonlySet<string>;
  /** Types of nodes that stand before a definition and belong to it, such as attributes. */
  readonly prefixes?: ReadonlySet<string>;
  define(node: Node, type: string, scope: Scope): Step;
  /** The modules that a statement imports; `undefined` or none if it is no import. */
  imports?(node: Node, type: string, source: string): readonly OutlineImport[] | undefined;
  /** What the grammars are given instead of a text: of the same length and lines, with what they do not know put as they do. */
  readonly plain?: (source: string) => string;
  /**
   * Other ways to read a text that the grammars find broken, in order: each of the same length and lines, with what confuses
   * them blanked out.
   */
  readonly plainer?: readonly ((source: string) => string)[];
  /** What must stand before a part of a text for the grammars to read it by itself. */
  readonly opening?: string;
  /**
   * A line that begins a definition, for where the grammar gives up. Groups `kind` and `name`. Matched against one line
   * at a time, of at most 500 UTF-16 units.
   */
  readonly header: RegExp;
  /** Whether a definition found by its first line is exported. */
  isExported(line: string, name: string): boolean;
}

/** The text of a node; `''` for none. */
export function textOf(node: Node | null | undefined, source: string): string {
  return node ? source.slice(node.startIndex, node.endIndex) : '';
}

/** UTF-16 units of a text in which a name is looked for. */
const NAME_LIMIT = 1_000;

/** The beginning of a node's text, long enough for any name in it. */
export function shortTextOf(node: Node | null | undefined, source: string): string {
  return textOf(node, source).slice(0, NAME_LIMIT);
}

/** The text of a node's field `name`; `''` if it has none. */
export function nameOf(node: Node, source: string): string {
  return textOf(node.childForFieldName('name'), source);
}

/** UTF-16 units up to which a value on one line is shown in the signature. */
const SHORT_VALUE = 80;

/** A value that is too long to be shown in a signature, as its body; `undefined` for one that is shown. */
export function longValue(value: Node | null | undefined): Node | undefined {
  if (!value) return undefined;
  const isShort = value.endIndex - value.startIndex <= SHORT_VALUE;
  return isShort && value.startPosition.row === value.endPosition.row ? undefined : value;
}
