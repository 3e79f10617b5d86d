import type { Node } from 'web-tree-sitter';
import type { OutlineSymbol } from '../outline.js';
import { define, hiddenName, textOf, unquote } from './define.js';
import type { Place } from './placed-children.js';
import type { Scope } from './scope.js';
import { bodyOf, unwrap, viewValue } from './view-value.js';

/** An `export` that declares nothing: a list, a re-export, a default expression, `export =`, `export as namespace`. */
export function exportStatement(node: Node, at: Place, scope: Scope): OutlineSymbol | undefined {
  const { source } = scope;
  const parts = node.namedChildren;
  const from = node.childForFieldName('source');
  const clause = parts.find((part) => part.type === 'export_clause');
  if (clause) {
    const children = specifiers(clause, scope, from === null);
    return define(source, at, {
      kind: 'export',
      name: from ? unquote(textOf(source, from)) : '{}',
      children,
    });
  }
  const namespace = parts.find((part) => part.type === 'namespace_export');
  if (namespace) {
    const name = unquote(textOf(source, namespace).replace(/^\*\s*as\s+/, ''));
    return define(source, at, { kind: 'export', name });
  }
  if (from) return define(source, at, { kind: 'export', name: '*' });
  const value = node.childForFieldName('value');
  if (value) return defaultExport(value, at, scope);
  const last = parts.findLast((part) => part.type !== 'comment');
  if (!last) return undefined;
  const head = source.slice(node.startIndex, last.startIndex);
  if (/^export\s+as\s+namespace\s/.test(head)) {
    return define(source, at, { kind: 'export', name: textOf(source, last) });
  }
  const { valueKind, ...view } = viewValue(last, at, scope);
  if (last.type === 'identifier') scope.exportedNames.add(textOf(source, last));
  return define(source, at, { kind: valueKind ?? 'export', name: 'export=', ...view });
}

function specifiers(clause: Node, scope: Scope, local: boolean): OutlineSymbol[] {
  const { source } = scope;
  return clause.namedChildren.flatMap((specifier) => {
    const name = specifier.childForFieldName('name');
    if (!name) return [];
    if (local) scope.exportedNames.add(textOf(source, name));
    const given = specifier.childForFieldName('alias') ?? name;
    return [hiddenName(source, specifier, unquote(textOf(source, given)), true)];
  });
}

function defaultExport(value: Node, at: Place, scope: Scope): OutlineSymbol {
  const { source } = scope;
  const inner = unwrap(value);
  if (inner.type === 'identifier') scope.exportedNames.add(textOf(source, inner));
  const name = bodyOf(inner) && inner.childForFieldName('name');
  const { valueKind, ...view } = viewValue(value, at, scope);
  return define(source, at, {
    kind: valueKind ?? 'export',
    name: name ? textOf(source, name) : 'default',
    ...view,
  });
}
