import type { Node } from 'web-tree-sitter';
import { defineLanguage, type OutlineImport } from '../outline.js';
import { outlineSyntax } from '../syntax/outline-syntax.js';
import { longValue, nameOf, type Scope, type Step, type Syntax, textOf } from '../syntax/syntax.js';

const syntax: Syntax = {
  grammars: ['rust'],
  comments: new Set(['line_comment', 'block_comment']),
  prefixes: new Set(['attribute_item']),
  header:
    /^\s*(?:pub(?:\([^)]*\))?\s+)?(?:default\s+|async\s+|const\s+|unsafe\s+|extern\s+(?:"[^"]*"\s+)?)*(?<kind>fn|struct|enum|trait|union|mod|type|const|static|macro_rules!)\s+(?:mut\s+)?(?<name>\w+)/,
  isExported: (line) => /^\s*pub\b/.test(line),
  define,
  imports,
};

/** An `impl` is named after its type, so that `Type.method` names a method wherever it stands. */
export const rust = defineLanguage({
  name: 'rust',
  extensions: ['.rs'],
  outline: (text) => outlineSyntax('rust', syntax, text),
});

const KINDS: Readonly<Record<string, string>> = {
  struct_item: 'struct',
  union_item: 'union',
  enum_item: 'enum',
  trait_item: 'trait',
  mod_item: 'module',
  type_item: 'type',
  associated_type: 'type',
  const_item: 'constant',
  static_item: 'variable',
  enum_variant: 'variant',
  field_declaration: 'field',
  macro_definition: 'macro',
};

const TRAIT_MEMBERS = new Set(['trait', 'impl', 'enum']);

function define(node: Node, type: string, scope: Scope): Step {
  const { source, parent } = scope;
  const body = node.childForFieldName('body');
  const isPublic = node.namedChildren.some((child) => child.type === 'visibility_modifier');
  const exported = isPublic || (parent?.exported === true && TRAIT_MEMBERS.has(parent.kind));
  const kind = KINDS[type];
  if (kind !== undefined) {
    const value = longValue(node.childForFieldName('value'));
    const macroBody = node.namedChildren.find((child) => child.type === 'macro_rule');
    const list = body?.type === 'ordered_field_declaration_list' ? undefined : body;
    const name = nameOf(node, source);
    if (kind === 'macro') return { kind, name, signatureEnd: openingOf(macroBody, node, source), exported };
    return { kind, name, body: list ?? value, members: [list], exported };
  }
  switch (type) {
    case 'function_item':
    case 'function_signature_item':
      return {
        kind: parent !== undefined && parent.kind !== 'module' ? 'method' : 'function',
        name: nameOf(node, source),
        body,
        exported,
      };
    case 'impl_item': {
      const name = lastName(textOf(node.childForFieldName('type'), source));
      const ofTrait = node.childForFieldName('trait') !== null;
      return { kind: 'impl', name, body, members: [body], exported: ofTrait };
    }
    case 'foreign_mod_item':
    case 'declaration_list':
      return 'inside';
    case 'macro_invocation': {
      const name = `${textOf(node.childForFieldName('macro'), source)}!`;
      return { kind: 'macro call', name, body: node.namedChildren.at(-1), exported: false };
    }
    default:
      return undefined;
  }
}

/** Where the bracket before the first rule of a macro stands. */
function openingOf(rule: Node | undefined, macro: Node, source: string): number {
  const before = source.slice(macro.startIndex, rule?.startIndex ?? macro.endIndex);
  return macro.startIndex + Math.max(before.search(/[{([][^{([]*$/), 0);
}

/** `Foo` of `&'a crate::x::Foo<T>`. */
function lastName(type: string): string {
  const plain = type.replace(/<.*$/s, '').replace(/^[&*\s]*(?:'\w+\s+)?(?:mut\s+|const\s+|dyn\s+)?/, '');
  return plain.slice(plain.lastIndexOf(':') + 1).trim() || type;
}

function imports(node: Node, type: string, source: string): readonly OutlineImport[] | undefined {
  const line = node.startPosition.row + 1;
  if (type === 'extern_crate_declaration') return [{ module: nameOf(node, source), names: [], line }];
  if (type !== 'use_declaration') return undefined;
  const path = textOf(node.childForFieldName('argument'), source).replace(/\s+/g, ' ');
  const list = /^(.*?)::\s*\{(.*)\}$/s.exec(path);
  if (!list) {
    const single = /^(.*)::([^:]+)$/s.exec(path);
    return [single ? { module: single[1]!, names: [single[2]!], line } : { module: path, names: [], line }];
  }
  return [{ module: list[1]!, names: partsOf(list[2]!), line }];
}

/** Split at the commas outside braces. */
function partsOf(list: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= list.length; at++) {
    if (list[at] === '{') depth++;
    else if (list[at] === '}') depth--;
    else if (at === list.length || (list[at] === ',' && depth === 0)) {
      const part = list.slice(from, at).trim();
      if (part !== '') parts.push(part);
      from = at + 1;
    }
  }
  return parts;
}
