import type { Node } from 'web-tree-sitter';
import type { OutlineSymbol } from '../outline.js';
import { isExports } from './assignments.js';
import { define, textOf, unquote } from './define.js';
import { requireOf } from './import-of.js';
import { objectMembers } from './object-members.js';
import type { Place } from './placed-children.js';
import { type BlockKind, deeper, type Scope } from './scope.js';
import { bodyOf, isFunction, unwrap, viewValue } from './view-value.js';

/** Calls that stand as a statement: a wrapper around the file, a definition by `Object.…`, a test suite. */
export function callStatement(call: Node, at: Place, scope: Scope, block: BlockKind): OutlineSymbol[] {
  const { source } = scope;
  const callee = call.childForFieldName('function');
  const list = call.childForFieldName('arguments')?.namedChildren ?? [];
  const args = list.filter((argument) => argument.type !== 'comment');
  if (!callee) return [];
  const wrapper = wrapperOf(callee);
  if (wrapper) return wrapped(wrapper, args, at, scope);
  const name = textOf(source, callee);
  if (name === 'define') return args.flatMap((argument) => insideOf(unwrap(argument), scope));
  if (name === 'require') {
    const required = requireOf(call, source);
    if (required) scope.imports.push({ module: required.module, names: [], line: at.startLine });
    return [];
  }
  if (/^Object\.(?:definePropert(?:y|ies)|assign)$/.test(name)) return objectCall(args, at, scope);
  if (/(?:^|\.)(?:__exportStar|__reExport|_export_star)$/.test(name)) {
    return [define(source, { ...at, exported: true }, { kind: 'export', name: '*' })];
  }
  return withCallback(name, args, at, scope, block);
}

/** The function that is called at once: `(function () { … })()`, also by `.call(this)`. */
function wrapperOf(callee: Node): Node | undefined {
  const direct = unwrap(callee);
  if (isFunction(direct)) return direct;
  const object = direct.type === 'member_expression' ? direct.childForFieldName('object') : undefined;
  const inner = object ? unwrap(object) : undefined;
  return inner && isFunction(inner) ? inner : undefined;
}

function wrapped(wrapper: Node, args: readonly Node[], at: Place, scope: Scope): OutlineSymbol[] {
  const name = args[0] && mergedName(textOf(scope.source, args[0]));
  if (!name) return [wrapper, ...args].flatMap((node) => insideOf(unwrap(node), scope));
  const body = bodyOf(wrapper);
  const children = insideOf(wrapper, scope);
  const exported = /\bexports\./.test(textOf(scope.source, args[0]!));
  return [define(scope.source, { ...at, exported }, { kind: 'namespace', name, body, children })];
}

/** `X` of `X || (X = {})` and `X || (exports.X = X = {})`: how compilers write an enum or a namespace. */
function mergedName(argument: string): string | undefined {
  if (argument.length > 300) return undefined;
  return /^(?:[\w$]+\s*=\s*)?(?:[\w$]+\.)*([\w$]+)\s*\|\|\s*\(/.exec(argument)?.[1];
}

function insideOf(node: Node, scope: Scope): OutlineSymbol[] {
  const body = isFunction(node) ? bodyOf(node) : undefined;
  return body?.type === 'statement_block' ? scope.definitionsIn(body, deeper(scope), 'module') : [];
}

/** `Object.defineProperty(exports, 'x', { … })`, `Object.assign(Foo.prototype, { … })`. */
function objectCall(args: readonly Node[], at: Place, scope: Scope): OutlineSymbol[] {
  const { source } = scope;
  const [target, second, third] = args;
  if (!target || !second) return [];
  const place = { ...at, exported: isExports(textOf(source, target)) };
  if (second.type === 'object') {
    const children = objectMembers(second, scope, { exported: place.exported, every: true });
    return [define(source, place, { kind: 'call', name: textOf(source, target), body: second, children })];
  }
  const name = second.type === 'string' ? unquote(textOf(source, second)) : `[${textOf(source, second)}]`;
  if (name === '__esModule') return [];
  const { valueKind: _, ...view } = third ? viewValue(third, place, scope) : { valueKind: undefined };
  return [define(source, place, { kind: 'property', name, ...view })];
}

/** What a call says that its function is called: its first argument, or what stands after the object that is to have it. */
function titleOf(args: readonly Node[], source: string): string | undefined {
  const [first, second] = args;
  const string = [first, first?.type === 'identifier' ? second : undefined].find(
    (argument) => argument && /^(?:template_)?string$/.test(argument.type),
  );
  return string && textOf(source, string);
}

/** `describe('…', () => { … })`, `defineGetter(request, 'ip', function () { … })` and the like, with the calls and functions inside. */
function withCallback(
  callee: string,
  args: readonly Node[],
  at: Place,
  scope: Scope,
  block: BlockKind,
): OutlineSymbol[] {
  const { source } = scope;
  const callback = args.map(unwrap).findLast(isFunction);
  if (!callback || block === 'branch') return [];
  const title = titleOf(args, source);
  if (block === 'callback' && title === undefined && !/^(?:before|after)/.test(callee)) return [];
  const body = bodyOf(callback);
  const children =
    body?.type === 'statement_block' ? scope.definitionsIn(body, deeper(scope), 'callback') : [];
  return [define(source, at, { kind: 'call', name: title ? unquote(title) : callee, body, children })];
}
