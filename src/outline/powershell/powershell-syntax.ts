import type { Node } from 'web-tree-sitter';
import { type Definition, longValue, type Scope, type Step, type Syntax, textOf } from '../syntax/syntax.js';
import { commandOf } from './command-of.js';
import { importOf } from './import-of.js';
import { innermost } from './innermost.js';
import { withoutBareLists, withoutKnownGaps } from './plain-powershell.js';

export const powershellSyntax: Syntax = {
  grammars: ['powershell'],
  comments: new Set(['comment']),
  plain: withoutKnownGaps,
  plainer: [withoutBareLists],
  header:
    /^\s*(?<kind>function|filter|workflow|configuration|class|enum)\s+(?:(?:script|global|local|private):)?(?<name>[\w-]+)/i,
  isExported: (_, name) => !name.startsWith('_'),
  define,
  imports: importOf,
};

function define(node: Node, type: string, scope: Scope): Step {
  const { source, parent } = scope;
  switch (type) {
    case 'function_statement':
      return functionOf(node, source);
    case 'class_statement':
    case 'enum_statement': {
      const kind = type === 'class_statement' ? 'class' : 'enum';
      const name = textOf(childOf(node, 'simple_name'), source);
      return { kind, name, signatureEnd: openingOf(node), members: [node], exported: true };
    }
    case 'class_property_definition': {
      const name = variableName(childOf(node, 'variable'), source);
      return { kind: 'property', name, exported: !isHidden(node, source) };
    }
    case 'class_method_definition': {
      const name = textOf(childOf(node, 'simple_name'), source);
      const kind = name === parent?.name ? 'constructor' : 'method';
      return { kind, name, signatureEnd: openingOf(node), exported: !isHidden(node, source) };
    }
    case 'enum_member':
      return { kind: 'constant', name: textOf(childOf(node, 'simple_name'), source), exported: true };
    case 'param_block':
      return parent ? 'inside' : parameters(node);
    case 'script_parameter':
      return parameter(node, source);
    case 'pipeline':
      return statement(node, scope);
    case 'hash_entry':
      return parent?.kind === 'export' ? entry(node, source) : undefined;
    case 'statement_list':
    case 'script_block':
    case 'script_block_body':
    case 'named_block_list':
    case 'named_block':
    case 'statement_block':
    case 'parameter_list':
    case 'hash_literal_body':
    case 'if_statement':
    case 'else_clause':
    case 'elseif_clauses':
    case 'elseif_clause':
    case 'try_statement':
    case 'catch_clauses':
    case 'catch_clause':
    case 'finally_clause':
    case 'foreach_statement':
    case 'for_statement':
    case 'while_statement':
    case 'do_statement':
    case 'switch_statement':
      // what a function does defines nothing
      return parent?.kind === 'function' && type === 'script_block_body' ? undefined : 'inside';
    default:
      return undefined;
  }
}

function childOf(node: Node, type: string): Node | undefined {
  return node.namedChildren.find((child) => child.type === type);
}

/** Where the brace stands that opens a body, which is no part of the body's node. */
function openingOf(node: Node): number {
  return node.children.find((child) => child.type === '{')?.startIndex ?? node.endIndex;
}

function isHidden(node: Node, source: string): boolean {
  return node.namedChildren.some(
    (child) => child.type === 'class_attribute' && /^hidden$/i.test(textOf(child, source)),
  );
}

/** A help comment may stand first in the body. */
function functionOf(node: Node, source: string): Definition {
  const name = textOf(childOf(node, 'function_name'), source).replace(
    /^(?:script|global|local|private):/i,
    '',
  );
  const block = childOf(node, 'script_block');
  const help = [...node.namedChildren, ...(block?.namedChildren ?? [])].find(
    ({ type }) => type === 'comment',
  );
  const doc = help && textOf(help, source).startsWith('<#') ? textOf(help, source) : undefined;
  return {
    kind: 'function',
    name,
    body: block,
    signatureEnd: openingOf(node),
    members: [block],
    doc,
    exported: !name.startsWith('_'),
  };
}

/** Those of the script itself. */
function parameters(node: Node): Definition {
  const list = childOf(node, 'parameter_list');
  const opening = node.children.find((child) => child.type === '(')?.startIndex ?? node.endIndex;
  return { kind: 'parameters', name: 'param', signatureEnd: opening, members: [list], exported: true };
}

/** Shown by the line with its name: those before it are attributes. */
function parameter(node: Node, source: string): Definition {
  const variable = childOf(node, 'variable');
  const line = source.lastIndexOf('\n', variable?.startIndex ?? 0) + 1;
  const startIndex = Math.max(
    node.startIndex,
    line + (/^\s*/.exec(source.slice(line, line + 500))?.[0].length ?? 0),
  );
  const value = longValue(childOf(node, 'script_parameter_default'));
  const signature = { startIndex, endIndex: value?.startIndex ?? node.endIndex };
  return { kind: 'parameter', name: variableName(variable, source), signature, exported: true };
}

/** `limit` of `$script:limit`. */
function variableName(node: Node | undefined, source: string): string {
  return textOf(node, source).replace(/^\$\{?(?:\w+:)?|\}$/g, '');
}

function statement(node: Node, scope: Scope): Step {
  const { source, parent } = scope;
  const only = node.namedChildren.length === 1 ? node.namedChild(0) : null;
  if (only?.type === 'assignment_expression') return parent ? undefined : variables(only, source);
  if (only?.type !== 'pipeline_chain' || only.namedChildren.length !== 1) return undefined;
  const command = only.namedChild(0);
  if (command?.type === 'command') return commandOf(command, scope);
  const table = command ? innermost(command) : undefined;
  if (parent || table?.type !== 'hash_literal_expression') return undefined;
  // a module's manifest is nothing but a table
  return {
    kind: 'export',
    name: '@',
    signatureEnd: table.startIndex + 2,
    members: [childOf(table, 'hash_literal_body')],
    exported: true,
  };
}

/** `$a = …`, `[int] $a = …`, `$a, $b = …`; what is put into an element or an environment defines no name here. */
function variables(node: Node, source: string): readonly Definition[] {
  const left = textOf(childOf(node, 'left_assignment_expression'), source).replace(/^(?:\[[^\]]*\]\s*)+/, '');
  const isPlain = textOf(childOf(node, 'assignement_operator'), source) === '=';
  if (!isPlain || !/^\$(?!env:)[\w:]+(?:\s*,\s*\$(?!env:)[\w:]+)*$/i.test(left)) return [];
  const body = longValue(node.childForFieldName('value'));
  return left.split(',').map((each) => {
    const name = each.trim().replace(/^\$(?:\w+:)?/, '');
    return { kind: 'variable', name, body, exported: /^\s*\$global:/i.test(each) };
  });
}

function entry(node: Node, source: string): Definition | undefined {
  const key = childOf(node, 'key_expression');
  const name = textOf(key, source).replace(/^["']|["']$/g, '');
  return name === ''
    ? undefined
    : { kind: 'key', name, body: longValue(node.namedChildren.at(-1)), exported: true };
}
