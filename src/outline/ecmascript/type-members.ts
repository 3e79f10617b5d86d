import type { Node } from 'web-tree-sitter';
import type { OutlineSymbol } from '../outline.js';
import { indexName, methodKind } from './class-members.js';
import { define, isShort, propertyName } from './define.js';
import { type Place, type Placed, placedChildren } from './placed-children.js';
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
  const members: OutlineSymbol[] = [];
  for (const at of placedChildren(body, scope.source, exported)) {
    const member = typeMember(at, inner);
    if (member) members.push(member);
  }
  return members;
}

/**
 * The name of a member without modifiers but `readonly`; `undefined` for any other. Most are such, and reading them off
 * the text spares a look into the tree.
 */
function plainName(source: string, start: number): string | undefined {
  const from = source.startsWith('readonly ', start) ? start + 'readonly '.length : start;
  let to = from;
  while (isWord(source.charCodeAt(to))) to++;
  const next = source[source[to] === '?' ? to + 1 : to];
  return to > from && (next === ':' || next === '(' || next === '<') ? source.slice(from, to) : undefined;
}

function isWord(char: number): boolean {
  // a-z, A-Z, 0-9, _, $
  return (
    (char >= 97 && char <= 122) ||
    (char >= 65 && char <= 90) ||
    (char >= 48 && char <= 57) ||
    char === 95 ||
    char === 36
  );
}

function typeMember(at: Placed, scope: Scope): OutlineSymbol | undefined {
  const { source } = scope;
  const { node } = at;
  switch (at.type) {
    case 'property_signature': {
      const name = plainName(source, at.start) ?? nameIn(node, source);
      if (isShort(at)) return define(source, at, { kind: 'property', name });
      return define(source, at, { kind: 'property', name, ...typeBodyOf(node, at, scope) });
    }
    case 'method_signature': {
      const plain = plainName(source, at.start);
      if (plain !== undefined) return define(source, at, { kind: 'method', name: plain });
      const name = node.childForFieldName('name');
      const kind = name ? methodKind(source, at.start, name, false) : 'method';
      return define(source, at, { kind, name: nameIn(node, source) });
    }
    case 'call_signature':
      return define(source, at, { kind: 'call signature', name: '()' });
    case 'construct_signature':
      return define(source, at, { kind: 'construct signature', name: 'new' });
    case 'index_signature':
      return define(source, at, { kind: 'index signature', name: indexName(source, node) });
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
  if (isShort(at)) return undefined;
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
    const name = at.type === 'enum_assignment' ? at.node.childForFieldName('name') : at.node;
    return define(source, at, { kind: 'member', name: propertyName(source, name ?? at.node) });
  });
}

function nameIn(node: Node, source: string): string {
  const name = node.childForFieldName('name');
  return name ? propertyName(source, name) : '';
}
