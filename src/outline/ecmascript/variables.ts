import type { Node } from 'web-tree-sitter';
import type { OutlineSymbol } from '../outline.js';
import { define, hiddenName, textOf } from './define.js';
import { requireNames, requireOf } from './import-of.js';
import { namesIn } from './names-in.js';
import type { Place } from './placed-children.js';
import type { Scope } from './scope.js';
import { typeBodyOf } from './type-members.js';
import { viewValue } from './view-value.js';

/**
 * A symbol for each declarator of a `const`, `let`, `var` or `using` statement. The first has the statement's
 * beginning in its signature, and the only one all of its lines. What a `require` gives goes to the imports.
 */
export function variables(statement: Node, at: Place, scope: Scope): OutlineSymbol[] {
  const declarators = statement.namedChildren.filter((child) => child.type === 'variable_declarator');
  return declarators.flatMap((declarator, i) => {
    const first = i === 0 ? at : { ...at, ...beginningOf(declarator) };
    const place = declarators.length === 1 ? at : { ...first, ...endOf(declarator) };
    return variable(declarator, place, scope) ?? [];
  });
}

function beginningOf(declarator: Node) {
  return { start: declarator.startIndex, startLine: declarator.startPosition.row + 1, doc: undefined };
}

function endOf(declarator: Node) {
  return { end: declarator.endIndex, endLine: declarator.endPosition.row + 1 };
}

function variable(declarator: Node, at: Place, scope: Scope): OutlineSymbol | undefined {
  const { source } = scope;
  const pattern = declarator.childForFieldName('name');
  if (!pattern) return undefined;
  const value = declarator.childForFieldName('value');
  const required = value && requireOf(value, source);
  if (required && !at.exported) {
    scope.imports.push({
      module: required.module,
      names: requireNames(pattern, required.property, source),
      line: at.startLine,
    });
    return undefined;
  }
  const { valueKind, ...view } = value
    ? viewValue(value, at, scope)
    : { valueKind: undefined, ...typeBodyOf(declarator, at, scope) };
  if (pattern.type === 'identifier') {
    return define(source, at, {
      kind: valueKind ?? 'variable',
      name: textOf(source, pattern),
      ...view,
    });
  }
  const names = namesIn(pattern).map((name) => hiddenName(source, name, textOf(source, name), at.exported));
  const name = textOf(source, pattern);
  return define(source, at, { kind: 'variable', name, body: view.body, children: names, whole: false });
}
