import type { Node } from 'web-tree-sitter';
import type { OutlineSymbol } from '../outline.js';
import { define, propertyName } from './define.js';
import { type Placed, placedChildren } from './placed-children.js';
import { DEPTH_LIMIT, deeper, type Scope } from './scope.js';
import { typeBodyOf } from './type-members.js';
import { bodyOf, viewValue } from './view-value.js';

/** Members of a class body: each overload and accessor for itself, fields with what they hold. */
export function classMembers(body: Node, scope: Scope, exported: boolean): OutlineSymbol[] {
  if (scope.depth >= DEPTH_LIMIT) return [];
  const inner = deeper(scope);
  return placedChildren(body, scope.source, exported).flatMap((at) => classMember(at, inner) ?? []);
}

function classMember(at: Placed, scope: Scope): OutlineSymbol | undefined {
  const { source } = scope;
  const { node } = at;
  switch (at.type) {
    case 'method_definition':
    case 'method_signature':
    case 'abstract_method_signature': {
      const name = node.childForFieldName('name');
      if (!name) return undefined;
      return define(source, at, {
        kind: methodKind(source, at.start, name, true),
        name: propertyName(source, name),
        body: bodyOf(node),
      });
    }
    case 'public_field_definition':
    case 'field_definition':
      return field(at, scope);
    case 'index_signature':
      return define(source, at, { kind: 'index signature', name: indexName(source, node) });
    case 'class_static_block':
      return define(source, at, { kind: 'static block', name: 'static', body: bodyOf(node) });
    default:
      return undefined;
  }
}

function field(at: Placed, scope: Scope): OutlineSymbol | undefined {
  const { source } = scope;
  const { node } = at;
  const name = node.childForFieldName('name') ?? node.childForFieldName('property');
  if (!name) return undefined;
  const value = node.childForFieldName('value');
  const definition = { kind: 'field', name: propertyName(source, name) };
  if (!value) return define(source, at, { ...definition, ...typeBodyOf(node, at, scope) });
  const { valueKind, ...view } = viewValue(value, at, scope);
  return define(source, at, { ...definition, ...view, kind: valueKind === 'function' ? 'method' : 'field' });
}

/** By the words before the name. A `constructor` is one only in a class. */
export function methodKind(source: string, start: number, name: Node, inClass: boolean): string {
  const before = source.slice(Math.max(start, name.startIndex - 16), name.startIndex);
  if (/\bget\s+$/.test(before)) return 'getter';
  if (/\bset\s+$/.test(before)) return 'setter';
  const isConstructor = inClass && source.slice(name.startIndex, name.endIndex) === 'constructor';
  return isConstructor && !/\bstatic\s+$/.test(before) ? 'constructor' : 'method';
}

/** `[key: string]`, without modifiers and the type. */
export function indexName(source: string, node: Node): string {
  const from = source.indexOf('[', node.startIndex);
  const to = source.indexOf(']', from);
  return source.slice(from, Math.min(to + 1, node.endIndex));
}
