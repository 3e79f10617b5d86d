import type { Node } from 'web-tree-sitter';
import type { OutlineSymbol } from '../outline.js';
import { classMembers } from './class-members.js';
import { isShort } from './define.js';
import { objectMembers } from './object-members.js';
import type { Place } from './placed-children.js';
import { deeper, type Scope } from './scope.js';

/** What a definition shows of its value. */
export interface ValueView {
  /** `function` or `class` if the value is one, or a call that is given one. */
  readonly valueKind: 'function' | 'class' | undefined;
  readonly body: Node | undefined;
  readonly children: readonly OutlineSymbol[];
  readonly whole: boolean;
}

const CALL_CHAIN_LIMIT = 8;

const WRAPPERS = new Set([
  'parenthesized_expression',
  'as_expression',
  'satisfies_expression',
  'non_null_expression',
  'await_expression',
]);
const FUNCTIONS = new Set(['arrow_function', 'function_expression', 'generator_function']);

/** A value without the parentheses and type assertions around it. */
export function unwrap(value: Node): Node {
  let node = value;
  for (;;) {
    const type = node.type;
    const inner = WRAPPERS.has(type)
      ? node.namedChildren.find((child) => child.type !== 'comment')
      : type === 'type_assertion'
        ? node.namedChildren.at(-1)
        : undefined;
    if (!inner) return node;
    node = inner;
  }
}

export function isFunction(node: Node): boolean {
  return FUNCTIONS.has(node.type);
}

export function bodyOf(node: Node): Node | undefined {
  return node.childForFieldName('body') ?? undefined;
}

/** @param at the place of the definition that the value belongs to */
export function viewValue(value: Node, at: Place, scope: Scope): ValueView {
  const node = unwrap(value);
  const type = node.type;
  const short = isShort(at);
  if (type === 'class') return viewClass(node, at, scope);
  if (FUNCTIONS.has(type)) {
    const body = bodyOf(node);
    const shown = short && body?.type !== 'statement_block';
    return { valueKind: 'function', body: shown ? undefined : body, children: [], whole: false };
  }
  if (type === 'object') {
    const children = objectMembers(node, scope, { exported: at.exported, every: false });
    return plain(short && children.length === 0 ? undefined : node, children);
  }
  if (type === 'call_expression') return viewCall(node, value, at, scope);
  return plain(short ? undefined : value);
}

function plain(body: Node | undefined, children: readonly OutlineSymbol[] = []): ValueView {
  return { valueKind: undefined, body, children, whole: false };
}

function viewClass(node: Node, at: Place, scope: Scope): ValueView {
  const body = bodyOf(node);
  const children = body ? classMembers(body, scope, at.exported) : [];
  return { valueKind: 'class', body, children, whole: true };
}

/** `memo(function …)`, `defineTool({ … })`, `(function () { … })()`: a call is shown up to what it is given. */
function viewCall(call: Node, value: Node, at: Place, scope: Scope): ValueView {
  const short = isShort(at);
  let link: Node | null = call;
  for (let i = 0; link?.type === 'call_expression' && i < CALL_CHAIN_LIMIT; i++) {
    const callee: Node | null = link.childForFieldName('function');
    if (!callee) break;
    const wrapped = unwrap(callee);
    if (isFunction(wrapped)) {
      const body = bodyOf(wrapped);
      const block = body?.type === 'statement_block' ? body : undefined;
      return plain(body, block && scope.definitionsIn(block, deeper(scope), 'branch'));
    }
    const view = viewArguments(link, short, at, scope);
    if (view) return view;
    link = callee.type === 'member_expression' ? callee.childForFieldName('object') : null;
  }
  return plain(short ? undefined : value);
}

function viewArguments(call: Node, short: boolean, at: Place, scope: Scope): ValueView | undefined {
  for (const argument of call.childForFieldName('arguments')?.namedChildren ?? []) {
    const inner = unwrap(argument);
    const type = inner.type;
    if (FUNCTIONS.has(type)) return plain(short ? undefined : bodyOf(inner));
    if (type === 'class') return viewClass(inner, at, scope);
    if (type === 'object' && !short) {
      return plain(inner, objectMembers(inner, scope, { exported: at.exported, every: false }));
    }
  }
  return undefined;
}
