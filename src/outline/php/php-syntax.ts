import type { Node } from 'web-tree-sitter';
import {
  type Definition,
  longValue,
  nameOf,
  type Scope,
  type Step,
  type Syntax,
  textOf,
} from '../syntax/syntax.js';
import { callChain } from './call-chain.js';
import { importsOf } from './imports-of.js';

export const phpSyntax: Syntax = {
  grammars: ['php'],
  opening: '<?php',
  comments: new Set(['comment']),
  header:
    /^\s*(?:(?:public|protected|private|static|abstract|final|readonly)\s+)*(?<kind>function|class|interface|trait|enum)\s+&?\s*(?<name>[\p{L}_][\p{L}\p{N}_]*)/u,
  isExported: (line) => !/\b(?:private)\b/.test(line),
  define,
  imports: importsOf,
};

const KINDS: Readonly<Record<string, string>> = {
  class_declaration: 'class',
  interface_declaration: 'interface',
  trait_declaration: 'trait',
  enum_declaration: 'enum',
};

function define(node: Node, type: string, scope: Scope): Step {
  const { source } = scope;
  const body = node.childForFieldName('body');
  const kind = KINDS[type];
  if (kind !== undefined) return { kind, name: nameOf(node, source), body, members: [body], exported: true };
  const exported = !/\bprivate\b/.test(modifiersOf(node, source));
  switch (type) {
    case 'namespace_definition':
      return {
        kind: 'namespace',
        name: nameOf(node, source).replaceAll('\\', '.'),
        body,
        members: [body],
        exported: true,
      };
    case 'function_definition':
      return { kind: 'function', name: nameOf(node, source), body, exported: true };
    case 'method_declaration': {
      const method = { kind: 'method', name: nameOf(node, source), body, exported };
      return [method, ...promoted(node, source)];
    }
    case 'enum_case':
      return {
        kind: 'constant',
        name: nameOf(node, source),
        body: longValue(node.childForFieldName('value')),
        exported: true,
      };
    case 'const_declaration':
      return namedIn(node, 'const_element', source).map(({ name, value, isOnly }) => {
        return { kind: 'constant', name, body: isOnly ? longValue(value) : undefined, exported };
      });
    case 'property_declaration': {
      const hooks = node.namedChildren.find((child) => child.type === 'property_hook_list');
      return namedIn(node, 'property_element', source).map(({ name, value, isOnly }) => {
        return { kind: 'property', name, body: hooks ?? (isOnly ? longValue(value) : undefined), exported };
      });
    }
    case 'expression_statement':
      return expression(node.namedChild(0), scope);
    case 'return_statement':
      return scope.parent ? undefined : returned(node.namedChild(0));
    case 'array_element_initializer':
      return scope.parent?.kind === 'export' ? element(node, source) : undefined;
    case 'if_statement':
    case 'else_clause':
    case 'else_if_clause':
    case 'compound_statement':
    case 'colon_block':
    case 'try_statement':
    case 'catch_clause':
    case 'finally_clause':
    case 'declare_statement':
      return 'inside';
    default:
      return undefined;
  }
}

function modifiersOf(node: Node, source: string): string {
  return textOf(node.namedChildren.find((child) => child.type === 'visibility_modifier') ?? null, source);
}

/** Parameters of a constructor that are properties, too. */
function promoted(method: Node, source: string): readonly Definition[] {
  const list = method.childForFieldName('parameters')?.namedChildren ?? [];
  return list
    .filter((parameter) => parameter.type === 'property_promotion_parameter')
    .map((at) => {
      const exported = !/private/.test(textOf(at.childForFieldName('visibility'), source));
      return { kind: 'name', name: withoutDollar(nameOf(at, source)), at, exported };
    });
}

/** The names that a declaration lists, each with its value. */
function namedIn(node: Node, type: string, source: string) {
  const elements = node.namedChildren.filter((child) => child.type === type);
  return elements.map((element) => ({
    name: withoutDollar(textOf(element.namedChild(0), source)),
    value: element.namedChild(1),
    isOnly: elements.length === 1,
  }));
}

function withoutDollar(name: string): string {
  return name.replace(/^\$/, '');
}

function expression(node: Node | null, scope: Scope): Step {
  const { source } = scope;
  if (node?.type === 'assignment_expression') {
    const left = node.childForFieldName('left');
    if (left?.type !== 'variable_name' || scope.parent?.kind === 'call') return undefined;
    return {
      kind: 'variable',
      name: withoutDollar(textOf(left, source)),
      ...valued(node.childForFieldName('right')),
      exported: true,
    };
  }
  if (
    node?.type === 'function_call_expression' &&
    /^\\?define$/i.test(textOf(node.childForFieldName('function'), source))
  ) {
    const [name, value] = node.childForFieldName('arguments')?.namedChildren ?? [];
    const plain = textOf(name, source).replace(/^["']|["']$/g, '');
    return { kind: 'constant', name: plain, body: longValue(value), exported: true };
  }
  return node ? callChain(node, scope) : undefined;
}

/** What of a value the signature leaves out, and what is looked into: functions and classes without a name show their header. */
function valued(value: Node | null): Pick<Definition, 'body' | 'members'> {
  if (value?.type === 'anonymous_function' || value?.type === 'arrow_function') {
    return { body: value.childForFieldName('body') };
  }
  const body = anonymousClass(value);
  return body ? { body, members: [body] } : { body: longValue(value) };
}

function anonymousClass(value: Node | null): Node | null {
  if (value?.type !== 'object_creation_expression') return null;
  return (
    value.namedChildren.find((child) => child.type === 'anonymous_class')?.childForFieldName('body') ?? null
  );
}

/** What a file returns to the one that includes it: a table of settings, or a class without a name. */
function returned(value: Node | null): Step {
  const body = anonymousClass(value);
  if (body) return { kind: 'export', name: 'return', body, members: [body], exported: true };
  if (value?.type !== 'array_creation_expression') return undefined;
  return { kind: 'export', name: 'return', body: value, members: [value], exported: true };
}

function element(node: Node, source: string): Step {
  const [key, value] = node.namedChildren;
  if (key?.type !== 'string' || !value) return undefined;
  return { kind: 'key', name: textOf(key, source).slice(1, -1), body: longValue(value), exported: true };
}
