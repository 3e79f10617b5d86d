import type { Node } from 'web-tree-sitter';
import { textOf } from '../syntax/syntax.js';

/** What a string or a symbol says, interpolations as written; `undefined` for any other expression. */
export function textOfLiteral(node: Node | null | undefined, source: string): string | undefined {
  const text = textOf(node, source);
  switch (node?.type) {
    case 'simple_symbol':
      return text.slice(1);
    case 'hash_key_symbol':
      return text;
    case 'delimited_symbol':
      return text.slice(2, -1);
    case 'string':
      return text.replace(/^(?:%[qQ]?[^\w\s]|["'])|.$/gs, '');
    default:
      return undefined;
  }
}

/** The parts of a qualified name joined by `.`: `A.B` of `::A::B`. */
export function plainName(name: string): string {
  return name.replace(/^::/, '').replaceAll('::', '.');
}
