import type { Outline, OutlineSymbol } from './outline.js';

/** Kinds whose elided lines stand between braces. */
const BRACED = new Set(['function', 'method', 'constructor', 'getter', 'setter', 'static block']);

/**
 * An outline as a model reads it: imports on a line a module; then a line or more for each symbol, its lines in the
 * file before its signature, its members indented below it.
 */
export function renderOutline(outline: Outline): string {
  const imports = outline.imports.map(({ module, names, line }) => {
    return `${line} import ${module}${names.length > 0 ? `: ${names.join(', ')}` : ''}`;
  });
  const note = outline.note ? [`(${outline.note})`] : [];
  return [...imports, ...note, ...outline.symbols.flatMap((symbol) => rendered(symbol, ''))].join('\n');
}

function rendered(symbol: OutlineSymbol, indent: string): string[] {
  const { startLine, endLine, children } = symbol;
  const span = startLine === endLine ? `${startLine}` : `${startLine}-${endLine}`;
  const [first = '', ...rest] = symbol.signature.split(/\r?\n/);
  const lines = [
    `${span} ${indent}${first.trimEnd()}`,
    ...dedented(rest).map((line) => `  ${indent}${line}`),
  ];
  lines[lines.length - 1] += elision(symbol) + comment(symbol);
  // names are seen in the signature already
  const shown = children.filter(({ kind }) => kind !== 'name');
  return [...lines, ...shown.flatMap((child) => rendered(child, `${indent}  `))];
}

function elision({ kind, elided, signature }: OutlineSymbol): string {
  if (elided === 0) return '';
  const lines = `… ${elided} ${elided === 1 ? 'line' : 'lines'}`;
  return BRACED.has(kind) || signature.endsWith('=>') ? ` { ${lines} }` : ` ${lines}`;
}

function comment({ doc }: OutlineSymbol): string {
  return doc === undefined ? '' : `  // ${doc}`;
}

/** Without the indentation that is common to all lines. */
function dedented(lines: readonly string[]): string[] {
  const indents = lines
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  const common = indents.reduce((least, indent) => Math.min(least, indent), Number.POSITIVE_INFINITY);
  return lines.map((line) => line.slice(common).trimEnd());
}
