import type { Node } from 'web-tree-sitter';
import type { OutlineSymbol } from '../outline.js';
import { define, defineContainer, textOf, unquote } from './define.js';
import { objectMembers } from './object-members.js';
import type { Place } from './placed-children.js';
import type { BlockKind, Scope } from './scope.js';
import { unwrap, viewValue } from './view-value.js';

/** Of `a = b = c = …`, which are more than anybody writes. */
const TARGETS_LIMIT = 100;

interface Target {
  readonly node: Node;
  readonly name: string;
  readonly exported: boolean;
  /** Whether it is a property, of whatever. */
  readonly member: boolean;
}

/** `exports.x = …`, `module.exports = { … }`, `Foo.prototype.bar = function …`, `a = b = …`: a symbol for each target. */
export function assignments(assignment: Node, at: Place, scope: Scope, block: BlockKind): OutlineSymbol[] {
  const { source } = scope;
  const { targets, value } = chainOf(assignment, source);
  if (/^(?:void 0|undefined)$/.test(textOf(source, value)) && targets.every((target) => target.exported)) {
    scope.placeholders.push(...targets.map((target) => placeholder(target, at, source)));
    return [];
  }
  return targets.flatMap((target, i) => {
    const start = i === 0 ? at.start : target.node.startIndex;
    const place = { ...at, start, exported: at.exported || target.exported };
    return assigned(target, value, place, scope, block) ?? [];
  });
}

function placeholder(target: Target, at: Place, source: string): OutlineSymbol {
  const whole = define(source, { ...at, exported: true }, { kind: 'variable', name: target.name });
  return { ...whole, signature: textOf(source, target.node) };
}

/** Targets of `a = b = value`, without the local `exports` of `exports = module.exports = …`. */
function chainOf(
  assignment: Node,
  source: string,
): { readonly targets: readonly Target[]; readonly value: Node } {
  const targets: Target[] = [];
  let value: Node = assignment;
  while (value.type === 'assignment_expression' && targets.length < TARGETS_LIMIT) {
    const left = value.childForFieldName('left');
    const right = value.childForFieldName('right');
    if (!left || !right) break;
    const target = targetOf(left, source);
    if (target) targets.push(target);
    value = right;
  }
  const others = targets.filter((target) => target.name !== 'exports');
  return { targets: others, value };
}

function targetOf(left: Node, source: string): Target | undefined {
  const text = textOf(source, left);
  switch (left.type) {
    case 'identifier':
      return { node: left, name: text, exported: text === 'exports', member: false };
    case 'member_expression': {
      const property = left.childForFieldName('property');
      const object = left.childForFieldName('object');
      if (!property || !object) return undefined;
      if (text === 'module.exports') return { node: left, name: text, exported: true, member: false };
      const exported = isExports(textOf(source, object));
      return { node: left, name: textOf(source, property), exported, member: !exported };
    }
    case 'subscript_expression': {
      const index = left.childForFieldName('index');
      const object = left.childForFieldName('object');
      if (!index || !object) return undefined;
      // X[X["A"] = 0] = "A", as compilers write an enum
      const inner = index.type === 'assignment_expression' ? index.childForFieldName('left') : undefined;
      if (inner) return targetOf(inner, source);
      const exported = isExports(textOf(source, object));
      const name = index.type === 'string' ? unquote(textOf(source, index)) : `[${textOf(source, index)}]`;
      return { node: left, name, exported, member: !exported };
    }
    default:
      return undefined;
  }
}

/** `exports` and `module.exports`. */
export function isExports(text: string): boolean {
  return text === 'exports' || text === 'module.exports';
}

function assigned(
  target: Target,
  value: Node,
  at: Place,
  scope: Scope,
  block: BlockKind,
): OutlineSymbol | undefined {
  const { source } = scope;
  const inner = unwrap(value);
  const { name } = target;
  if (name === 'module.exports' && target.exported) {
    if (inner.type === 'identifier') scope.exportedNames.add(textOf(source, inner));
    if (inner.type === 'object') {
      const children = objectMembers(inner, scope, { exported: true, every: true });
      for (const name of shorthands(inner, source)) scope.exportedNames.add(name);
      return defineContainer(source, at, { kind: 'export', name, body: inner, children });
    }
  }
  const { valueKind, ...view } = viewValue(value, at, scope);
  if (block !== 'module' && !target.exported && !valueKind) return undefined;
  const plain = name === 'module.exports' ? 'export' : target.member ? 'property' : 'variable';
  const kind = valueKind === 'function' && target.member ? 'method' : (valueKind ?? plain);
  return define(source, at, { kind, name, ...view });
}

function shorthands(object: Node, source: string): string[] {
  return object.namedChildren.flatMap((child) => {
    const value = child.type === 'pair' ? child.childForFieldName('value') : child;
    return value && /^(?:shorthand_property_)?identifier$/.test(value.type) ? [textOf(source, value)] : [];
  });
}
