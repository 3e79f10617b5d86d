import type { Node } from 'web-tree-sitter';
import type { OutlineImport } from '../outline.js';
import { textOf, unquote } from './define.js';
import { namesIn } from './names-in.js';

/** An `import` statement of any form: `import type`, `import x = require('m')`, for its effects only. */
export function importOf(node: Node, source: string): OutlineImport | undefined {
  const parts = node.namedChildren;
  const equals = parts.find((part) => part.type === 'import_require_clause');
  const module = (equals ?? node).childForFieldName('source');
  if (!module) return undefined;
  const typeOnly = node.child(1)?.type === 'type' ? 'type ' : '';
  const clause = parts.find((part) => part.type === 'import_clause');
  const local = equals?.namedChildren.find((part) => part.type === 'identifier');
  const names = local ? [`* as ${textOf(source, local)}`] : clause ? clauseNames(clause, source) : [];
  return {
    module: unquote(textOf(source, module)),
    names: names.map((name) => typeOnly + name),
    line: node.startPosition.row + 1,
  };
}

function clauseNames(clause: Node, source: string): string[] {
  return clause.namedChildren.flatMap((part) => {
    switch (part.type) {
      case 'identifier':
        return [`default as ${textOf(source, part)}`];
      case 'namespace_import':
        return [oneLine(textOf(source, part))];
      case 'named_imports':
        return part.namedChildren
          .filter((child) => child.type === 'import_specifier')
          .map((child) => oneLine(textOf(source, child)));
      default:
        return [];
    }
  });
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** `require('m')` or `require('m').x`; `undefined` for anything else. */
export function requireOf(
  value: Node,
  source: string,
): { readonly module: string; readonly property: string | undefined } | undefined {
  const isMember = value.type === 'member_expression';
  const call = isMember ? value.childForFieldName('object') : value;
  if (call?.type !== 'call_expression') return undefined;
  const found = /^require\s*\(\s*(['"`])([^'"`]*)\1\s*\)$/.exec(textOf(source, call));
  if (!found) return undefined;
  const property = isMember ? value.childForFieldName('property') : undefined;
  return { module: found[2]!, property: property ? textOf(source, property) : undefined };
}

/** Names that a variable gives to what was required: `* as fs`, `a`, `b as c`, `default as d`. */
export function requireNames(pattern: Node, property: string | undefined, source: string): string[] {
  if (pattern.type === 'identifier') {
    const name = textOf(source, pattern);
    if (property === undefined) return [`* as ${name}`];
    return [property === name ? name : `${property} as ${name}`];
  }
  return pattern.namedChildren.flatMap((child) => {
    const key = child.type === 'pair_pattern' ? child.childForFieldName('key') : undefined;
    return namesIn(child).map((name) => {
      const local = textOf(source, name);
      return key ? `${textOf(source, key)} as ${local}` : local;
    });
  });
}

/** One entry a module, in order of first appearance. */
export function foldImports(imports: readonly OutlineImport[]): OutlineImport[] {
  const folded = new Map<string, OutlineImport>();
  for (const next of imports) {
    const known = folded.get(next.module);
    folded.set(
      next.module,
      known ? { ...known, names: [...new Set([...known.names, ...next.names])] } : next,
    );
  }
  return [...folded.values()];
}
