import type { Node } from 'web-tree-sitter';
import type { OutlineImport } from '../outline.js';
import {
  type Definition,
  longValue,
  nameOf,
  type Scope,
  type Step,
  type Syntax,
  textOf,
} from '../syntax/syntax.js';
import { withoutBrokenBranches } from '../syntax/without-broken-branches.js';
import { declared } from './declarator.js';
import { withoutAccess, withoutComputedTypes, withoutExports, withoutMacros } from './plain-c.js';

/** C and C++: the grammar of the one reads the other. */
export const cSyntax: Syntax = {
  grammars: ['cpp'],
  comments: new Set(['comment']),
  plain: withoutExports,
  plainer: [
    plainer,
    (source) => plainer(withoutAccess(source)),
    (source) => withoutBrokenBranches(plainer(source)),
  ],
  header:
    /^(?!\s*(?:return|else|case|goto|delete|throw|using|if|while|for|switch|do)\b)\s*(?:#\s*(?:define)\s+|(?=\S+\s+\S|[\w:~]+\([^;]*$)(?:[\w:<>,~&*]+\s+){0,8}?(?=\S)[*&]*)(?<name>[\w:~]+)(?:\(|\s*$|\s*\{)/,
  isExported: (line) => !/^\s*static\b/.test(line),
  define,
  imports,
};

function plainer(source: string): string {
  return withoutMacros(withoutComputedTypes(source));
}

const ANONYMOUS = '(anonymous)';

const RECORDS: Readonly<Record<string, string>> = {
  struct_specifier: 'struct',
  union_specifier: 'union',
  class_specifier: 'class',
  enum_specifier: 'enum',
};

function define(node: Node, type: string, scope: Scope): Step {
  const { source } = scope;
  const exported = scope.parent?.exported !== false && !isStatic(node, source);
  switch (type) {
    case 'preproc_if':
    case 'preproc_ifdef':
    case 'preproc_elif':
    case 'preproc_elifdef':
    case 'preproc_else':
    case 'linkage_specification':
    case 'declaration_list':
    case 'export_declaration':
      return 'inside';
    case 'template_declaration':
    case 'friend_declaration': {
      const wraps = node.namedChildren.at(-1);
      const isBare = type === 'friend_declaration' && wraps?.type.endsWith('identifier');
      return wraps && !isBare ? { wraps } : undefined;
    }
    case 'preproc_def':
    case 'preproc_function_def': {
      const value = node.childForFieldName('value');
      const name = nameOf(node, source);
      if (!value && GUARD.test(name)) return undefined;
      return { kind: 'macro', name, body: longValue(value), exported: true };
    }
    case 'namespace_definition': {
      const body = node.childForFieldName('body');
      const name = nameOf(node, source).replaceAll('::', '.');
      return { kind: 'namespace', name: name || ANONYMOUS, body, members: [body], exported: name !== '' };
    }
    case 'function_definition':
      return functionOf(node, scope, exported);
    case 'type_definition':
    case 'declaration':
    case 'field_declaration':
      return declarations(node, type, scope, exported);
    case 'alias_declaration':
      return { kind: 'type', name: nameOf(node, source), exported };
    case 'concept_definition':
      return { kind: 'concept', name: nameOf(node, source), exported };
    case 'enumerator':
      return { kind: 'constant', name: nameOf(node, source), exported };
    default:
      return RECORDS[type] === undefined ? undefined : record(node, scope, exported);
  }
}

function isStatic(node: Node, source: string): boolean {
  return node.namedChildren.some(
    (child) => child.type === 'storage_class_specifier' && textOf(child, source) === 'static',
  );
}

/** Whether a macro without a value only keeps its header from being read twice. */
const GUARD = /_(?:H|HH|HPP|HXX|INCLUDED)_*$/i;

function functionOf(node: Node, scope: Scope, exported: boolean): Definition | undefined {
  const { source, parent } = scope;
  const found = declared(node.childForFieldName('declarator'), source);
  if (!found) return undefined;
  const isMember = parent !== undefined && parent.kind !== 'namespace';
  const body = node.childForFieldName('body') ?? undefined;
  // such as gtest's `TEST(suite, name) { … }`
  const isMacro = node.childForFieldName('type') === null && /^[A-Z][A-Z\d_]+$/.test(found.name);
  const name = isMacro ? textOf(node.childForFieldName('declarator'), source) : found.name;
  const isMethod = isMember || found.name.includes('.');
  return { kind: isMethod ? 'method' : 'function', name, body, exported };
}

/** A struct, union, class or enum with a body; one without defines nothing here. The members of a nameless one count. */
function record(node: Node, { source }: Scope, exported: boolean): Definition | undefined {
  const body = node.childForFieldName('body');
  const name = nameOf(node, source).replace(/<.*/s, '').replaceAll('::', '.');
  if (!body) return undefined;
  return { kind: RECORDS[node.type] ?? 'struct', name: name || ANONYMOUS, body, members: [body], exported };
}

/** What a declaration names: variables, prototypes, types, fields; and the record in it, if that has a body. */
function declarations(node: Node, type: string, scope: Scope, exported: boolean): Step {
  const { source, parent } = scope;
  const inner = node.childForFieldName('type');
  const body = inner && RECORDS[inner.type] !== undefined ? inner.childForFieldName('body') : null;
  const declarators = node.childrenForFieldName('declarator');
  const named = declarators.flatMap((declarator) => {
    const found = declared(declarator, source);
    return found ? [{ ...found, declarator }] : [];
  });
  const isField = parent !== undefined && parent.kind !== 'namespace' && type !== 'type_definition';
  const kindOf = (isFunction: boolean): string => {
    if (type === 'type_definition') return 'type';
    if (isFunction) return isField ? 'method' : 'function';
    return isField ? 'field' : 'variable';
  };
  if (!inner || !body) {
    const isSingle = named.length === 1;
    return named.map(({ name, isFunction, value }) => {
      return { kind: kindOf(isFunction), name, body: isSingle ? longValue(value) : undefined, exported };
    });
  }
  const tag = nameOf(inner, source);
  const kind = RECORDS[inner.type] ?? 'struct';
  const first: Definition = {
    kind,
    name: tag || (named[0]?.name ?? ANONYMOUS),
    body,
    members: [body],
    exported,
  };
  // what follows the closing brace: `} point_t, *point_p`
  const signature = { startIndex: Math.max(body.startIndex, body.endIndex - 1), endIndex: node.endIndex };
  return [
    first,
    ...named.map(({ name }) => {
      // `typedef struct a { … } a` says nothing new
      return { kind: name === tag ? 'name' : kindOf(false), name, body, signature, exported };
    }),
  ];
}

function imports(node: Node, type: string, source: string): readonly OutlineImport[] | undefined {
  if (type !== 'preproc_include') return undefined;
  const module = textOf(node.childForFieldName('path'), source).replace(/^"|"$/g, '');
  return [{ module, names: [], line: node.startPosition.row + 1 }];
}
