import type { Outline, OutlineSymbol } from './outline.js';

/**
 * An outline as a model reads it: imports on a line a module; then a line or more for each symbol, its lines in the
 * file before its signature, its members indented below it. One of the kind `body` is its signature and nothing else: its
 * lines, numbered.
 */
export function renderOutline(outline: Outline): string {
  const imports = outline.imports.map(({ module, names, line }) => {
    return `${line} import ${module}${names.length > 0 ? `: ${names.join(', ')}` : ''}`;
  });
  const note = outline.note ? [`(${outline.note})`] : [];
  return [...imports, ...note, ...shownOf(outline.symbols).flatMap((symbol) => rendered(symbol, ''))].join(
    '\n',
  );
}

function rendered(symbol: OutlineSymbol, indent: string): string[] {
  const { kind, startLine, endLine, signature, children } = symbol;
  const span = startLine === endLine ? `${startLine}` : `${startLine}-${endLine}`;
  if (kind === 'body') return [signature];
  if (kind === 'text') return [span, signature, ...(symbol.elided > 0 ? [elision(symbol)] : [])];
  const [first = '', ...rest] = signature.split(/\r?\n/);
  const lines = [
    `${span} ${indent}${first.trimEnd()}`,
    ...dedented(rest).map((line) => `  ${indent}${line}`),
  ];
  const shown = shownOf(children);
  const isElided = symbol.elided > 0 && (shown.length === 0 || kind === 'heading');
  lines[lines.length - 1] += (isElided ? ` ${elision(symbol)}` : '') + comment(symbol);
  return [...lines, ...shown.flatMap((child) => rendered(child, `${indent}  `))];
}

/** Without names that are seen in a signature already. */
function shownOf(symbols: readonly OutlineSymbol[]): readonly OutlineSymbol[] {
  return symbols.filter(({ kind }) => kind !== 'name');
}

/** What has lines below it, but no body. */
const UNBRACED = new Set(['heading', 'text', 'cell', 'error']);

/** In braces where the signature ends as one before a body does. */
function elision({ kind, elided, signature }: OutlineSymbol): string {
  const lines = `… ${elided} ${elided === 1 ? 'line' : 'lines'}`;
  const plain = UNBRACED.has(kind) || /[=([,:]$|^#\s*define\b/.test(signature);
  return plain ? lines : `{ ${lines} }`;
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
