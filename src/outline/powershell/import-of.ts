import type { OutlineImport } from '../outline.js';

const IMPORTS: readonly RegExp[] = [
  /^using\s+(?:module|namespace|assembly)\s+(\S+)/i,
  /^(?:Import-Module|ipmo)\s+(?:-Name\s+)?("[^"]*"|'[^']*'|[^\s;|"'(-][^\s;|]*)/i,
  /^\.\s+("[^"]*"|'[^']*'|[^\s({;|"']+)/,
];

/** `using module x`, `Import-Module x`, and scripts that are dot-sourced by name. */
export function importOf(head: string, line: number): OutlineImport | undefined {
  const written = IMPORTS.map((form) => form.exec(head)?.[1]).find((found) => found !== undefined);
  if (written === undefined) return undefined;
  const path = written
    .replace(/["']/g, '')
    .replaceAll('\\', '/')
    .replace(/^\$PSScriptRoot\/*/i, './');
  const module = path.replace(/^\$\{?[\w:]+\}?\/*/, '');
  return module === '' ? undefined : { module, names: [], line };
}
