import type { Node } from 'web-tree-sitter';
import type { OutlineImport } from '../outline.js';
import { textOf } from '../syntax/syntax.js';

/** `using module x`, `Import-Module x`, and scripts that are dot-sourced by name. */
export function importOf(node: Node, type: string, source: string): readonly OutlineImport[] | undefined {
  if (type !== 'pipeline') return undefined;
  const text = textOf(node, source).slice(0, 500);
  const written =
    /^using\s+(?:module|namespace|assembly)\s+(\S+)/i.exec(text)?.[1] ??
    /^(?:Import-Module|ipmo)\s+(?:-Name\s+)?("[^"\n]*"|'[^'\n]*'|[^\s;|-][^\s;|]*)/i.exec(text)?.[1] ??
    /^\.\s+("[^"\n]*"|'[^'\n]*'|[^\s({;|]+)/.exec(text)?.[1];
  if (written === undefined) return undefined;
  const path = written
    .replace(/["']/g, '')
    .replaceAll('\\', '/')
    .replace(/^\$PSScriptRoot\/?/i, './');
  const module = path.replace(/^\$\{?[\w:]+\}?\/?/, '');
  return module === '' ? undefined : [{ module, names: [], line: node.startPosition.row + 1 }];
}
