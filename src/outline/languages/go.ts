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
  shortTextOf,
  textOf,
} from '../syntax/syntax.js';

const syntax: Syntax = {
  grammars: ['go'],
  comments: new Set(['comment']),
  header:
    /^(?<kind>func|type|var|const)\s+(?:\(\s*(?:\w+\s+)?\*?(?:\w+)(?:\[[^\]]*\])?\s*\)\s*)?(?<name>[\p{L}_][\p{L}\p{N}_]*)/u,
  isExported: (_, name) => isExported(name),
  define,
  imports,
};

/** Methods are named after the type of their receiver: `Engine.ServeHTTP`. */
export const go = defineLanguage({
  name: 'go',
  extensions: ['.go'],
  outline: (text) => outlineSyntax('go', syntax, text),
});

function define(node: Node, type: string, scope: Scope): Step {
  const { source } = scope;
  const name = (): string => nameOf(node, source);
  switch (type) {
    case 'function_declaration':
      return {
        kind: 'function',
        name: name(),
        body: node.childForFieldName('body'),
        exported: isExported(name()),
      };
    case 'method_declaration': {
      const receiver = /(\w+)\s*(?:\[[^\]]*\])?\s*\)$/.exec(
        shortTextOf(node.childForFieldName('receiver'), source),
      );
      const qualified = receiver ? `${receiver[1]}.${name()}` : name();
      return {
        kind: 'method',
        name: qualified,
        body: node.childForFieldName('body'),
        exported: isExported(name()),
      };
    }
    case 'type_declaration':
    case 'const_declaration':
    case 'var_declaration': {
      const specs = specsOf(node);
      const [only] = specs;
      // in parentheses, each stands for itself
      return specs.length === 1 && only && !/^\w+\s*\(/.test(textOf(node, source).slice(0, 100))
        ? { wraps: only }
        : 'inside';
    }
    case 'var_spec_list':
      return 'inside';
    case 'type_spec':
    case 'type_alias':
      return typeSpec(node, name(), scope);
    case 'const_spec':
    case 'var_spec':
      return variables(node, type === 'const_spec' ? 'constant' : 'variable', source);
    case 'field_declaration':
      return fields(node, source);
    case 'method_elem':
    case 'method_spec':
      return { kind: 'method', name: name(), exported: isExported(name()) };
    default:
      return undefined;
  }
}

function specsOf(node: Node): readonly Node[] {
  return node.namedChildren.flatMap((child) =>
    child.type === 'var_spec_list' ? child.namedChildren : [child],
  );
}

function typeSpec(node: Node, name: string, { source }: Scope): Definition {
  const type = node.childForFieldName('type');
  const exported = isExported(name);
  switch (type?.type) {
    case 'struct_type': {
      const list = type.namedChildren.find((child) => child.type === 'field_declaration_list');
      return { kind: 'struct', name, body: list, members: [list], exported };
    }
    case 'interface_type': {
      const brace = source.indexOf('{', type.startIndex);
      return { kind: 'interface', name, signatureEnd: brace, members: [type], exported };
    }
    default:
      return { kind: 'type', name, exported };
  }
}

function variables(node: Node, kind: string, source: string): readonly Definition[] {
  const body = longValue(node.childForFieldName('value'));
  return node.childrenForFieldName('name').flatMap((each) => {
    const name = textOf(each, source);
    if (name === ',' || name === '_') return [];
    return [{ kind, name, body, exported: isExported(name) }];
  });
}

/** An embedded type is a field of its own name. */
function fields(node: Node, source: string): readonly Definition[] {
  const names = node.childrenForFieldName('name').filter((each) => each.type !== ',');
  const embedded = /(\w+)(?:\[.*\])?$/s.exec(textOf(node.childForFieldName('type'), source))?.[1];
  const all = names.length > 0 ? names.map((each) => textOf(each, source)) : embedded ? [embedded] : [];
  return all.map((name) => ({ kind: 'field', name, exported: isExported(name) }));
}

function isExported(name: string): boolean {
  return /^\p{Lu}/u.test(name);
}

function imports(node: Node, type: string, source: string): readonly OutlineImport[] | undefined {
  if (type !== 'import_declaration') return undefined;
  return node.descendantsOfType('import_spec').flatMap((spec) => {
    const alias = textOf(spec?.childForFieldName('name'), source);
    const module = textOf(spec?.childForFieldName('path'), source).slice(1, -1);
    return spec ? [{ module, names: alias ? [`* as ${alias}`] : [], line: spec.startPosition.row + 1 }] : [];
  });
}
