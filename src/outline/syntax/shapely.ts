import type { OutlineSymbol } from '../outline.js';

const LINE_LIMIT = 200;
/** Blank lines in a row that are skipped, so that a million of them cost no more. */
const BLANK_LIMIT = 10;

/** Definitions that end where the indentation says, by their lines and name. */
export function shapely(
  symbols: readonly OutlineSymbol[],
  lines: readonly string[],
): ReadonlyMap<string, OutlineSymbol> {
  const found = new Map<string, OutlineSymbol>();
  const pending = [...symbols];
  for (let symbol = pending.pop(); symbol; symbol = pending.pop()) {
    const { name, startLine, endLine, children } = symbol;
    if (isShapely(symbol, lines)) found.set(`${startLine}-${endLine} ${name}`, symbol);
    for (const child of children) pending.push(child);
  }
  return found;
}

/** Whether a definition ends where the indentation says. One that swallowed what follows, or whose end is lost, does not. */
export function isShapely({ startLine, endLine }: OutlineSymbol, lines: readonly string[]): boolean {
  const indent = indentOf(lines[startLine - 1]!);
  const last = lines[endLine - 1]!;
  if (/^\s*(?:[)\]}]|end\b)/.test(last.slice(0, LINE_LIMIT))) return indentOf(last) === indent;
  if (indentOf(last) < indent) return false;
  const next = lines.slice(endLine, endLine + BLANK_LIMIT).find((line) => line.trim() !== '');
  return next === undefined || indentOf(next) <= indent;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
