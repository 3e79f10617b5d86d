import type { Node } from 'web-tree-sitter';
import type { OutlineImport } from '../outline.js';
import { textOf } from '../syntax/syntax.js';

/** `use A\B as C`, one for each name, and the files that are included by name. */
export function importsOf(node: Node, type: string, source: string): readonly OutlineImport[] | undefined {
  const line = node.startPosition.row + 1;
  if (type === 'namespace_use_declaration') {
    const group = node.childForFieldName('body');
    const prefix = group
      ? textOf(
          node.namedChildren.find((child) => child.type === 'namespace_name'),
          source,
        )
      : '';
    const clauses = (group ?? node).namedChildren.filter((child) => child.type === 'namespace_use_clause');
    return clauses.map((clause) => {
      const alias = textOf(clause.childForFieldName('alias'), source);
      const path = clause.namedChildren.find((child) => /^(?:qualified_)?name$/.test(child.type));
      const module = (prefix === '' ? '' : `${prefix}\\`) + textOf(path, source).replace(/^\\/, '');
      return { module, names: alias ? [`* as ${alias}`] : [], line };
    });
  }
  const included = type === 'expression_statement' ? node.namedChild(0) : null;
  if (!included || !/^(?:require|include)(?:_once)?_expression$/.test(included.type)) return undefined;
  // the file's own folder, and whatever else comes before the last string, is left out
  const path = /(["'])\/?((?:(?!\1).)+)\1[\s)]*$/s.exec(textOf(included, source));
  if (!path) return undefined;
  const isBeside = /\b__DIR__\b|\bdirname\s*\(\s*__FILE__\s*\)/.test(textOf(included, source));
  return [{ module: isBeside ? `./${path[2]}` : path[2]!, names: [], line }];
}
