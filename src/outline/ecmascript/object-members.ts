import type { Node } from 'web-tree-sitter';
import type { OutlineSymbol } from '../outline.js';
import { methodKind } from './class-members.js';
import { define, propertyName, textOf } from './define.js';
import { type Placed, placedChildren } from './placed-children.js';
import { DEPTH_LIMIT, deeper, type Scope } from './scope.js';
import { bodyOf, isFunction, unwrap, viewValue } from './view-value.js';

export interface ObjectMembersOptions {
  readonly exported: boolean;
  /** Whether plain values count too, as in `module.exports = { … }`, where each key is an export. */
  readonly every: boolean;
}

/** Members of an object literal: methods, function-valued properties, and objects that hold such. */
export function objectMembers(object: Node, scope: Scope, options: ObjectMembersOptions): OutlineSymbol[] {
  if (scope.depth >= DEPTH_LIMIT) return [];
  const inner = deeper(scope);
  return placedChildren(object, scope.source, options.exported).flatMap(
    (at) => objectMember(at, inner, options.every) ?? [],
  );
}

function objectMember(at: Placed, scope: Scope, every: boolean): OutlineSymbol | undefined {
  const { source } = scope;
  const { node } = at;
  switch (at.type) {
    case 'method_definition': {
      const name = node.childForFieldName('name');
      const kind = name && methodKind(source, at.start, name, false);
      return name && kind
        ? define(source, at, { kind, name: propertyName(source, name), body: bodyOf(node) })
        : undefined;
    }
    case 'pair':
      return pair(at, scope, every);
    case 'shorthand_property_identifier':
    case 'spread_element':
      return every ? define(source, at, { kind: 'property', name: textOf(source, node) }) : undefined;
    default:
      return undefined;
  }
}

function pair(at: Placed, scope: Scope, every: boolean): OutlineSymbol | undefined {
  const { source } = scope;
  const key = at.node.childForFieldName('key');
  const value = at.node.childForFieldName('value');
  if (!key || !value || !(every || mayHoldFunction(unwrap(value)))) return undefined;
  const { valueKind, ...view } = viewValue(value, at, scope);
  if (!every && !valueKind && view.children.length === 0) return undefined;
  const kind = valueKind === 'function' ? 'method' : (valueKind ?? 'property');
  return define(source, at, { kind, name: propertyName(source, key), ...view });
}

function mayHoldFunction(value: Node): boolean {
  return isFunction(value) || value.type === 'class' || value.type === 'object';
}
