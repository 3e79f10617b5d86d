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
import { isTest, titleOf, withPlainTests } from './bats.js';

export const shellSyntax: Syntax = {
  grammars: ['bash'],
  comments: new Set(['comment']),
  plain: withPlainTests,
  header:
    /^\s*(?:(?<kind>function)\s+(?=[^\s(){}]+\s*(?:\(\s*\)\s*)?(?:[{(]|$))|(?=[^\s(){}]+\s*\(\s*\)))(?<name>[^\s(){}<>|&;"'`$=#]+)/,
  isExported: (_, name) => isPublic(name),
  define,
  imports,
};

function define(node: Node, type: string, scope: Scope): Step {
  const { source } = scope;
  switch (type) {
    case 'function_definition': {
      const body = node.childForFieldName('body');
      if (isTest(node, source)) {
        const { title, end } = titleOf(node, source);
        return { kind: 'call', name: title, body, signatureEnd: end, exported: false };
      }
      const name = nameOf(node, source);
      return { kind: 'function', name, body, exported: isPublic(name) };
    }
    case 'declaration_command':
      return declared(node, source);
    case 'variable_assignment': {
      const name = nameOf(node, source);
      // small letters are for what nobody else is meant to read
      if (!/^[A-Z_][A-Z\d_]*$/.test(name) || isAppended(node, source)) return undefined;
      return {
        kind: 'variable',
        name,
        body: longValue(node.childForFieldName('value')),
        exported: isPublic(name),
      };
    }
    case 'command':
      return aliases(node, source);
    case 'if_statement':
    case 'elif_clause':
    case 'else_clause':
    case 'list':
    case 'compound_statement':
    case 'redirected_statement':
    case 'case_statement':
    case 'case_item':
    case 'for_statement':
    case 'c_style_for_statement':
    case 'while_statement':
    case 'do_group':
    case 'variable_assignments':
      return 'inside';
    default:
      return undefined;
  }
}

/** Names that begin with `_` are private by convention. */
function isPublic(name: string): boolean {
  return !name.startsWith('_');
}

/** `export A=1 B`, `readonly A=1`, `declare -A a=(…)`: what is only marked, as by `export -f`, is defined elsewhere. */
function declared(node: Node, source: string): readonly Definition[] {
  const word = textOf(node.child(0), source);
  const isLocal = word === 'local' || word === 'unset';
  const flags = node.namedChildren
    .filter((child) => child.type === 'word')
    .map((child) => textOf(child, source));
  const assignments = node.namedChildren.filter((child) => child.type === 'variable_assignment');
  const bare =
    word === 'export' || word === 'readonly'
      ? []
      : node.namedChildren.filter((child) => child.type === 'variable_name');
  if (isLocal || flags.some((flag) => /^-\w*[fFp]/.test(flag))) return [];
  const exported = word === 'export' || flags.some((flag) => /^-\w*x/.test(flag));
  return [...assignments, ...bare]
    .sort((a, b) => a.startIndex - b.startIndex)
    .map((each, _, all) => {
      const isAssignment = each.type === 'variable_assignment';
      const name = isAssignment ? nameOf(each, source) : textOf(each, source);
      const body = all.length === 1 ? longValue(each.childForFieldName('value')) : undefined;
      return { kind: 'variable', name, body, exported: exported || isPublic(name) };
    });
}

function isAppended(node: Node, source: string): boolean {
  const name = node.childForFieldName('name');
  return source.startsWith('+=', name?.endIndex ?? node.endIndex);
}

/** `alias ll='ls -l' la=ls` */
function aliases(node: Node, source: string): readonly Definition[] {
  if (textOf(node.childForFieldName('name'), source) !== 'alias') return [];
  return node.childrenForFieldName('argument').flatMap((each) => {
    const name = /^([^\s=-][^\s=]*)=/.exec(textOf(each, source).slice(0, 200))?.[1];
    return name === undefined ? [] : [{ kind: 'alias', name, exported: true }];
  });
}

/** `source x`, `. x`, and Bats' `load x`; what a variable or a command says of the folder is left out. */
function imports(node: Node, type: string, source: string): readonly OutlineImport[] | undefined {
  if (type !== 'command') return undefined;
  const command = textOf(node.childForFieldName('name'), source);
  if (!/^(?:source|\.|load|bats_load_library)$/.test(command)) return undefined;
  const path = textOf(node.childForFieldName('argument'), source).replace(/["']/g, '');
  const module = path.slice(endOfExpansions(path)).replace(/^\/+/, path.startsWith('$') ? '' : '/');
  return module === '' ? undefined : [{ module, names: [], line: node.startPosition.row + 1 }];
}

/** Where the last `$x`, `${x}` or `$(x)` ends. */
function endOfExpansions(path: string): number {
  const last = path.lastIndexOf('$');
  if (last === -1) return 0;
  const closing = Math.max(path.lastIndexOf(')'), path.lastIndexOf('}'));
  if (closing > last) return closing + 1;
  return last + (/^\$\w*/.exec(path.slice(last))?.[0].length ?? 1);
}
