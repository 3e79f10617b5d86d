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
import { callOf, headed } from './call-of.js';
import { plainName, textOfLiteral } from './literals.js';

export const rubySyntax: Syntax = {
  grammars: ['ruby'],
  comments: new Set(['comment']),
  header:
    /^\s*(?:(?:private|protected|public|module_function|private_class_method|memoize)\s+)?(?<kind>def|class|module)\s+(?:self\.)?(?<name>[\p{L}_][\p{L}\p{N}_:]*[?!=]?|[-+*/%<>=!~^&|[\]]+)/u,
  isExported: (line) => !/^\s*(?:private|protected)/.test(line),
  define,
  imports,
};

function define(node: Node, type: string, scope: Scope): Step {
  const { source } = scope;
  const body = node.childForFieldName('body');
  switch (type) {
    case 'class':
    case 'module': {
      const name = node.childForFieldName('name');
      const end = (node.childForFieldName('superclass') ?? name ?? node).endIndex;
      return {
        kind: type,
        name: plainName(textOf(name, source)),
        body: body ?? endOf(node),
        signatureEnd: end,
        // and not the body alone, for the comments that stand before it
        members: [node],
        exported: true,
      };
    }
    case 'singleton_class': {
      const value = node.childForFieldName('value');
      const name = textOf(value, source);
      return {
        kind: 'class',
        name,
        body,
        signatureEnd: value?.endIndex ?? node.endIndex,
        members: [node],
        exported: true,
      };
    }
    case 'method':
    case 'singleton_method':
      return methodOf(node, type, scope);
    case 'alias':
      return { kind: 'alias', name: nameOf(node, source), exported: scope.visible };
    case 'assignment':
    case 'operator_assignment': {
      const found = variables(node, scope);
      // a test may put a class without a name into a variable
      return found.length === 0 && scope.parent?.kind === 'call' ? 'inside' : found;
    }
    case 'call':
      return callOf(node, scope, define);
    case 'identifier':
      return visibilityOf(textOf(node, source));
    case 'body_statement':
    case 'block':
    case 'block_body':
    case 'do_block':
    case 'if':
    case 'if_modifier':
    case 'unless_modifier':
    case 'rescue_modifier':
    case 'unless':
    case 'then':
    case 'else':
    case 'elsif':
    case 'begin':
    case 'begin_block':
    case 'rescue':
    case 'ensure':
    case 'case':
    case 'when':
      return 'inside';
    default:
      return undefined;
  }
}

/** Whether what follows a bare `private` and the like is exported. */
function visibilityOf(word: string): Step {
  if (word === 'public' || word === 'module_function') return { exports: true };
  return word === 'private' || word === 'protected' ? { exports: false } : undefined;
}

function methodOf(node: Node, type: string, { source, parent, visible }: Scope): Definition {
  const body = node.childForFieldName('body');
  const name = node.childForFieldName('name');
  const object = textOf(node.childForFieldName('object'), source);
  const isOwn = object === '' || object === 'self' || object === parent?.name;
  const isEndless = body !== null && body.type !== 'body_statement';
  const header = (node.childForFieldName('parameters') ?? name ?? node).endIndex;
  return {
    kind: parent?.kind === 'class' || parent?.kind === 'module' ? 'method' : 'function',
    name: isOwn ? textOf(name, source) : `${plainName(object)}.${textOf(name, source)}`,
    body: body ?? endOf(node),
    signatureEnd: isEndless ? body.startIndex : header,
    exported: type === 'singleton_method' || visible,
  };
}

/** The `end` of a definition without a body. */
function endOf(node: Node): Node | undefined {
  return node.children.at(-1);
}

/** Constants, globals, and the variables of a class itself. */
function variables(node: Node, scope: Scope): readonly Definition[] {
  const { source, parent } = scope;
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  const names = left?.type === 'left_assignment_list' ? left.namedChildren : left ? [left] : [];
  const inType = parent?.kind === 'class' || parent?.kind === 'module';
  return names.flatMap((each): Definition[] => {
    const kind = kindOf(each.type, inType);
    if (!kind || /[@$]/.test(textOf(each, source)) !== (kind !== 'constant')) return [];
    const exported = kind !== 'field';
    const name = plainName(textOf(each, source));
    const block = blockOf(right);
    const heredoc = heredocOf(node, right, source);
    const at = { startIndex: node.startIndex, endIndex: (heredoc ?? node).endIndex };
    if (block && isType(textOf(right, source))) {
      return [{ kind: 'class', name, ...headed(block), members: [block], at, exported }];
    }
    const body = heredoc ? right : longValue(block ?? right);
    return [{ kind, name, body, members: [block], at, exported }];
  });
}

function kindOf(type: string, inType: boolean): string | undefined {
  switch (type) {
    case 'constant':
    case 'scope_resolution':
      return 'constant';
    case 'global_variable':
      return 'variable';
    case 'class_variable':
    case 'instance_variable':
      return inType ? 'field' : undefined;
    default:
      return undefined;
  }
}

/** `Struct.new(:a) do`, `Class.new(Base) do`: what gives a constant members. */
function isType(value: string): boolean {
  return /^(?:::)?(?:Struct|Class|Module|Data)\.(?:new|define)\b/.test(value);
}

function blockOf(call: Node | null): Node | null {
  return call?.type === 'call' ? call.childForFieldName('block') : null;
}

/** The text that begins on the lines below a statement, which is a node of its own behind it. */
function heredocOf(node: Node, value: Node | null, source: string): Node | undefined {
  const next = textOf(value, source).slice(0, 200).includes('<<') ? node.nextNamedSibling : null;
  return next?.type === 'heredoc_body' ? next : undefined;
}

function imports(node: Node, type: string, source: string): readonly OutlineImport[] | undefined {
  if (type !== 'call' || node.childForFieldName('receiver')) return undefined;
  const line = node.startPosition.row + 1;
  const [first, second] = node.childForFieldName('arguments')?.namedChildren ?? [];
  const module = textOfLiteral(first, source);
  if (module === undefined) return undefined;
  switch (textOf(node.childForFieldName('method'), source)) {
    case 'require':
    case 'load':
      return [{ module, names: [], line }];
    case 'require_relative':
      return [{ module: module.startsWith('.') ? module : `./${module}`, names: [], line }];
    case 'autoload': {
      const file = textOfLiteral(second, source);
      return file === undefined ? undefined : [{ module: file, names: [module], line }];
    }
    default:
      return undefined;
  }
}
