import type { Node } from 'web-tree-sitter';
import { defineLanguage, type OutlineImport } from '../outline.js';
import { outlineSyntax } from '../syntax/outline-syntax.js';
import {
  longValue,
  nameOf,
  type Scope,
  type Step,
  type Syntax,
  shortTextOf,
  textOf,
} from '../syntax/syntax.js';

const syntax: Syntax = {
  grammars: ['java'],
  comments: new Set(['line_comment', 'block_comment']),
  header:
    /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|protected|private|static|final|abstract|sealed|default|synchronized|native|non-sealed)\s+)*(?!(?:return|new|throw|else|case)\b)(?:(?<kind>class|interface|enum|record|@interface)|(?:<[^>]*>\s*)?[\w.<>[\],?]+)\s+(?<name>\w+)\s*(?:[({<]|extends\b|implements\b|permits\b|$)/,
  isExported: (line) => /\b(?:public|protected)\b/.test(line),
  define,
  imports,
};

export const java = defineLanguage({
  name: 'java',
  extensions: ['.java'],
  outline: (text) => outlineSyntax('java', syntax, text),
});

const KINDS: Readonly<Record<string, string>> = {
  class_declaration: 'class',
  interface_declaration: 'interface',
  enum_declaration: 'enum',
  record_declaration: 'record',
  annotation_type_declaration: 'annotation',
  module_declaration: 'module',
  constructor_declaration: 'constructor',
  compact_constructor_declaration: 'constructor',
  method_declaration: 'method',
  annotation_type_element_declaration: 'method',
  enum_constant: 'constant',
};

/** What has members that the outline shows. */
const CONTAINERS = new Set(['class', 'interface', 'enum', 'record', 'annotation', 'constant']);
/** Whose members are public without a word. */
const PUBLIC_INSIDE = new Set(['interface', 'annotation', 'constant']);

function define(node: Node, type: string, scope: Scope): Step {
  const { source, parent } = scope;
  const modifiers = node.namedChildren.find((child) => child.type === 'modifiers');
  const words = textOf(modifiers, source);
  const open = parent !== undefined && (PUBLIC_INSIDE.has(parent.kind) || type === 'enum_constant');
  const exported = /\b(?:public|protected)\b/.test(words) || (open && !/\bprivate\b/.test(words));
  const kind = KINDS[type];
  if (kind !== undefined) {
    const body = node.childForFieldName('body');
    return {
      kind,
      name: nameOf(node, source),
      body,
      members: CONTAINERS.has(kind) ? [body] : [],
      exported,
    };
  }
  switch (type) {
    case 'field_declaration':
    case 'constant_declaration':
      return node.childrenForFieldName('declarator').map((declarator, _, all) => ({
        kind: 'field',
        name: nameOf(declarator, source),
        body: all.length === 1 ? longValue(declarator.childForFieldName('value')) : undefined,
        exported,
      }));
    case 'enum_body_declarations':
      return 'inside';
    default:
      return undefined;
  }
}

function imports(node: Node, type: string, source: string): readonly OutlineImport[] | undefined {
  if (type !== 'import_declaration') return undefined;
  const path = shortTextOf(node, source)
    .replace(/^import\s+(?:static\s+)?|\s*;$/g, '')
    .replace(/\s+/g, '');
  const dot = path.lastIndexOf('.');
  return [{ module: path.slice(0, dot), names: [path.slice(dot + 1)], line: node.startPosition.row + 1 }];
}
