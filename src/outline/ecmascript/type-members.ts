import type { Node } from 'web-tree-sitter';
import type { OutlineSymbol } from '../outline.js';
import { indexName, methodKind } from './class-members.js';
import { define, isShort, propertyName, textOf } from './define.js';
import { type Place, type Placed, placedChildren } from './placed.js';
import { DEPTH_LIMIT, deeper, type Scope } from './scope.js';

/** Types in which an object type is looked for, so that its members are told. */
const AROUND_OBJECT_TYPES = new Set([
  'type_annotation',
  'union_type',
  'intersection_type',
  'parenthesized_type',
  'readonly_type',
  'array_type',
  'generic_type',
  'type_arguments',
]);
const TYPES_LOOKED_AT = 64;

/** Members of an interface body or an object type. */
export function typeMembers(body: Node, scope: Scope, exported: boolean): OutlineSymbol[] {
  if (scope.depth >= DEPTH_LIMIT) return [];
  const inner = deeper(scope);
  return placedChildren(body, scope.source, exported).flatMap((at) => typeMember(at, inner) ?? []);
}

function typeMember(at: Placed, scope: Scope): OutlineSymbol | undefined {
  const { source } = scope;
  const { node } = at;
  switch (node.type) {
    case 'property_signature': {
      const name = node.childForFieldName('name');
      if (!name) return undefined;
      const definition = { kind: 'property', name: propertyName(source, name), node };
      return define(source, at, { ...definition, ...typeBodyOf(node, at, scope) });
    }
    case 'method_signature': {
      const name = node.childForFieldName('name');
      if (!name) return undefined;
      const kind = methodKind(source, at.start, name, false);
      return define(source, at, { kind, name: propertyName(source, name), node });
    }
    case 'call_signature':
      return define(source, at, { kind: 'call signature', name: '()', node });
    case 'construct_signature':
      return define(source, at, { kind: 'construct signature', name: 'new', node });
    case 'index_signature':
      return define(source, at, { kind: 'index signature', name: indexName(source, node), node });
    default:
      return undefined;
  }
}

export interface TypeBody {
  readonly body: Node;
  readonly children: readonly OutlineSymbol[];
  readonly whole: true;
}

/** The first object type in the type of a node, with the members of all; `undefined` if there is none or it is short. */
export function typeBodyOf(node: Node, at: Place, scope: Scope): TypeBody | undefined {
  if (isShort(at.start, at.startLine, node)) return undefined;
  const type = node.childForFieldName('type') ?? node.childForFieldName('value');
  const objects = type ? objectTypesIn(type) : [];
  const body = objects[0];
  if (!body) return undefined;
  return {
    body,
    children: objects.flatMap((object) => typeMembers(object, scope, at.exported)),
    whole: true,
  };
}

export function objectTypesIn(type: Node): Node[] {
  const objects: Node[] = [];
  const pending = [type];
  for (let i = 0; pending.length > 0 && i < TYPES_LOOKED_AT; i++) {
    const next = pending.pop()!;
    const kind = next.type;
    if (kind === 'object_type') objects.push(next);
    else if (AROUND_OBJECT_TYPES.has(kind)) pending.push(...next.namedChildren.toReversed());
  }
  return objects;
}

/** Members of an enum body. */
export function enumMembers(body: Node, source: string, exported: boolean): OutlineSymbol[] {
  return placedChildren(body, source, exported).map((at) => {
    const name = at.node.type === 'enum_assignment' ? at.node.childForFieldName('name') : at.node;
    return define(source, at, { kind: 'member', name: propertyName(source, name ?? at.node), node: at.node });
  });
}

export function nameText(source: string, node: Node): string | undefined {
  const name = node.childForFieldName('name');
  return name ? textOf(source, name) : undefined;
}
