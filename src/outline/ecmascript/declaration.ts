import type { Node } from 'web-tree-sitter';
import type { OutlineSymbol } from '../outline.js';
import { classMembers } from './class-members.js';
import { define, defineContainer, textOf, unquote } from './define.js';
import type { Place, Typed } from './placed-children.js';
import { deeper, type Scope } from './scope.js';
import { enumMembers, objectTypesIn, typeMembers } from './type-members.js';
import { bodyOf } from './view-value.js';

/** Lines and UTF-16 units up to which a type without members is shown whole, such as a union. */
const TYPE_LINES = 12;
const TYPE_LENGTH = 600;

/** A declaration that has a name of its own; `undefined` if the node is none. */
export function declaration({ node, type }: Typed, at: Place, scope: Scope): OutlineSymbol | undefined {
  switch (type) {
    case 'function_declaration':
    case 'generator_function_declaration':
    case 'function_signature':
      return define(scope.source, at, {
        kind: 'function',
        name: nameOf(node, scope),
        body: bodyOf(node),
      });
    case 'class_declaration':
    case 'abstract_class_declaration':
    case 'class': {
      const body = bodyOf(node);
      const children = body ? classMembers(body, scope, at.exported) : [];
      return define(scope.source, at, {
        kind: 'class',
        name: nameOf(node, scope),
        body,
        children,
        whole: true,
      });
    }
    case 'interface_declaration': {
      const body = bodyOf(node);
      const children = body ? typeMembers(body, scope, at.exported) : [];
      return defineContainer(scope.source, at, {
        kind: 'interface',
        name: nameOf(node, scope),
        body,
        children,
      });
    }
    case 'enum_declaration': {
      const body = bodyOf(node);
      const children = body ? enumMembers(body, scope.source, at.exported) : [];
      return defineContainer(scope.source, at, {
        kind: 'enum',
        name: nameOf(node, scope),
        body,
        children,
      });
    }
    case 'type_alias_declaration':
      return typeAlias(node, at, scope);
    case 'internal_module':
    case 'module':
      return namespace(node, at, scope);
    default:
      return undefined;
  }
}

function nameOf(node: Node, scope: Scope): string {
  const name = node.childForFieldName('name');
  return name ? unquote(textOf(scope.source, name)) : 'default';
}

function typeAlias(node: Node, at: Place, scope: Scope): OutlineSymbol {
  const { source } = scope;
  const value = node.childForFieldName('value');
  const definition = { kind: 'type', name: nameOf(node, scope) };
  const objects = value ? objectTypesIn(value) : [];
  if (value && objects[0]) {
    const children = objects.flatMap((object) => typeMembers(object, scope, at.exported));
    return defineContainer(source, at, { ...definition, body: objects[0], children });
  }
  const long = at.end - at.start > TYPE_LENGTH || at.endLine - at.startLine >= TYPE_LINES;
  return define(source, at, { ...definition, body: long && value ? value : undefined });
}

function namespace(node: Node, at: Place, scope: Scope): OutlineSymbol {
  const body = bodyOf(node);
  const quoted = node.childForFieldName('name')?.type === 'string';
  const children = body ? scope.definitionsIn(body, deeper(scope), 'module') : [];
  const kind = quoted ? 'module' : 'namespace';
  return define(scope.source, at, { kind, name: nameOf(node, scope), body, children, whole: true });
}

/** @param body of `declare global { … }` */
export function ambientGlobal(body: Node, at: Place, scope: Scope): OutlineSymbol {
  const children = scope.definitionsIn(body, deeper(scope), 'module');
  return define(scope.source, at, { kind: 'namespace', name: 'global', body, children, whole: true });
}
