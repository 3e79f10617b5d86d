import type { OutlineSymbol } from '../outline.js';

/** Symbols put into those whose lines are around theirs. */
export function nestSymbols(symbols: readonly OutlineSymbol[]): readonly OutlineSymbol[] {
  interface Open {
    readonly symbol: OutlineSymbol;
    readonly children: OutlineSymbol[];
  }
  const roots: OutlineSymbol[] = [];
  const open: Open[] = [];
  const close = (): void => {
    const { symbol, children } = open.pop()!;
    const whole =
      children.length === 0
        ? symbol
        : { ...symbol, children: nestSymbols([...symbol.children, ...children]) };
    (open.at(-1)?.children ?? roots).push(whole);
  };
  for (const symbol of [...symbols].sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine)) {
    while (open.length > 0 && !isWithin(symbol, open.at(-1)!.symbol)) close();
    open.push({ symbol, children: [] });
  }
  while (open.length > 0) close();
  return roots;
}

/** Of two with the same lines neither is in the other. */
function isWithin(inner: OutlineSymbol, outer: OutlineSymbol): boolean {
  return (
    inner.endLine <= outer.endLine && (inner.endLine < outer.endLine || inner.startLine > outer.startLine)
  );
}
