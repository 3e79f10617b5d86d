import type { Outline, OutlineSymbol } from '../outline/outline.js';

/** Every symbol's name after its parents', in order of the file, parents before their children. */
export function qualifiedNames(outline: Outline): ReadonlyMap<OutlineSymbol, string> {
  const names = new Map<OutlineSymbol, string>();
  const pending = outline.symbols.map((symbol) => ({ symbol, name: symbol.name })).reverse();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    names.set(next.symbol, next.name);
    const { children } = next.symbol;
    for (let index = children.length - 1; index >= 0; index -= 1) {
      pending.push({ symbol: children[index]!, name: `${next.name}.${children[index]!.name}` });
    }
  }
  return names;
}
