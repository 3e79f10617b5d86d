import type { Node } from 'web-tree-sitter';
import { shortTextOf } from '../syntax/syntax.js';

export interface Declared {
  /** Parts of a qualified name joined by `.`, template arguments left out: `Foo.bar`. */
  readonly name: string;
  /** Whether it is a function or its prototype, not a pointer to one. */
  readonly isFunction: boolean;
  readonly value: Node | null;
}

/** Declarators within declarators that are looked into. */
const DEPTH_LIMIT = 50;

/** What a declarator names: `f` of `*(*f(int a))[3]`. `undefined` if it names nothing. */
export function declared(declarator: Node | null, source: string): Declared | undefined {
  let node = declarator;
  let isFunction = false;
  let value: Node | null = null;
  for (let depth = 0; node && depth < DEPTH_LIMIT; depth++) {
    switch (node.type) {
      case 'identifier':
      case 'field_identifier':
      case 'type_identifier':
      case 'primitive_type':
      case 'destructor_name':
      case 'operator_name':
      case 'qualified_identifier':
      case 'template_function': {
        const name = plainName(shortTextOf(node, source));
        return name === '' ? undefined : { name, isFunction, value };
      }
      case 'operator_cast':
        return { name: shortTextOf(node, source).replace(/\s*\(.*/s, ''), isFunction: true, value };
      case 'init_declarator':
        value = node.childForFieldName('value');
        node = node.childForFieldName('declarator');
        break;
      case 'function_declarator': {
        const inner: Node | null = node.childForFieldName('declarator');
        // `(*f)(int)` is a pointer
        isFunction = inner?.type !== 'parenthesized_declarator' || isFunction;
        node = inner;
        break;
      }
      default:
        value ??= node.childForFieldName('default_value');
        node = node.childForFieldName('declarator') ?? innerDeclarator(node);
    }
  }
  return undefined;
}

function innerDeclarator(node: Node): Node | null {
  return node.namedChildren.find((child) => /declarator$|identifier$|_name$/.test(child.type)) ?? null;
}

function plainName(text: string): string {
  if (/\boperator\b/.test(text)) return text.replaceAll('::', '.').replace(/\s+/g, ' ');
  return text
    .replace(/<[^()]*>/gs, '')
    .replace(/\s+/g, '')
    .replaceAll('::', '.')
    .replace(/^\./, '');
}
