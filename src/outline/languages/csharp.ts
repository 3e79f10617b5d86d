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
import { withoutBrokenBranches } from '../syntax/without-broken-branches.js';

const syntax: Syntax = {
  grammars: ['c-sharp'],
  comments: new Set(['comment']),
  plainer: [(source) => withoutConditions(withoutBrokenBranches(source))],
  header:
    /^\s*(?:\[[^\]]*\]\s*)*(?:(?:public|protected|private|internal|static|readonly|abstract|sealed|virtual|override|async|partial|extern|unsafe|new|required|ref|file)\s+)*(?!(?:return|new|throw|else|case|await|yield|using|goto|var)\b)(?:(?<kind>class|interface|enum|struct|record|namespace)|[\w.<>[\],?]+)\s+(?<name>\w+)\s*(?:[({:<]|=>|where\b|$)/,
  isExported: (line) => /\b(?:public|protected)\b/.test(line),
  define,
  imports,
};

/** What is `public` or `protected` is exported, and what an interface or enum declares. */
export const csharp = defineLanguage({
  name: 'csharp',
  extensions: ['.cs', '.csx', '.cake'],
  outline: (text) => outlineSyntax('csharp', syntax, text),
});

/** Without the lines that say on which condition others are compiled. */
function withoutConditions(source: string): string {
  return source.replace(/^[ \t]*#[ \t]*(?:if|elif|else|endif)\b[^\r\n]*/gm, (line) =>
    ' '.repeat(line.length),
  );
}

const KINDS: Readonly<Record<string, string>> = {
  class_declaration: 'class',
  struct_declaration: 'struct',
  interface_declaration: 'interface',
  enum_declaration: 'enum',
  record_declaration: 'record',
  delegate_declaration: 'delegate',
  constructor_declaration: 'constructor',
  method_declaration: 'method',
  enum_member_declaration: 'constant',
  local_function_statement: 'function',
};
const CONTAINERS = new Set(['class', 'struct', 'interface', 'enum', 'record']);

function define(node: Node, type: string, scope: Scope): Step {
  const { source } = scope;
  const words = modifiersOf(node, source);
  const open = scope.parent?.kind === 'interface' || scope.parent?.kind === 'enum';
  const exported =
    /\b(?:public|protected)\b/.test(words) || (open && !/\b(?:private|internal)\b/.test(words));
  const body = node.childForFieldName('body');
  const kind = KINDS[type];
  if (kind !== undefined) {
    const definition = {
      kind,
      name: nameOf(node, source),
      body: body ?? longValue(node.childForFieldName('value')),
      exported,
    };
    if (!CONTAINERS.has(kind)) return definition;
    const parameters =
      kind === 'record' ? node.namedChildren.find((child) => child.type === 'parameter_list') : undefined;
    return { ...definition, members: [parameters, body] };
  }
  switch (type) {
    case 'namespace_declaration':
    case 'file_scoped_namespace_declaration':
      return { kind: 'namespace', name: nameOf(node, source), body, members: [body], exported: true };
    case 'destructor_declaration':
      return { kind: 'destructor', name: `~${nameOf(node, source)}`, body, exported };
    case 'operator_declaration':
    case 'conversion_operator_declaration': {
      const name = /\boperator\b[^(]*(?:\(\s*\)(?=\s*\())?/.exec(textOf(node, source))?.[0] ?? 'operator';
      return { kind: 'operator', name: name.replace(/\s+/g, ' ').trim(), body, exported };
    }
    case 'indexer_declaration':
      return { kind: 'indexer', name: 'this', body: accessorsOf(node), exported };
    case 'property_declaration':
      return { kind: 'property', name: nameOf(node, source), body: accessorsOf(node), exported };
    case 'event_declaration':
      return { kind: 'event', name: nameOf(node, source), body: accessorsOf(node), exported };
    case 'field_declaration':
      return variables(node, /\bconst\b/.test(words) ? 'constant' : 'field', exported, source);
    case 'event_field_declaration':
      return variables(node, 'event', exported, source);
    case 'parameter':
      return scope.parent?.kind === 'record'
        ? { kind: 'name', name: nameOf(node, source), exported: true }
        : undefined;
    case 'preproc_if':
    case 'preproc_elif':
    case 'preproc_else':
    case 'global_statement':
    case 'declaration_list':
      return 'inside';
    default:
      return undefined;
  }
}

function modifiersOf(node: Node, source: string): string {
  const words = node.namedChildren.filter((child) => child.type === 'modifier');
  return words.map((word) => textOf(word, source)).join(' ');
}

function accessorsOf(node: Node): Node | null {
  return node.childForFieldName('accessors') ?? node.childForFieldName('value');
}

function variables(node: Node, kind: string, exported: boolean, source: string): readonly Definition[] {
  const list = node.namedChildren.find((child) => child.type === 'variable_declaration');
  const declarators = list?.namedChildren.filter((child) => child.type === 'variable_declarator') ?? [];
  return declarators.map((declarator) => {
    const name = declarator.childForFieldName('name') ?? declarator.namedChild(0);
    const value = declarators.length === 1 ? declarator.namedChildren.at(-1) : undefined;
    const body = value?.startIndex === name?.startIndex ? undefined : longValue(value);
    return { kind, name: textOf(name, source), body, exported };
  });
}

function imports(node: Node, type: string, source: string): readonly OutlineImport[] | undefined {
  if (type !== 'using_directive') return undefined;
  const module = textOf(node.namedChildren.at(-1), source);
  const alias = nameOf(node, source);
  const names = alias
    ? [`* as ${alias}`]
    : /^(?:global\s+)?using\s+static\b/.test(textOf(node, source))
      ? ['*']
      : [];
  return [{ module, names, line: node.startPosition.row + 1 }];
}
