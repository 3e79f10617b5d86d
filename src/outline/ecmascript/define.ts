import type { Node } from 'web-tree-sitter';
import type { OutlineSymbol } from '../outline.js';
import type { Place } from './placed.js';

export interface Definition {
  readonly kind: string;
  readonly name: string;
  /** The last node of the definition. */
  readonly node: Node;
  /** What the signature leaves out: it ends where this begins. */
  readonly body?: Node | undefined;
  readonly children?: readonly OutlineSymbol[];
  /** Whether `children` stand for all of the body, so that none of it is left out. */
  readonly whole?: boolean;
}

/** A symbol whose signature is the source from its place to its body, or to its end. */
export function define(source: string, at: Place, definition: Definition): OutlineSymbol {
  const { kind, name, node, body, children = [], whole = false } = definition;
  return {
    kind,
    name,
    signature: signatureOf(source, at.start, body ? body.startIndex : node.endIndex),
    startLine: at.startLine,
    endLine: node.endPosition.row + 1,
    elided: body && !whole ? Math.max(0, linesInside(source, body) - linesOfAll(children)) : 0,
    ...(at.doc !== undefined && { doc: at.doc }),
    exported: at.exported,
    children,
  };
}

/** Verbatim, less blanks and a closing `;` or `,`. */
export function signatureOf(source: string, start: number, end: number): string {
  const text = source.slice(start, end).trimEnd();
  return text.endsWith(';') || text.endsWith(',') ? text.slice(0, -1).trimEnd() : text;
}

export function textOf(source: string, node: Node): string {
  return source.slice(node.startIndex, node.endIndex);
}

/** Lines that a reader misses without this node: those between its braces, or all of what has none. */
function linesInside(source: string, body: Node): number {
  const breaks = body.endPosition.row - body.startPosition.row;
  if (source[body.startIndex] !== '{') return breaks + 1;
  if (breaks > 0) return breaks - 1;
  return source.slice(body.startIndex + 1, body.endIndex - 1).trim() === '' ? 0 : 1;
}

function linesOfAll(symbols: readonly OutlineSymbol[]): number {
  const shown = symbols.filter(({ kind }) => kind !== 'name');
  return shown.reduce((lines, { startLine, endLine }) => lines + endLine - startLine + 1, 0);
}

/** A property's name as a caller writes it: without quotes; `[Symbol.iterator]` for a computed one. */
export function propertyName(source: string, node: Node): string {
  return unquote(textOf(source, node).replace(/^\[\s*(['"`])(.*)\1\s*\]$/s, '$1$2$1'));
}

export function unquote(text: string): string {
  return /^(['"`]).*\1$/s.test(text) && text.length > 1 ? text.slice(1, -1) : text;
}

/** A name that its parent's signature shows already: it can be found by it, and need not be shown again. */
export function hiddenName(source: string, node: Node, name: string, exported: boolean): OutlineSymbol {
  return {
    kind: 'name',
    name,
    signature: textOf(source, node),
    startLine: node.startPosition.row + 1,
    endLine: node.endPosition.row + 1,
    elided: 0,
    exported,
    children: [],
  };
}

/** UTF-16 units up to which a definition on one line is shown whole, its members included. */
const SHORT = 100;

/** Whether what stands between an offset and the end of a node is short enough to be shown as it is. */
export function isShort(start: number, startLine: number, node: Node): boolean {
  return node.endIndex - start <= SHORT && node.endPosition.row + 1 === startLine;
}

/** A definition that consists of members, such as an interface: whole if it is short, else up to its body. */
export function defineContainer(
  source: string,
  at: Place,
  definition: Definition & { readonly children: readonly OutlineSymbol[] },
): OutlineSymbol {
  if (!isShort(at.start, at.startLine, definition.node))
    return define(source, at, { ...definition, whole: true });
  const children = definition.children.map((child) => ({ ...child, kind: 'name', children: [] }));
  return define(source, at, { ...definition, body: undefined, children });
}
