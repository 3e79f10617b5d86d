import type { Node } from 'web-tree-sitter';
import { lineFeedsIn } from '../lines.js';
import type { OutlineSymbol } from '../outline.js';
import type { Place } from './placed-children.js';

export interface Definition {
  readonly kind: string;
  readonly name: string;
  /** What the signature leaves out: it ends where this begins. */
  readonly body?: Node | undefined;
  readonly children?: readonly OutlineSymbol[];
  /** Whether `children` stand for all of the body, so that none of it is left out. */
  readonly whole?: boolean;
}

/** A symbol whose signature is the source from its place to its body, or to its end. */
export function define(source: string, at: Place, definition: Definition): OutlineSymbol {
  const { kind, name, body, children = [], whole = false } = definition;
  const symbol: OutlineSymbol & { doc?: string } = {
    kind,
    name,
    signature: trimmed(source.slice(at.start, body ? body.startIndex : at.end)),
    startLine: at.startLine,
    endLine: at.endLine,
    elided: body && !whole ? Math.max(0, linesInside(source, body) - linesOfAll(children)) : 0,
    exported: at.exported,
    children,
  };
  if (at.doc !== undefined) symbol.doc = at.doc;
  return symbol;
}

/** Verbatim, less a closing `;` or `,` and the blanks around it. */
export function trimmed(signature: string): string {
  const text = signature.trimEnd();
  return text.endsWith(';') || text.endsWith(',') ? text.slice(0, -1).trimEnd() : text;
}

export function textOf(source: string, node: Node): string {
  return source.slice(node.startIndex, node.endIndex);
}

/** Lines that a reader misses without this node: those between its braces, or all of what has none. */
function linesInside(source: string, body: Node): number {
  const { startIndex: start, endIndex: end } = body;
  const breaks = lineFeedsIn(source.slice(start, end));
  if (source[start] !== '{') return breaks + 1;
  if (breaks > 0) return breaks - 1;
  return source.slice(start + 1, end - 1).trim() === '' ? 0 : 1;
}

function linesOfAll(symbols: readonly OutlineSymbol[]): number {
  const shown = symbols.filter(({ kind }) => kind !== 'name');
  return shown.reduce((lines, { startLine, endLine }) => lines + endLine - startLine + 1, 0);
}

/** A property's name as a caller writes it: without quotes; `[Symbol.iterator]` for a computed one. */
export function propertyName(source: string, node: Node): string {
  const text = textOf(source, node);
  return text.startsWith('[') ? text.replace(/^\[\s*(['"`])(.*)\1\s*\]$/s, '$2') : unquote(text);
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

/** Whether all of a definition is short enough to be shown as it is. */
export function isShort({ start, end, startLine, endLine }: Place): boolean {
  return startLine === endLine && end - start <= SHORT;
}

/** A definition that consists of members, such as an interface: whole if it is short, else up to its body. */
export function defineContainer(
  source: string,
  at: Place,
  definition: Definition & { readonly children: readonly OutlineSymbol[] },
): OutlineSymbol {
  if (!isShort(at)) return define(source, at, { ...definition, whole: true });
  const children = definition.children.map((child) => ({ ...child, kind: 'name', children: [] }));
  return define(source, at, { ...definition, body: undefined, children });
}
