import type { Node } from 'web-tree-sitter';
import { defineLanguage, type OutlineImport } from '../outline.js';
import { outlineSyntax } from '../syntax/outline-syntax.js';
import {
  type Definition,
  longValue,
  nameOf,
  type Scope,
  type Step,
  type Syntax,
  textOf,
} from '../syntax/syntax.js';

const syntax: Syntax = {
  grammars: ['python'],
  comments: new Set(['comment']),
  header: /^\s*(?:async\s+)?(?<kind>def|class)\s+(?<name>[\p{L}_][\p{L}\p{N}_]*)/u,
  isExported: (_, name) => isPublic(name),
  define,
  imports,
};

/** Names that begin with `_` are private by convention, special ones such as `__init__` are not. */
export const python = defineLanguage({
  name: 'python',
  extensions: ['.py', '.pyi', '.pyw'],
  claims: (name, text) => !name.includes('.') && /^#![^\n]*\bpython/.test(text),
  outline: (text) => outlineSyntax('python', syntax, text),
});

function define(node: Node, type: string, scope: Scope): Step {
  switch (type) {
    case 'decorated_definition': {
      const wraps = node.childForFieldName('definition');
      return wraps ? { wraps } : undefined;
    }
    case 'class_definition':
    case 'function_definition': {
      const body = node.childForFieldName('body');
      const name = nameOf(node, scope.source);
      const isClass = type === 'class_definition';
      return {
        kind: isClass ? 'class' : scope.parent?.kind === 'class' ? 'method' : 'function',
        name,
        body,
        members: isClass ? [body] : [],
        signatureEnd: headerEnd(node, body, scope.source),
        doc: docstring(body, scope.source),
        exported: isPublic(name),
      };
    }
    case 'expression_statement':
      return node.namedChildren.flatMap((child) => variables(child, node, scope));
    case 'type_alias_statement': {
      const name = textOf(node.namedChild(0), scope.source).replace(/\[.*/s, '');
      return { kind: 'type', name, exported: isPublic(name) };
    }
    case 'block':
    case 'if_statement':
    case 'elif_clause':
    case 'else_clause':
    case 'try_statement':
    case 'except_clause':
    case 'except_group_clause':
    case 'finally_clause':
    case 'with_statement':
    case 'for_statement':
    case 'while_statement':
    case 'match_statement':
    case 'case_clause':
      return 'inside';
    default:
      return undefined;
  }
}

/** Behind the colon, so that a comment after it is no part of the signature. */
function headerEnd(node: Node, body: Node | null, source: string): number {
  const start = body?.startIndex ?? node.endIndex;
  const colon = node.children.findLast((child) => child.type === ':' && child.endIndex <= start);
  return colon?.endIndex ?? Math.max(node.startIndex, source.lastIndexOf(':', start) + 1);
}

/** `a = b = …`, `a: int`, `a, b = …`; what is assigned to an attribute or an element defines no name here. */
function variables(node: Node, statement: Node, scope: Scope): readonly Definition[] {
  if (node.type !== 'assignment') return [];
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  const names = left?.type === 'identifier' ? [left] : (left?.namedChildren ?? []).filter(isName);
  const found = left?.type === 'attribute' || left?.type === 'subscript' ? [] : names;
  const value = right?.type === 'assignment' ? right.childForFieldName('right') : right;
  const further = right?.type === 'assignment' ? variables(right, statement, scope) : [];
  return [
    ...found.map((each): Definition => {
      const name = textOf(each, scope.source);
      const kind = scope.parent?.kind === 'class' ? 'field' : 'variable';
      return { kind, name, body: longValue(value), at: statement, exported: isPublic(name) };
    }),
    ...further,
  ];
}

function isName(node: Node): boolean {
  return node.type === 'identifier';
}

function docstring(body: Node | null, source: string): string | undefined {
  const first = body?.namedChildren.find((child) => child.type !== 'comment');
  const string = first?.type === 'expression_statement' ? first.namedChild(0) : null;
  if (string?.type !== 'string') return undefined;
  const text = textOf(string, source);
  return /^[rRuU]{0,2}["']{3}/.test(text) ? text : `#${text.replace(/^[rRuU]*["']|["']$/g, '')}`;
}

function isPublic(name: string): boolean {
  return !name.startsWith('_') || /^__.*__$/.test(name);
}

function imports(node: Node, type: string, source: string): readonly OutlineImport[] | undefined {
  const line = node.startPosition.row + 1;
  switch (type) {
    case 'import_statement':
      return node.namedChildren.map((child) => {
        const alias = textOf(child.childForFieldName('alias'), source);
        const module = textOf(child.childForFieldName('name') ?? child, source);
        return { module, names: alias ? [`* as ${alias}`] : [], line };
      });
    case 'import_from_statement':
    case 'future_import_statement': {
      const from = node.childForFieldName('module_name');
      const names = node.namedChildren
        .filter((child) => child.startIndex !== from?.startIndex && child.type !== 'comment')
        .map((child) => textOf(child, source));
      return [{ module: from ? textOf(from, source) : '__future__', names, line }];
    }
    default:
      return undefined;
  }
}
