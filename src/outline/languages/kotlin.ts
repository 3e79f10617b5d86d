import type { Node } from 'web-tree-sitter';
import { plainKotlin } from '../kotlin/plain-kotlin.js';
import { defineLanguage, type OutlineImport } from '../outline.js';
import { outlineSyntax } from '../syntax/outline-syntax.js';
import {
  type Definition,
  longValue,
  nameOf,
  type Scope,
  type Step,
  type Syntax,
  shortTextOf,
  textOf,
} from '../syntax/syntax.js';

const syntax: Syntax = {
  grammars: ['kotlin'],
  comments: new Set(['line_comment', 'block_comment']),
  plain: plainKotlin,
  header:
    /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|private|protected|internal|abstract|final|open|sealed|data|inner|value|inline|suspend|override|operator|infix|tailrec|external|expect|actual|const|lateinit|annotation|enum|companion|noinline|crossinline)\s+)*(?<kind>class|interface|object|fun|val|var|typealias)\s+(?:<[^>]*>\s*)?(?:[\w.<>?]+\.)?(?<name>\w+|`[^`]+`)/,
  isExported: (line) => isExported(line),
  define,
  imports,
};

/** An extension is named after the type that it extends: `String.half`. */
export const kotlin = defineLanguage({
  name: 'kotlin',
  extensions: ['.kt', '.kts'],
  outline: (text) => outlineSyntax('kotlin', syntax, text),
});

function define(node: Node, type: string, scope: Scope): Step {
  const { source, parent } = scope;
  const modifiers = textOf(childOf(node, 'modifiers'), source);
  const exported = isExported(modifiers);
  switch (type) {
    case 'class_declaration':
      return container(
        node,
        kindOf(node, modifiers, source),
        plain(node.childForFieldName('name'), source),
        exported,
      );
    case 'object_declaration':
      return container(node, 'object', plain(node.childForFieldName('name'), source), exported);
    case 'companion_object':
      return container(node, 'object', nameOf(node, source) || 'companion', exported);
    case 'enum_entry': {
      const body = childOf(node, 'class_body');
      return {
        kind: 'constant',
        name: textOf(childOf(node, 'identifier'), source),
        body,
        members: [body],
        exported: true,
      };
    }
    case 'class_parameter': {
      const isProperty = node.children.some((child) => child.type === 'val' || child.type === 'var');
      const name = textOf(childOf(node, 'identifier'), source);
      return isProperty ? { kind: 'name', name, exported } : undefined;
    }
    case 'function_declaration': {
      const name = plain(node.childForFieldName('name'), source);
      const kind = parent === undefined ? 'function' : 'method';
      return { kind, name: receiverOf(node, source) + name, ...bodied(node, source), exported };
    }
    case 'secondary_constructor':
      return { kind: 'constructor', name: 'constructor', body: childOf(node, 'block'), exported };
    case 'property_declaration':
      return properties(node, modifiers, scope);
    case 'type_alias':
      return { kind: 'type', name: textOf(node.childForFieldName('type'), source), exported };
    case 'class_parameters':
    case 'primary_constructor':
      return 'inside';
    case 'call_expression':
      return parent ? undefined : blockCall(node, source);
    default:
      return undefined;
  }
}

function isExported(modifiers: string): boolean {
  return !/\b(?:private|internal)\b/.test(modifiers);
}

function childOf(node: Node, ...types: readonly string[]): Node | undefined {
  return node.namedChildren.find((child) => types.includes(child.type));
}

/** Without the backticks around a name with spaces. */
function plain(node: Node | null | undefined, source: string): string {
  return textOf(node, source).replace(/^`|`$/g, '');
}

function kindOf(node: Node, modifiers: string, source: string): string {
  if (/\benum\b/.test(modifiers)) return 'enum';
  const header = source.slice(node.startIndex, node.childForFieldName('name')?.startIndex);
  if (/\bannotation\s+class\s*$/.test(header)) return 'annotation';
  return /\binterface\s*$/.test(header) ? 'interface' : 'class';
}

function container(node: Node, kind: string, name: string, exported: boolean): Definition {
  const body = childOf(node, 'class_body', 'enum_class_body');
  return { kind, name, body, members: [childOf(node, 'primary_constructor'), body], exported };
}

/** `String.` of `fun <T> String?.half()`. */
function receiverOf(node: Node, source: string): string {
  const name =
    node.childForFieldName('name') ?? childOf(node, 'variable_declaration', 'multi_variable_declaration');
  const before = node.namedChildren.filter((child) => child.endIndex <= (name?.startIndex ?? 0)).at(-1);
  if (!before || source.slice(before.endIndex, name?.startIndex).trim() !== '.') return '';
  const type = shortTextOf(before, source)
    .replace(/<.*>/gs, '')
    .replace(/[?()\s]/g, '');
  return `${type.slice(type.lastIndexOf('.') + 1)}.`;
}

/** The `=` before an expression stays in the signature. */
function bodied(node: Node, source: string): Pick<Definition, 'body' | 'signatureEnd'> {
  const body = childOf(node, 'function_body');
  if (!body) return {};
  return source[body.startIndex] === '=' ? { body, signatureEnd: body.startIndex + 1 } : { body };
}

function properties(node: Node, modifiers: string, { source, parent }: Scope): readonly Definition[] {
  const declared = childOf(node, 'variable_declaration', 'multi_variable_declaration');
  if (!declared) return [];
  const names = declared.type === 'variable_declaration' ? [declared] : declared.namedChildren;
  const receiver = receiverOf(node, source);
  const kind = /\bconst\b/.test(modifiers) ? 'constant' : parent === undefined ? 'variable' : 'property';
  const exported = isExported(modifiers);
  return names.map((each) => {
    const name = receiver + plain(childOf(each, 'identifier'), source);
    return { kind, name, ...hiddenPart(node, declared), exported };
  });
}

/** Calls on calls that are looked through. */
const CHAIN_LIMIT = 10;

/** Accessors that begin on a further line, else a long value; of one that ends in a lambda only that. */
function hiddenPart(node: Node, declared: Node): Pick<Definition, 'body' | 'members' | 'signatureEnd'> {
  const parts = node.namedChildren.filter(
    (child) => child.startIndex >= declared.endIndex && !/comment$|^type_constraints$/.test(child.type),
  );
  const value = parts.find(({ type }) => !/^[gs]etter$/.test(type));
  const members = objectIn(value);
  if (members) return { body: members, members: [members] };
  const long = longValue(value);
  if (long) return { body: lambdaAtEnd(long) ?? long };
  const accessor = parts.find(({ type }) => /^[gs]etter$/.test(type));
  const before = parts[parts.findIndex((part) => part.startIndex === accessor?.startIndex) - 1] ?? declared;
  if (!accessor || accessor.endPosition.row === before.endPosition.row) return {};
  return { body: accessor, signatureEnd: before.endIndex };
}

/** The body of `object : A { … }`, on which something may be called. */
function objectIn(value: Node | undefined): Node | undefined {
  let at: Node | null | undefined = value;
  for (
    let depth = 0;
    depth < CHAIN_LIMIT && /^(?:call|navigation)_expression$/.test(at?.type ?? '');
    depth++
  ) {
    at = at?.namedChild(0);
  }
  return at?.type === 'object_literal' ? childOf(at, 'class_body') : undefined;
}

/** The lambda that a call ends in: `{ … }` of `by lazy { … }`. */
function lambdaAtEnd(value: Node): Node | undefined {
  let last: Node | null = value;
  while (last && /^(?:property_delegate|call_expression|annotated_lambda)$/.test(last.type))
    last = last.namedChildren.at(-1) ?? null;
  return last?.type === 'lambda_literal' ? last : undefined;
}

/** `tasks.register("greet") { … }` of a script: named by its title, else by what is called. */
function blockCall(node: Node, source: string): Definition | undefined {
  const body = lambdaAtEnd(node);
  if (!body) return undefined;
  const header = source.slice(node.startIndex, body.startIndex);
  const name = /\(\s*"([^"\n]*)"/.exec(header)?.[1] || /^[\w.]+/.exec(header)?.[0];
  return name === undefined ? undefined : { kind: 'call', name, body, exported: false };
}

function imports(node: Node, type: string, source: string): readonly OutlineImport[] | undefined {
  if (type !== 'import') return undefined;
  const path = textOf(childOf(node, 'qualified_identifier'), source);
  const line = node.startPosition.row + 1;
  if (/\*\s*$/.test(textOf(node, source))) return [{ module: path, names: ['*'], line }];
  const dot = path.lastIndexOf('.');
  const alias = textOf(childOf(node, 'identifier'), source);
  const name = path.slice(dot + 1);
  return [{ module: path.slice(0, Math.max(0, dot)), names: [alias ? `${name} as ${alias}` : name], line }];
}
